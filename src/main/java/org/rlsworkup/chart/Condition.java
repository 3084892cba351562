package org.rlsworkup.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR Condition.
 *
 * @param abated whether any {@code abatement[x]} is given, even only an extension in place of its date
 * @param abatement its date, or null
 */
public record Condition(
        @Nullable String id,
        @Nullable Ref subject,
        @Nullable String clinicalStatus,
        @Nullable String verificationStatus,
        List<String> categories,
        Concept code,
        @Nullable PartialDate onset,
        @Nullable PartialDate recorded,
        boolean abated,
        @Nullable PartialDate abatement,
        Meta meta)
        implements Resource {
    public Condition {
        categories = List.copyOf(categories);
    }

    /** When it was recorded, else its onset, else null. */
    public @Nullable PartialDate charted() {
        return recorded != null ? recorded : onset;
    }

    @Override
    public String toString() {
        return "Condition[]";
    }
}
