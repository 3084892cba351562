package org.rlsworkup.chart;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR Procedure.
 *
 * @param performed {@code performed[x]}, R5 {@code occurrence[x]}: the date, the end of the period, or the start of an
 *     open one; null if there is no date
 */
public record Procedure(
        @Nullable String id,
        @Nullable Ref subject,
        @Nullable String status,
        Concept code,
        @Nullable PartialDate performed,
        Meta meta)
        implements Resource {
    @Override
    public String toString() {
        return "Procedure[]";
    }
}
