package org.rlsworkup.workup.diagnosis;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.knowledge.DeclineRules;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.knowledge.LabTest;

/** The cards about one patient that clinicians overrode, as far as that still counts. */
public final class CardOverrides {
    private static final Comparator<Decline> NEWEST =
            Comparator.comparing(Decline::holds).thenComparing(Decline::on);

    private final DeclineRules rules;
    private final List<CardOverride> all;
    private final ZonedDateTime now;

    public CardOverrides(DeclineRules rules, List<CardOverride> all, ZonedDateTime now) {
        this.rules = rules;
        this.all = all;
        this.now = now;
    }

    /** The day on which the test was declined, or null if it never was or the decline has lapsed. */
    public @Nullable LocalDate declinedOn(LabTest test, ActiveContexts contexts) {
        var newest = newest(test);
        if (newest == null) {
            return null;
        }
        var day = day(newest);
        var over = day.plusDays(rules.days(newest)).isBefore(now.toLocalDate());
        return over || isReopened(test, day, contexts) ? null : day;
    }

    /** The day on which the test was last declined, lapsed or not; null if it never was. */
    public @Nullable LocalDate lastDeclined(LabTest test) {
        var newest = newest(test);
        return newest == null ? null : day(newest);
    }

    private @Nullable CardOverride newest(LabTest test) {
        CardOverride newest = null;
        for (var override : all) {
            if (override.tests().contains(test.id())
                    && !rules.isDiagnosisWrong(override)
                    && (newest == null || override.at().isAfter(newest.at()))) {
                newest = override;
            }
        }
        return newest;
    }

    private LocalDate day(CardOverride override) {
        return override.at().atZone(now.getZone()).toLocalDate();
    }

    /** Whether something was charted since that makes the test more useful than when it was declined. */
    private boolean isReopened(LabTest test, LocalDate declined, ActiveContexts contexts) {
        for (var context : rules.backWith().getOrDefault(test.id(), Set.of())) {
            var charted = contexts.date(context);
            if (charted != null && charted.day().isAfter(declined)) {
                return true;
            }
        }
        return false;
    }

    /**
     * An earlier decline of a finding.
     *
     * @param on the day of the decline
     * @param holds whether the finding is not shown again yet
     * @param newer whether the finding rests on other results now
     */
    public record Decline(LocalDate on, boolean holds, boolean newer) {}

    /** The earlier decline of a reading of results, or null. */
    public @Nullable Decline ofReading(String finding, String results) {
        return newest(
                finding, rules.resultDays(), override -> override.restedOn().test(finding, results));
    }

    /** The earlier decline of a drug on record, or null. */
    public @Nullable Decline ofDrug(String id) {
        return newest(CardOverride.drug(id), rules.medicineDays(), override -> true);
    }

    /** The newest that holds, or else the newest of all. */
    private @Nullable Decline newest(String finding, int days, Predicate<CardOverride> isSame) {
        Decline newest = null;
        for (var override : all) {
            if (override.findings().contains(finding) && !rules.isDiagnosisWrong(override)) {
                var day = day(override);
                var same = isSame.test(override);
                var decline = new Decline(day, same && !day.plusDays(days).isBefore(now.toLocalDate()), !same);
                if (newest == null || NEWEST.compare(decline, newest) > 0) {
                    newest = decline;
                }
            }
        }
        return newest;
    }

    /** Whether a clinician called this diagnosis wrong, and it has not been charted again since. */
    boolean callWrong(Condition condition) {
        for (var override : all) {
            if (rules.isDiagnosisWrong(override) && override.condition().test(condition.id())) {
                var charted = condition.charted();
                if (charted == null || !charted.instant(now.getZone()).isAfter(override.at())) {
                    return true;
                }
            }
        }
        return false;
    }
}
