package org.rlsworkup.workup.missing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;

/** What was found about one test of the workup in one patient. */
public sealed interface Finding {
    LabTest test();

    /** There is a result within the look-back. */
    record Done(LabTest test, PartialDate date) implements Finding {}

    /**
     * It is ordered.
     *
     * @param date when the order was written, or for when it is planned; null if the order names neither
     */
    record Ordered(LabTest test, @Nullable PartialDate date) implements Finding {}

    /** A result is expected: it is not final yet, or the order is completed and its result is not here yet. */
    record Pending(LabTest test, PartialDate date) implements Finding {}

    /** An order says that it is not to be done. */
    record NotToBeDone(LabTest test) implements Finding {}

    /** A result or order is on file that does not say whose it is. */
    record Unverifiable(LabTest test) implements Finding {}

    /** A clinician declined it, and that still holds. */
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
     * We looked everywhere we have to look, and no result counts.
     *
     * @param lookbackDays how far we looked back
     * @param shorterIn the context that made the look-back shorter, or null
     * @param why one sentence on why this test is asked for in this patient
     * @param orderable what to order
     * @param orderedInsteadIn the context that asks for this orderable instead of the usual one, or null
     * @param higherYieldIn contexts in which the test is higher-yield for this patient
     * @param recommended whether the order is recommended, not only offered
     * @param onFile what exists and why it does not count, newest first
     */
    record Missing(
            LabTest test,
            int lookbackDays,
            @Nullable RiskContext shorterIn,
            String why,
            LabTest.Orderable orderable,
            @Nullable RiskContext orderedInsteadIn,
            List<RiskContext> higherYieldIn,
            boolean recommended,
            List<OnFile> onFile)
            implements Finding {
        public Missing {
            higherYieldIn = List.copyOf(higherYieldIn);
            onFile = List.copyOf(onFile);
        }
    }

    /**
     * Something that exists and does not make the test done.
     *
     * @param what it is: the analyte, a panel, an order
     * @param date as written, or null if it has none
     * @param days the number its sentence names (look-back, waiting time)
     */
    record OnFile(Shortfall why, String what, @Nullable PartialDate date, int days) {}
}
