package org.rlsworkup.operators;

import java.net.URI;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.Retention;
import org.rlsworkup.operators.PatientKeyFunction.PatientLookup;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Erases what is stored of one patient, which is audited. The patient is named in the body, which is never logged. */
@RestController
class PatientErasureController {
    private static final String RETRY_SECONDS = "10";

    private final Retention retention;
    private final PatientKeyFunction keys;
    private final Consumer<Erasure> audit;
    private final BooleanSupplier isAudited;

    /** @param isAudited false while the audit is required and cannot be written */
    PatientErasureController(
            Retention retention, PatientKeyFunction keys, Consumer<Erasure> audit, BooleanSupplier isAudited) {
        this.retention = retention;
        this.keys = keys;
        this.audit = audit;
        this.isAudited = isAudited;
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

    /**
     * An unknown patient is one of whom nothing is stored: both counts are 0 then. A misspelt server or tenant is not to be
     * taken for that.
     */
    @PostMapping(path = "/insights/erasures", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> erase(@RequestBody ErasureRequest request, @Nullable Principal operator) {
        if (!isAudited.getAsBoolean()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .body(Map.of("error", "The erasure cannot be audited now, and rls.audit-required is set."));
        }
        if (request.patientKey() != null) {
            return erased(Set.of(request.patientKey()), null, operator);
        }
        if (request.client() == null || request.patient() == null) {
            return wrong("Name the patient by patientKey, or by client and patient.");
        }
        return switch (keys.keysOf(request.client(), request.tenant(), request.fhirServer(), request.patient())) {
            case PatientLookup.WithKeys(var found, var doubt) -> erased(found, doubt, operator);
            case PatientLookup.UnknownClient() ->
                wrong("There is no such client in rls.clients, and no card of one is stored.");
            case PatientLookup.ServerNeeded() ->
                wrong("Name the fhirServer of the patient: the client has several, or is not configured any more.");
        };
    }

    private ResponseEntity<?> erased(Set<String> patientKeys, @Nullable String doubt, @Nullable Principal operator) {
        var deleted = retention.erase(patientKeys);
        audit.accept(new Erasure(
                operator == null ? "" : operator.getName(), patientKeys, deleted.cards(), deleted.answers()));
        if (doubt != null && deleted.cards() + deleted.answers() == 0) {
            return wrong("Nothing is stored of this patient, but another may have been meant: " + doubt + ".");
        }
        return ResponseEntity.ok(Map.of("deletedCards", deleted.cards(), "deletedAnswers", deleted.answers()));
    }

    private static ResponseEntity<Map<String, String>> wrong(String error) {
        return ResponseEntity.badRequest().body(Map.of("error", error));
    }
}
