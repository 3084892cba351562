package org.rlsworkup.workup.missing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.missing.TestEvaluator.Facts;
import org.rlsworkup.workup.results.Result;

/**
 * A result that a treatment with iron makes due.
 *
 * @param from the day from which it is due
 * @param isDue whether that day has come
 * @param shortfall why the results on file are not it
 */
record Recheck(RiskContext treatment, LocalDate from, boolean isDue, Shortfall shortfall) {
    private static final int MANY_DAYS = 100_000;

    /**
     * Null if none is due, now or later.
     *
     * @param newest the newest result within the look-back, or null
     * @param all results of the test
     */
    static @Nullable Recheck of(LabTest test, @Nullable Result newest, List<Result> all, Facts facts) {
        if (newest != null && !(newest.counts() && newest.attributed())) {
            return null;
        }
        var afterInfusion = test.infusion() == null ? null : of(test.infusion(), newest, facts);
        if (afterInfusion != null) {
            return afterInfusion;
        }
        return test.course() == null ? null : of(test.course(), all, facts);
    }

    private static @Nullable Recheck of(LabTest.Infusion infusion, @Nullable Result newest, Facts facts) {
        var context = facts.contexts().find(infusion.context());
        var given = day(infusion.context(), facts);
        if (context == null || given == null || infusion.exceptIn().stream().anyMatch(facts.contexts()::holds)) {
            return null;
        }
        var isNewer =
                newest != null && newest.date() != null && !newest.date().day().isBefore(given.day());
        var isDue = days(given, facts) > infusion.days();
        return isNewer || (newest != null && !isDue)
                ? null
                : new Recheck(context, given.day().plusDays(infusion.days()), isDue, Shortfall.BEFORE_INFUSION);
    }

    private static @Nullable Recheck of(LabTest.Course course, List<Result> all, Facts facts) {
        var context = facts.contexts().find(course.context());
        var start = day(course.context(), facts);
        if (context == null || start == null || days(start, facts) < course.days()) {
            return null;
        }
        var from = start.day().plusDays(course.days());
        var newest = Result.newest(all, Result::counts, MANY_DAYS, facts.now());
        var date = newest == null ? null : newest.date();
        return date != null && (!date.day().isBefore(from) || date.within(course.recentDays(), facts.now()))
                ? null
                : new Recheck(context, from, true, Shortfall.BEFORE_RECHECK);
    }

    private static @Nullable PartialDate day(String context, Facts facts) {
        var date = facts.contexts().date(context);
        return date == null || !date.hasDay() ? null : date;
    }

    private static long days(PartialDate since, Facts facts) {
        return ChronoUnit.DAYS.between(since.day(), since.today(facts.now()));
    }
}
