package org.rlsworkup.workup.diagnosis;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.knowledge.DeclineRules;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.knowledge.LabTest;

/** The cards about one patient that clinicians overrode, as far as that still counts. */
public final class CardOverrides {
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
        CardOverride newest = null;
        for (var override : all) {
            if (override.tests().contains(test.id())
                    && !rules.isDiagnosisWrong(override)
                    && (newest == null || override.at().isAfter(newest.at()))) {
                newest = override;
            }
        }
        if (newest == null) {
            return null;
        }
        var day = newest.at().atZone(now.getZone()).toLocalDate();
        var over = day.plusDays(rules.days(newest)).isBefore(now.toLocalDate());
        return over || isReopened(test, day, contexts) ? null : day;
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
