package org.rlsworkup.workup.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Shortfall;

/**
 * One result on file, judged by everything but its age.
 *
 * @param meaning what its code means to us
 * @param date when it was taken, as well as the record says; null if it does not
 * @param standing whether it counts
 * @param attributed whether the record says for certain that it is this patient's
 * @param origin where it was sent, which tells with what it shares a specimen
 * @param evidence where its value is to be found; understood only when it is asked for
 */
public record Result(
        CodeIndex.Meaning meaning,
        @Nullable PartialDate date,
        Standing standing,
        boolean attributed,
        Origin origin,
        Evidence evidence) {

    /** What a result rests on. */
    sealed interface Evidence {
        /** A report or a panel whose values we do not hold. */
        record Nothing() implements Evidence {}

        /**
         * A value as sent.
         *
         * @param code under which it is filed
         * @param laboratory that performed it, or null if it is not named
         */
        record Sent(
                Concept code,
                Observation.Measured measured,
                @Nullable String laboratory) implements Evidence {}

        /** Two results of one specimen from which it is calculated. */
        record Parts(Result part, Result whole) implements Evidence {}

        /** Several ways to the same value, the most trusted first. */
        record Ways(List<Evidence> ways) implements Evidence {
            public Ways {
                ways = List.copyOf(ways);
            }
        }
    }

    static final Evidence NOTHING = new Evidence.Nothing();

    /** Whether a result counts, whatever its age. */
    public sealed interface Standing {
        /** It is a result, whether or not its value can be read. */
        record Counts() implements Standing {}

        /** It is on its way. */
        record Pending() implements Standing {}

        /** It does not count, and why. */
        record FallsShort(Shortfall why) implements Standing {}
    }

    static final Standing COUNTS = new Standing.Counts();
    static final Standing PENDING = new Standing.Pending();

    public static Standing fallsShort(Shortfall why) {
        return new Standing.FallsShort(why);
    }

    Result with(Evidence other) {
        return new Result(meaning, date, standing, attributed, origin, other);
    }

    /** The laboratory that performed it, or null if it is not named. */
    @Nullable
    public String laboratory() {
        return evidence instanceof Evidence.Sent(var code, var measured, var laboratory) ? laboratory : null;
    }

    public boolean counts() {
        return standing instanceof Standing.Counts;
    }

    public boolean fallsShort() {
        return standing instanceof Standing.FallsShort;
    }

    /** What it is called in a sentence. */
    public String what() {
        return switch (meaning) {
            case CodeIndex.Meaning.Measures(var analyte) -> analyte.name();
            case CodeIndex.Meaning.Never(var analyte) -> analyte.name();
            case CodeIndex.Meaning.Panel(var tests) -> "a panel";
        };
    }

    @Override
    public String toString() {
        return "Result[" + what() + "]";
    }
}
