package org.rlsworkup.cdshooks.request;

import java.net.URI;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.fhir.server.FhirAccess;
import org.rlsworkup.fhir.server.Scope;

/**
 * A CDS Hooks request, checked.
 *
 * @param fhirServer null if the caller gives no access to one
 * @param authorization what may be asked of the FHIR server
 * @param context what is being written
 * @param prefetch what was sent of what we asked for; keys that we did not ask for are left out
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

    /** The FHIR server and what may be asked of it, or null if the call names none. */
    @Nullable
    public FhirAccess access(Predicate<URI> mayRead) {
        return fhirServer == null
                ? null
                : new FhirAccess(fhirServer, authorization.token(), Scope.of(authorization.scope()), mayRead);
    }

    /** Advice and orders are for clinicians. */
    public boolean isByClinician() {
        return !userId.startsWith("Patient/") && !userId.startsWith("RelatedPerson/");
    }

    /** Who would place an order, or null if the user is not one who orders. */
    @Nullable
    public String requester() {
        return userId.startsWith("Practitioner/") || userId.startsWith("PractitionerRole/") ? userId : null;
    }

    @Override
    public String toString() {
        return "HookCall[hook=" + hook + "]";
    }
}
