package org.rlsworkup.fhir.read;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR Reference.
 *
 * @param literal its {@code reference} as written
 * @param ref target of the literal, or null if it names no resource
 */
record Reference(
        @Nullable String literal,
        @Nullable Ref ref,
        @Nullable String display,
        @Nullable String type) {
    static final Reference NONE = new Reference(null, null, null, null);
}
