package org.rlsworkup.workup.missing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.results.Measurement;

/** What was found about one test of the workup in one patient. */
public sealed interface Finding {
    LabTest test();

    /** There is a result within the look-back. */
    record Done(LabTest test, PartialDate date) implements Finding {}

    /** It is ordered; the date is that of writing, or the planned one, or null. */
    record Ordered(LabTest test, @Nullable PartialDate date) implements Finding {}

    /** A result is expected: it is not final yet, or the order is completed and its result is not here yet. */
    record Pending(LabTest test, PartialDate date) implements Finding {}

    record NotToBeDone(LabTest test) implements Finding {}

    /** There is a result or order without a subject. */
    record Unverifiable(LabTest test) implements Finding {}

    record DeclinedByClinician(LabTest test, LocalDate date) implements Finding {}

    /** It is not suggested for this patient. */
    record NotSuggested(LabTest test, Exclusion exclusion) implements Finding {}

    /** Why a test is not suggested. */
    sealed interface Exclusion {
        record TooYoung(int minimumAge) implements Exclusion {}

        /** The test has a minimum age. */
        record BirthDateUnknown() implements Exclusion {}

        record ByContext(RiskContext context) implements Exclusion {}
    }

    /**
     * Everything needed was read, and no result counts.
     *
     * @param recheckOn the treatment of which a result is due again; null if the test is missing
     * @param shorterIn the context that shortens the look-back, or null
     * @param why one sentence on why this test is part of this patient's workup
     * @param orderedInsteadIn the context in which this orderable replaces the usual one, or null
     * @param higherYieldIn the contexts that make an abnormal result more likely
     * @param recommended whether the order is recommended, not only offered
     * @param onFile results and orders that do not count, newest first
     * @param declinedBefore when it was declined, if it was and is suggested again; or null
     */
    record Missing(
            LabTest test,
            @Nullable RiskContext recheckOn,
            int lookbackDays,
            @Nullable RiskContext shorterIn,
            String why,
            LabTest.Orderable orderable,
            @Nullable RiskContext orderedInsteadIn,
            List<RiskContext> higherYieldIn,
            boolean recommended,
            List<OnFile> onFile,
            @Nullable LocalDate declinedBefore)
            implements Finding {
        public Missing {
            higherYieldIn = List.copyOf(higherYieldIn);
            onFile = List.copyOf(onFile);
        }
    }

    /** It cannot be read yet: it is due from this day on, so long after an infusion. */
    record DueFrom(LabTest test, LocalDate date, RiskContext after) implements Finding {}

    /**
     * A result or order that does not make the test done.
     *
     * @param what name of the analyte, a panel, or empty for an order
     * @param value of a result that is only too old, or null
     * @param days the number that its sentence names: look-back or waiting time
     */
    record OnFile(
            Shortfall why,
            String what,
            @Nullable Measurement value,
            @Nullable PartialDate date,
            int days) {

        /** Without a value that is shown. */
        OnFile(Shortfall why, String what, @Nullable PartialDate date, int days) {
            this(why, what, null, date, days);
        }
    }
}
