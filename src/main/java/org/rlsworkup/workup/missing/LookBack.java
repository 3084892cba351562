package org.rlsworkup.workup.missing;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.workup.missing.TestEvaluator.Facts;
import org.rlsworkup.workup.results.Result;

/**
 * How far back a result of a test counts for one patient.
 *
 * @param because the context that shortens it, or null if it is the usual one
 */
public record LookBack(int days, @Nullable RiskContext because) {

    /** Without any context. */
    static LookBack usual(LabTest test) {
        return new LookBack(test.lookbackDays(), null);
    }

    /** In the contexts of the patient, of a result in range. */
    static LookBack of(LabTest test, Facts facts) {
        var shortest = new LookBack(test.longestDays(), null);
        for (var context : facts.contexts().held()) {
            var days = test.lookbackIn().get(context.id());
            if (days == null && context.higherYield().contains(test.id())) {
                days = test.lookbackDays();
            }
            if (days != null && days < shortest.days()) {
                shortest = new LookBack(days, context);
            }
        }
        return shortest;
    }

    /** Whether the result, which counts and has a date, is recent enough. */
    public static boolean reaches(Result result, LabTest test, Facts facts) {
        var lookBack = of(test, facts);
        return isWithin(lookBack, result, facts) && isWithin(lookBack.forResult(result, test, facts), result, facts);
    }

    private static boolean isWithin(LookBack lookBack, Result result, Facts facts) {
        return result.date() != null && result.date().within(lookBack.days(), facts.now());
    }

    /** This, or a shorter one for a result out of range, or drawn before a context was charted that asks for a newer. */
    LookBack forResult(Result result, LabTest test, Facts facts) {
        var drawn = result.date();
        if (drawn == null) {
            return this;
        }
        var usual = usual(test);
        if (days > usual.days() && !isWithin(usual, result, facts) && !facts.isInRange(result)) {
            return usual;
        }
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
