package org.rlsworkup.operators;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.feedback.Retention;
import org.rlsworkup.operations.PatientKeys;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Deletes on demand what is kept of one patient. The patient is named in the body, which is in no log. */
@RestController
@Conditional(OperatorsAreKnown.class)
class PatientErasure {
    private final Retention retention;
    private final PatientKeys keys;

    PatientErasure(Retention retention, PatientKeys keys) {
        this.retention = retention;
        this.keys = keys;
    }

    /**
     * Whose.
     *
     * @param patientKey as in the export, or null if the others say it
     * @param client name of the client
     * @param tenant of the client, or null if it has none
     * @param patient the client's id of the patient
     */
    record Whose(
            @Nullable String patientKey,
            @Nullable String client,
            @Nullable String tenant,
            @Nullable String patient) {
        @Override
        public String toString() {
            return "Whose[]";
        }
    }

    @PostMapping(path = "/insights/erasures", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Integer> erase(@RequestBody Whose whose) {
        return Map.of("deletedAnswers", retention.erase(key(whose)));
    }

    private String key(Whose whose) {
        if (whose.patientKey() != null) {
            return whose.patientKey();
        }
        if (whose.client() == null || whose.patient() == null) {
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
        }
        return keys.of(new PatientRef(
                new Caller(
                        whose.client(),
                        whose.tenant(),
                        server -> false,
                        Caller.HooksVersion.STU2,
                        Caller.FhirVersion.R4,
                        Caller.Mode.LIVE),
                whose.patient()));
    }
}
