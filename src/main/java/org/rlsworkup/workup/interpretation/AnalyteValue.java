package org.rlsworkup.workup.interpretation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.workup.results.Measurement;

/**
 * The newest result of an analyte that counts, as it is read and shown.
 *
 * @param measurement what its value says
 * @param date when it was taken, as the record says
 * @param statusSent whether the result has a status
 * @param laboratory that performed it, as the record names it, or null
 * @param beside treatments during or before which it was taken
 */
public record AnalyteValue(
        Analyte analyte,
        Measurement measurement,
        PartialDate date,
        @Nullable String laboratory,
        boolean statusSent,
        List<Beside> beside) {
    public AnalyteValue {
        beside = List.copyOf(beside);
    }

    /**
     * A treatment beside a value.
     *
     * @param since when it began, or when it was given
     * @param days from then to the draw; negative if it was drawn before
     */
    public record Beside(RiskContext treatment, PartialDate since, long days) {}

    @Override
    public String toString() {
        return "AnalyteValue[" + analyte.id() + "]";
    }
}
