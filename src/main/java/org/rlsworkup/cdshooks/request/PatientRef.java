package org.rlsworkup.cdshooks.request;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.server.FhirServers;

/**
 * A patient of one client: the same id from another client, tenant or FHIR server is another patient.
 *
 * @param server base address of the FHIR server, normalised, or empty if it is not known
 * @param id of the Patient resource, which identifies a person: never logged or stored
 */
public record PatientRef(Caller caller, String server, String id) {
    /** A call that names no server is about the client's only one, so that hooks with and without it agree. */
    public static PatientRef of(Caller caller, @Nullable URI fhirServer, String id) {
        var server = fhirServer == null ? caller.servers().only() : fhirServer;
        return new PatientRef(caller, server == null ? "" : FhirServers.normalised(server), id);
    }

    /** Whether cards that were stored without a server are this patient's: not if the client has several servers. */
    public boolean isOnlyServer() {
        return caller.servers().configured().size() <= 1;
    }

    @Override
    public String toString() {
        return "PatientRef[caller=" + caller.name() + "]";
    }
}
