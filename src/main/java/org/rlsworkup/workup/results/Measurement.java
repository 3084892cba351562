package org.rlsworkup.workup.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.UnclassedReason;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;

/** The value of a result, as far as it can be interpreted. */
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
     * @param interval the value in the canonical unit of the scale
     * @param labRange the laboratory's reference range, on the scale
     * @param flag the laboratory's own interpretation such as {@code H}, or null; it is only shown
     * @param sent of a calculated value: the number, rounded to one decimal place, and the unit
     * @param calculatedFrom the two values that a calculated value comes from, else empty
     * @param differsFrom the value calculated from the same specimen if it differs from this reported one, else null
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

        /** The value in the unit of the analyte's main scale, or null if it cannot be converted. */
        public @Nullable Interval inMain() {
            return scale.toMain() == null ? null : scale.toMain().apply(interval);
        }

        /** The value on another scale of the analyte, or null if it cannot be converted. */
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

    /** There is a result whose value cannot be interpreted. */
    record NotInterpretable(ValueProblem why, @Nullable Value sent) implements Measurement {
        @Override
        public String toString() {
            return "NotInterpretable[" + why + "]";
        }
    }

    /** Why a result cannot be compared. */
    enum ValueProblem {
        /** The unit does not fit the quantity that the code represents. */
        UNIT_MISMATCH(UnclassedReason.UNIT_MISMATCH),
        IMPLAUSIBLE(UnclassedReason.IMPLAUSIBLE),
        /** A number or unit that can be read in two ways. */
        AMBIGUOUS(UnclassedReason.AMBIGUOUS),
        /** A {@code modifierExtension} may change what it means, or a {@code dataAbsentReason} denies it. */
        MODIFIED(UnclassedReason.MODIFIED),
        /** A known {@code modifierExtension} names a property of the specimen by which it cannot be read. */
        SPECIMEN(UnclassedReason.SPECIMEN),
        NO_UNIT(UnclassedReason.NO_UNIT),
        /** Reported and calculated value of one specimen are in different classes. */
        DISAGREE(UnclassedReason.DISAGREE),
        /** The value exists and was not sent. */
        WITHHELD(UnclassedReason.WITHHELD),
        /** The workup has no thresholds for this quantity. */
        NOT_CLASSED(UnclassedReason.NOT_CLASSED),
        /** A text without a number, or a value of a type that is not read. */
        NO_NUMBER(UnclassedReason.NO_NUMBER),
        NO_VALUE(null);

        private final @Nullable UnclassedReason reason;

        ValueProblem(@Nullable UnclassedReason reason) {
            this.reason = reason;
        }

        /** Null for a report or panel in which no value came: that is done, and no more is known. */
        public @Nullable UnclassedReason reason() {
            return reason;
        }
    }
}
