package org.rlsworkup.fhir.read;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ref;

/** A FHIR Reference; {@code ref} is the target of its literal, or null if that names no resource. */
record Reference(
        @Nullable String literal,
        @Nullable Ref ref,
        @Nullable String display,
        @Nullable String type) {
    static final Reference NONE = new Reference(null, null, null, null);
}
