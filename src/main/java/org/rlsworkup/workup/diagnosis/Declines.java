package org.rlsworkup.workup.diagnosis;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.knowledge.DeclineRules;
import org.rlsworkup.knowledge.Declined;
import org.rlsworkup.knowledge.LabTest;

/** What clinicians declined for one patient, as far as it still holds. */
public final class Declines {
    private final DeclineRules rules;
    private final List<Declined> all;
    private final ZonedDateTime now;

    public Declines(DeclineRules rules, List<Declined> all, ZonedDateTime now) {
        this.rules = rules;
        this.all = all;
        this.now = now;
    }

    /** The day on which the test was declined, or null if that was never or no longer holds. */
    @Nullable
    public LocalDate of(LabTest test, Contexts contexts) {
        Declined newest = null;
        for (var declined : all) {
            if (declined.tests().contains(test.id())
                    && !rules.isDiagnosisWrong(declined)
                    && (newest == null || declined.at().isAfter(newest.at()))) {
                newest = declined;
            }
        }
        if (newest == null) {
            return null;
        }
        var day = newest.at().atZone(now.getZone()).toLocalDate();
        var over = day.plusDays(rules.days(newest)).isBefore(now.toLocalDate());
        return over || isBack(test, day, contexts) ? null : day;
    }

    /** Whether something was charted since that makes the test worth more than when it was declined. */
    private boolean isBack(LabTest test, LocalDate declined, Contexts contexts) {
        for (var context : rules.backWith().getOrDefault(test.id(), Set.of())) {
            var charted = contexts.date(context);
            if (charted != null && charted.day().isAfter(declined)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a clinician said that this diagnosis is wrong, and it was not charted again since. */
    boolean isWrong(Condition condition) {
        for (var declined : all) {
            if (rules.isDiagnosisWrong(declined) && declined.condition().test(condition.id())) {
                var charted = condition.charted();
                if (charted == null || !charted.instant(now.getZone()).isAfter(declined.at())) {
                    return true;
                }
            }
        }
        return false;
    }
}
