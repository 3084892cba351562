package org.rlsworkup.workup.interpretation;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.workup.results.Measurement;

/**
 * The newest result of an analyte that counts, as it is read and shown.
 *
 * @param measurement what its value says
 * @param date when it was taken, as the record says
 * @param statusSent whether the result has a status
 * @param laboratory that performed it, as the record names it, or null
 */
public record AnalyteValue(
        Analyte analyte,
        Measurement measurement,
        PartialDate date,
        @Nullable String laboratory,
        boolean statusSent) {
    @Override
    public String toString() {
        return "AnalyteValue[" + analyte.id() + "]";
    }
}
