package org.rlsworkup.chart;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ref;

/** What we read of a FHIR resource. Nothing here is bound to a patient yet: {@link Chart#of} does that once. */
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

    /** Whom this is about, or null if the sender named nobody that can be resolved to a resource. */
    @Nullable
    Ref subject();
}
