package org.rlsworkup.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR DiagnosticReport.
 *
 * @param effective see {@link Observation#effective}
 * @param effectiveStart see {@link Observation#effectiveStart}
 * @param results the Observations it reports; one whose reference cannot be resolved has neither type nor id
 */
public record DiagnosticReport(
        @Nullable String id,
        @Nullable Ref subject,
        @Nullable String status,
        Concept code,
        @Nullable PartialDate effective,
        @Nullable PartialDate effectiveStart,
        @Nullable PartialDate issued,
        List<Ref> results,
        List<Observation> contained,
        Meta meta)
        implements Resource {
    public DiagnosticReport {
        results = List.copyOf(results);
        contained = List.copyOf(contained);
    }

    @Override
    public String toString() {
        return "DiagnosticReport[]";
    }
}
