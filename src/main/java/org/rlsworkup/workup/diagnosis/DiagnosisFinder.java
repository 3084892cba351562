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
    private static final int CATEGORY = 3;
    private static final Set<String> WITHDRAWN = Set.of("refuted", "entered-in-error");

    private final DiagnosisRules rules;
    private final DiagnosisText text;

    public DiagnosisFinder(DiagnosisRules rules) {
        this.rules = rules;
        this.text = new DiagnosisText(rules);
    }

    /** How a Condition names RLS. */
    private enum Evidence {
        CODE,
        TEXT
    }

    /**
     * A Condition that names RLS.
     *
     * @param certain whether its words do not doubt it and it says whose it is
     */
    private record Candidate(Condition condition, Evidence evidence, boolean certain) {
        /** The newest confirmed problem-list entry represents all; a less certain one only where there is no better. */
        static final Comparator<Candidate> PREFERENCE = Comparator.comparing(Candidate::confirmed)
                .thenComparing(candidate -> candidate.evidence() == Evidence.CODE)
                .thenComparing(candidate -> candidate.condition().categories().contains("problem-list-item"))
                .thenComparing(Candidate::charted)
                .thenComparing(candidate -> String.valueOf(candidate.condition().id()));

        boolean confirmed() {
            return certain
                    && !condition.meta().isModified()
                    && (condition.verificationStatus() == null
                            || condition.verificationStatus().equals("confirmed"));
        }

        String charted() {
            var charted = condition.charted();
            return charted == null ? "" : charted.earliest().toString();
        }

        Diagnosis diagnosis() {
            return new Diagnosis(
                    condition.id(), confirmed(), condition.verificationStatus(), evidence == Evidence.TEXT);
        }
    }

    /** The active diagnosis. */
    public Optional<Diagnosis> find(Chart chart, ZonedDateTime now) {
        return find(chart, condition -> isActive(condition, now), now);
    }

    /** The active diagnosis that no clinician called wrong. */
    public Optional<Diagnosis> find(Chart chart, CardOverrides overrides, ZonedDateTime now) {
        return find(chart, condition -> isActive(condition, now) && !overrides.callWrong(condition), now);
    }

    /** The diagnosis among those in remission, where medicines still matter, that no clinician called wrong. */
    public Optional<Diagnosis> findInRemission(Chart chart, CardOverrides overrides, ZonedDateTime now) {
        return find(chart, condition -> isInRemission(condition) && !overrides.callWrong(condition), now);
    }

    /** Whether RLS is charted, active or in remission. */
    public boolean isCharted(Chart chart, ZonedDateTime now) {
        return find(chart, condition -> isActive(condition, now) || isInRemission(condition), now)
                .isPresent();
    }

    /** A loop, because every call comes here and nearly all problem lists hold nothing to choose from. */
    private Optional<Diagnosis> find(Chart chart, Predicate<Condition> status, ZonedDateTime now) {
        Candidate best = null;
        var conditions = chart.conditions();
        for (var i = 0; i < conditions.size(); i++) {
            best = better(best, conditions.get(i), true, chart, status, now);
        }
        // The sender gave them for this patient, but they do not say whose they are.
        var unattributed = chart.unattributed();
        for (var i = 0; i < unattributed.size(); i++) {
            if (unattributed.get(i) instanceof Condition condition) {
                best = better(best, condition, false, chart, status, now);
            }
        }
        return best == null ? Optional.empty() : Optional.of(best.diagnosis());
    }

    private @Nullable Candidate better(
            @Nullable Candidate best,
            Condition condition,
            boolean attributed,
            Chart chart,
            Predicate<Condition> status,
            ZonedDateTime now) {
        var evidence = status.test(condition) && isDiagnosis(condition, chart.encounterId(), now)
                ? evidence(condition.code())
                : null;
        if (evidence == null) {
            return best;
        }
        var candidate = new Candidate(condition, evidence, attributed && !text.isDoubted(condition.code()));
        return best == null || Candidate.PREFERENCE.compare(candidate, best) > 0 ? candidate : best;
    }

    private static boolean isActive(Condition condition, ZonedDateTime now) {
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

    private static boolean isInRemission(Condition condition) {
        return !isWithdrawn(condition) && "remission".equals(condition.clinicalStatus());
    }

    static boolean isWithdrawn(Condition condition) {
        return condition.verificationStatus() != null && WITHDRAWN.contains(condition.verificationStatus());
    }

    private static boolean hasAbated(Condition condition, ZonedDateTime now) {
        return condition.abated()
                && (condition.abatement() == null || !condition.abatement().isAfter(now, 0));
    }

    /** Whether it is no mere impression, and if it was made for one visit, a recent one or one of an open encounter. */
    private boolean isDiagnosis(Condition condition, @Nullable String encounterId, ZonedDateTime now) {
        var categories = condition.categories();
        var onlyVisit = !categories.isEmpty();
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

    private @Nullable Evidence evidence(Concept concept) {
        if (concept.any(this::meansRls)) {
            return text.isFamilyHistory(concept) ? null : Evidence.CODE;
        }
        var needsWords = concept.any(code -> rules.codesWithText().containsKey(code)
                || (code.system() == null && rules.codesWithoutSystem().contains(code.code())));
        if (!text.saysRls(concept) || text.isFamilyHistory(concept)) {
            return null;
        }
        if (needsWords) {
            return Evidence.CODE;
        }
        return concept.any(this::meansSomethingElse) || text.isAboutKin(concept) ? null : Evidence.TEXT;
    }

    private boolean meansRls(Code code) {
        return rules.codes().containsKey(code)
                || (code.isIcd10() && rules.codes().containsKey(code.asIcd10Cm()));
    }

    /** Categories of ICD-10 are listed by their three characters. */
    private boolean meansSomethingElse(Code code) {
        if (!code.isIcd10() || code.code().length() < CATEGORY) {
            return rules.never().containsKey(code);
        }
        var general = code.asIcd10Cm();
        return rules.never().containsKey(general)
                || rules.never()
                        .containsKey(new Code(general.system(), general.code().substring(0, CATEGORY)));
    }
}
