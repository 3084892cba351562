package org.rlsworkup.operations;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;
import org.springframework.stereotype.Component;

/** Tags requests to FHIR servers with resource type, status and outcome only: the address may identify a patient. */
@Component
final class FhirRequestObservationConvention extends DefaultClientRequestObservationConvention {
    private static final Set<String> TYPES = Set.of(
            "Patient",
            "Condition",
            "Observation",
            "DiagnosticReport",
            "ServiceRequest",
            "MedicationRequest",
            "MedicationStatement",
            "MedicationAdministration",
            "Medication",
            "Procedure",
            "Encounter");

    FhirRequestObservationConvention() {
        super("rls.fhir.requests");
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(ClientRequestObservationContext request) {
        return KeyValues.of(KeyValue.of("type", type(request)), status(request), outcome(request));
    }

    /** Further pages may have addresses of any form. */
    private static String type(ClientRequestObservationContext request) {
        var sent = request.getCarrier();
        var path = sent == null ? null : sent.getURI().getPath();
        return path == null
                ? "other"
                : Stream.of(path.split("/", -1))
                        .filter(TYPES::contains)
                        .reduce((first, last) -> last)
                        .orElse("other");
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext request) {
        return KeyValues.empty();
    }
}
