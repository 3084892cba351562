package org.rlsworkup.fhir.server;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One request to a FHIR server: a GET, or a search by POST where there is a form. Neither changes anything, so each may
 * be sent again.
 */
record FhirRequest(URI address, @Nullable String form) {

    static FhirRequest get(URI address) {
        return new FhirRequest(address, null);
    }

    /** The equivalent search by POST: the query of the URL is sent in the body. */
    static FhirRequest search(URI address) {
        var written = address.toString();
        var query = written.indexOf('?');
        return new FhirRequest(URI.create(written.substring(0, query) + "/_search"), written.substring(query + 1));
    }

    @Override
    public String toString() {
        return "FhirRequest[" + (form == null ? "GET" : "POST") + "]";
    }
}
