package org.rlsworkup.fhir.server;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.QueryResponse;

/**
 * Whose chart to read, and from what.
 *
 * @param encounterId the open encounter, or null
 * @param prefetch what the caller sent; a source that is not there was not sent
 * @param access the FHIR server, or null if the caller named none
 */
public record ChartRequest(
        String patientId,
        @Nullable String encounterId,
        Map<Source, QueryResponse> prefetch,
        @Nullable FhirAccess access) {
    public ChartRequest {
        var copy = new EnumMap<Source, QueryResponse>(Source.class);
        copy.putAll(prefetch);
        prefetch = Collections.unmodifiableMap(copy);
    }

    @Override
    public String toString() {
        return "ChartRequest[prefetch=" + prefetch.keySet() + "]";
    }
}
