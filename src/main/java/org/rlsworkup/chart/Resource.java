package org.rlsworkup.chart;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.Ref;

/** What is read of a FHIR resource. It is not bound to a patient yet; {@link Chart#of} does that. */
public sealed interface Resource
        permits Patient,
                Condition,
                Observation,
                DiagnosticReport,
                ServiceRequest,
                Procedure,
                Encounter,
                MedicationUse,
                Medication {

    /** Logical id, or null if the sender gave none. */
    @Nullable
    String id();

    /** {@link Meta#NONE} for a type whose versions and modifiers do not matter. */
    default Meta meta() {
        return Meta.NONE;
    }

    /** Whom this is about, or null if that is not given or cannot be resolved to a resource. */
    @Nullable
    Ref subject();
}
