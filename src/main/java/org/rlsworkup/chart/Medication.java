package org.rlsworkup.chart;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ref;

/** A FHIR Medication: a product that requests and statements refer to. It has no subject. */
public record Medication(@Nullable String id, Product product) implements Resource {
    @Override
    public @Nullable Ref subject() {
        return null;
    }

    @Override
    public String toString() {
        return "Medication[]";
    }
}
