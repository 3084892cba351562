package org.rlsworkup.workup.missing;

import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.workup.missing.TestEvaluator.Facts;

/**
 * How far back a result of a test counts for one patient.
 *
 * @param because the context that moves it, or null if it is the usual one
 */
public record LookBack(int days, @Nullable RiskContext because) {

    /** Without any context. */
    static LookBack usual(LabTest test) {
        return new LookBack(test.lookbackDays(), null);
    }

    /** In the contexts of the patient, the treatment that the test monitors included. */
    static LookBack of(LabTest test, Facts facts) {
        var lookBack = inContext(test, facts);
        var course = test.course();
        if (course == null) {
            return lookBack;
        }
        var days = courseDays(course, lookBack.days(), facts);
        return days == lookBack.days()
                ? lookBack
                : new LookBack(days, facts.contexts().find(course.context()));
    }

    /** The shortest of the patient's contexts. */
    public static LookBack inContext(LabTest test, Facts facts) {
        var shortest = usual(test);
        if (test.lookbackIn().isEmpty()) {
            return shortest;
        }
        for (var context : facts.contexts().held()) {
            var days = test.lookbackIn().get(context.id());
            if (days != null && days < shortest.days()) {
                shortest = new LookBack(days, context);
            }
        }
        return shortest;
    }

    /** {@code otherwise} if the start of the treatment is not known. */
    private static int courseDays(LabTest.Course course, int otherwise, Facts facts) {
        var start = facts.contexts().date(course.context());
        if (start == null || !start.hasDay()) {
            return otherwise;
        }
        var days = (int) ChronoUnit.DAYS.between(start.day(), start.today(facts.now()));
        if (days < 0) {
            return otherwise;
        }
        return days < course.days()
                ? days + course.baselineDays()
                : Math.min(otherwise, Math.max(0, days - course.days() - 1));
    }

    /** This, or a shorter one for a result drawn before a context was charted that requires a newer one. */
    LookBack after(PartialDate drawn, LabTest test, Facts facts) {
        if (test.lookbackAfter().isEmpty()) {
            return this;
        }
        for (var context : facts.contexts().held()) {
            var shorter = test.lookbackAfter().get(context.id());
            var charted = facts.contexts().date(context.id());
            if (shorter != null
                    && charted != null
                    && charted.day().isAfter(drawn.day())
                    && !drawn.within(shorter, facts.now())) {
                return new LookBack(shorter, context);
            }
        }
        return this;
    }
}
