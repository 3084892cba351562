package org.rlsworkup.chart;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR ServiceRequest: an order.
 *
 * @param code what is ordered (R5: the concept of its CodeableReference)
 * @param occurrence {@code occurrenceDateTime}, the start of the period, or the first event
 * @param encounter id of the encounter it was written in, or null
 */
public record ServiceRequest(
        @Nullable String id,
        @Nullable Ref subject,
        @Nullable String status,
        @Nullable String intent,
        boolean doNotPerform,
        Concept code,
        @Nullable PartialDate authored,
        @Nullable PartialDate occurrence,
        @Nullable String encounter,
        Meta meta)
        implements Resource {
    /** This order as one that was placed at this moment: what is being ordered is not missing. */
    public ServiceRequest placed(PartialDate now) {
        return new ServiceRequest(id, subject, "active", "order", doNotPerform, code, now, occurrence, encounter, meta);
    }

    @Override
    public String toString() {
        return "ServiceRequest[]";
    }
}
