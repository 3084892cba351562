package org.rlsworkup.cdshooks.request;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.fhir.server.FhirAccess;
import org.rlsworkup.fhir.server.Scope;

/**
 * The body of a CDS Hooks call, checked.
 *
 * @param fhirServer null if the client gives no access to one
 * @param context the members that only some hooks define
 * @param prefetch by source, as far as it was sent; keys that this service does not declare are ignored
 */
public record HookCall(
        String hook,
        String hookInstance,
        @Nullable URI fhirServer,
        FhirAuthorization authorization,
        String userId,
        String patientId,
        @Nullable String encounterId,
        ContextMembers context,
        Map<Source, QueryResponse> prefetch) {

    /** Access to the FHIR server of the call, or null if it names none. */
    @Nullable
    public FhirAccess access(Caller caller) {
        return fhirServer == null
                ? null
                : new FhirAccess(
                        caller.name(),
                        fhirServer,
                        authorization.token(),
                        Scope.of(authorization.scope()),
                        caller.servers());
    }

    /** Whether the user is a clinician: cards are not for patients and their relatives. */
    public boolean isByClinician() {
        return !userId.startsWith("Patient/") && !userId.startsWith("RelatedPerson/");
    }

    /** Reference to the user as requester of an order, or null if the user cannot be one. */
    @Nullable
    public String requester() {
        return userId.startsWith("Practitioner/") || userId.startsWith("PractitionerRole/") ? userId : null;
    }

    @Override
    public String toString() {
        return "HookCall[hook=" + hook + "]";
    }
}
