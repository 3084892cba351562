package org.rlsworkup.chart;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR Procedure.
 *
 * @param status code, or null if absent
 * @param performed when it was done ({@code performed[x]}, R5 {@code occurrence[x]}): the date, the end of the period,
 *     the start of an open one; null if absent or not said by a date
 */
public record Procedure(
        @Nullable String id,
        @Nullable Ref subject,
        @Nullable String status,
        Concept code,
        @Nullable PartialDate performed)
        implements Resource {
    @Override
    public String toString() {
        return "Procedure[]";
    }
}
