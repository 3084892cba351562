package org.rlsworkup.operators;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.Retention;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Erases what is stored of one patient. The patient is named in the body, which is never logged. */
@RestController
class PatientErasureController {
    private final Retention retention;
    private final PatientKeyFunction keys;

    PatientErasureController(Retention retention, PatientKeyFunction keys) {
        this.retention = retention;
        this.keys = keys;
    }

    /**
     * Identifies the patient: by key, or by client and id.
     *
     * @param patientKey as in the export, or null
     * @param client name of the client
     * @param tenant of the client, or null if it has none
     * @param fhirServer where the patient is, or null if the client has one server at most
     * @param patient the client's id of the patient
     */
    record ErasureRequest(
            @Nullable String patientKey,
            @Nullable String client,
            @Nullable String tenant,
            @Nullable URI fhirServer,
            @Nullable String patient) {
        @Override
        public String toString() {
            return "ErasureRequest[]";
        }
    }

    @PostMapping(path = "/insights/erasures", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Integer> erase(@RequestBody ErasureRequest request) {
        return Map.of("deletedAnswers", retention.erase(keys(request)));
    }

    private Set<String> keys(ErasureRequest request) {
        if (request.patientKey() != null) {
            return Set.of(request.patientKey());
        }
        var found = request.client() == null || request.patient() == null
                ? Set.<String>of()
                : keys.keysOf(request.client(), request.tenant(), request.fhirServer(), request.patient());
        if (found.isEmpty()) {
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
        }
        return found;
    }
}
