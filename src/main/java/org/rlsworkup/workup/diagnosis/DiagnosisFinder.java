package org.rlsworkup.workup.diagnosis;

import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.knowledge.DiagnosisRules;

/** Finds the RLS diagnosis among a patient's Conditions. */
public final class DiagnosisFinder {
    private static final Set<String> WITHDRAWN = Set.of("refuted", "entered-in-error");

    private final DiagnosisRules rules;
    private final DiagnosisText text;
    private final Set<String> knownSystems;

    public DiagnosisFinder(DiagnosisRules rules) {
        this.rules = rules;
        this.knownSystems = rules.systems();
        this.text = new DiagnosisText(rules);
    }

    /** How a Condition says RLS. */
    private enum Evidence {
        CODE,
        TEXT
    }

    private record Candidate(Condition condition, Evidence evidence) {
        boolean confirmed() {
            return condition.verificationStatus() == null
                    || condition.verificationStatus().equals("confirmed");
        }

        boolean onProblemList() {
            return condition.categories().contains("problem-list-item");
        }

        String charted() {
            var charted = condition.charted();
            return charted == null ? "" : charted.earliest().toString();
        }
    }

    /**
     * The newest confirmed problem-list entry stands for all; what is less certain stands only if nothing better does.
     */
    private static final Comparator<Candidate> PREFERENCE = Comparator.comparing(Candidate::confirmed)
            .thenComparing(candidate -> candidate.evidence() == Evidence.CODE)
            .thenComparing(Candidate::onProblemList)
            .thenComparing(Candidate::charted)
            .thenComparing(candidate -> String.valueOf(candidate.condition().id()));

    /** Asked of every call: a loop, because nearly all problem lists hold nothing to choose from. */
    public Optional<Diagnosis> find(Chart chart, ZonedDateTime now) {
        return find(chart, condition -> stands(condition, now), now);
    }

    /** As {@link #find(Chart, ZonedDateTime)}, without what a clinician said is wrong. */
    public Optional<Diagnosis> find(Chart chart, Declines declines, ZonedDateTime now) {
        return find(chart, condition -> stands(condition, now) && !declines.isWrong(condition), now);
    }

    /** The diagnosis among those in remission: the susceptibility stays, so medicines still matter. */
    public Optional<Diagnosis> findInRemission(Chart chart, ZonedDateTime now) {
        return find(chart, DiagnosisFinder::isInRemission, now);
    }

    /** As {@link #findInRemission(Chart, ZonedDateTime)}, without what a clinician said is wrong. */
    public Optional<Diagnosis> findInRemission(Chart chart, Declines declines, ZonedDateTime now) {
        return find(chart, condition -> isInRemission(condition) && !declines.isWrong(condition), now);
    }

    private static boolean isInRemission(Condition condition) {
        return !isWithdrawn(condition) && "remission".equals(condition.clinicalStatus());
    }

    private Optional<Diagnosis> find(Chart chart, Predicate<Condition> status, ZonedDateTime now) {
        Candidate best = null;
        var conditions = chart.conditions();
        for (var i = 0; i < conditions.size(); i++) {
            var condition = conditions.get(i);
            var evidence = status.test(condition) && belongsHere(condition, chart.encounterId(), now)
                    ? evidence(condition)
                    : null;
            if (evidence != null) {
                var candidate = new Candidate(condition, evidence);
                best = best == null || PREFERENCE.compare(candidate, best) > 0 ? candidate : best;
            }
        }
        return best == null ? Optional.empty() : Optional.of(diagnosis(best));
    }

    private static Diagnosis diagnosis(Candidate best) {
        return new Diagnosis(
                best.condition().id(),
                best.confirmed(),
                best.condition().verificationStatus(),
                best.evidence() == Evidence.TEXT);
    }

    /** Whether the Condition is held to be true at present. */
    private static boolean stands(Condition condition, ZonedDateTime now) {
        if (isWithdrawn(condition)) {
            return false;
        }
        return switch (condition.clinicalStatus()) {
            case "active", "recurrence", "relapse" -> true;
            case null -> !hasAbated(condition, now);
            case "unknown" -> !hasAbated(condition, now);
            default -> false;
        };
    }

    private static boolean isWithdrawn(Condition condition) {
        return condition.verificationStatus() != null && WITHDRAWN.contains(condition.verificationStatus());
    }

    private static boolean hasAbated(Condition condition, ZonedDateTime now) {
        return condition.abated()
                && (condition.abatement() == null || !condition.abatement().isAfter(now, 0));
    }

    private boolean belongsHere(Condition condition, @Nullable String encounterId, ZonedDateTime now) {
        var onlyVisit = !condition.categories().isEmpty();
        var categories = condition.categories();
        for (var i = 0; i < categories.size(); i++) {
            var category = categories.get(i);
            if (rules.impressionCategories().contains(category)) {
                return false;
            }
            onlyVisit &= rules.visitCategory().equals(category);
        }
        if (!onlyVisit || encounterId != null) {
            return true;
        }
        var charted = condition.charted();
        return charted != null && charted.within(rules.visitMaxAgeDays(), now);
    }

    private boolean isKnown(Code code) {
        return code.system() != null && knownSystems.contains(code.system());
    }

    private @Nullable Evidence evidence(Condition condition) {
        var evidence = evidence(condition.code());
        return evidence == null || text.isFamilyHistory(condition.code()) ? null : evidence;
    }

    private @Nullable Evidence evidence(Concept concept) {
        if (concept.any(rules.codes()::contains)) {
            return Evidence.CODE;
        }
        var needsWords = concept.any(code -> rules.codesWithText().contains(code)
                || (code.system() == null && rules.codesWithoutSystem().contains(code.code())));
        if (needsWords && text.saysRls(concept)) {
            return Evidence.CODE;
        }
        var coded =
                needsWords || concept.any(code -> isKnown(code) || rules.never().contains(code));
        return !coded && text.saysRls(concept) && !text.isAboutKin(concept) ? Evidence.TEXT : null;
    }
}
