package org.rlsworkup.fhir.read;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ref;

/**
 * A Reference.
 *
 * @param literal the literal as written, or null if it has none
 * @param ref what its literal names, or null if it has none or that names no resource
 * @param display what it is called, or null
 * @param type the resource type that it gives beside the literal, or null
 */
record Reference(
        @Nullable String literal,
        @Nullable Ref ref,
        @Nullable String display,
        @Nullable String type) {
    static final Reference NONE = new Reference(null, null, null, null);

    @Override
    public String toString() {
        return "Reference[]";
    }
}
