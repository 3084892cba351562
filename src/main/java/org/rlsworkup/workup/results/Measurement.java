package org.rlsworkup.workup.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;

/** What a result says about the quantity measured. */
public sealed interface Measurement {
    /** The value as the laboratory sent it, or null if there is none. */
    @Nullable
    Value sent();

    /** See {@link Value#asSent}; empty if there is none. */
    default String asSent() {
        var sent = sent();
        return sent == null ? "" : sent.asSent();
    }

    /**
     * A value that can be compared.
     *
     * @param scale the family of units in which it was reported
     * @param interval the value in the canonical unit of that scale
     * @param labRange the laboratory's own range, on that scale
     * @param flag the laboratory's own reading as sent, {@code H} or {@code L}, or null; it overrides nothing
     * @param sent of a calculated value: the number, rounded to one decimal place, and the unit
     * @param calculatedFrom of a calculated value the two values it was calculated from, else empty
     * @param differsFrom what the parts of the same specimen give instead of this reported value, or null if about the
     *     same
     */
    record Known(
            Analyte analyte,
            Scale scale,
            Interval interval,
            LabRange labRange,
            @Nullable String flag,
            Value sent,
            List<Known> calculatedFrom,
            @Nullable Known differsFrom)
            implements Measurement {
        public Known {
            calculatedFrom = List.copyOf(calculatedFrom);
        }

        /** The value in the unit of the analyte's main scale, or null if there is no way there. */
        public @Nullable Interval inMain() {
            return scale.toMain() == null ? null : scale.toMain().apply(interval);
        }

        /** The value on another scale of the analyte, or null if there is no way there. */
        public @Nullable Interval in(Scale other) {
            if (other.equals(scale)) {
                return interval;
            }
            var main = inMain();
            return main == null || other.toMain() == null
                    ? null
                    : other.toMain().undo(main);
        }

        public boolean isCalculated() {
            return !calculatedFrom.isEmpty();
        }

        Known differing(@Nullable Known from) {
            return new Known(analyte, scale, interval, labRange, flag, sent, calculatedFrom, from);
        }

        @Override
        public String toString() {
            return "Known[" + analyte.id() + "]";
        }
    }

    /** There is a result, and it cannot be compared. */
    record NotInterpretable(ValueProblem why, @Nullable Value sent) implements Measurement {
        @Override
        public String toString() {
            return "NotInterpretable[" + why + "]";
        }
    }

    /** ValueProblem a result cannot be compared. */
    enum ValueProblem {
        /** The unit does not go with what the code says is measured. */
        UNIT_MISMATCH,
        /** No living patient has such a value in this unit. */
        IMPLAUSIBLE,
        /** A number without a unit. */
        NO_UNIT,
        /** The value exists and is kept from us. */
        WITHHELD,
        /** What is measured has no class in this workup. */
        NOT_CLASSED,
        /** Words, or a kind of value that is no number. */
        NO_NUMBER,
        /** A report or a panel without any value. */
        NO_VALUE
    }
}
