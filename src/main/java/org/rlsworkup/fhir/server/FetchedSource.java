package org.rlsworkup.fhir.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;

/**
 * One source as far as it was read.
 *
 * @param complete whether it was read to its end
 * @param fromServer whether it was requested from the FHIR server
 * @param skipped number of entries that could not be read
 */
record FetchedSource(List<Resource> resources, boolean complete, boolean fromServer, int skipped) {
    static final FetchedSource UNREAD = new FetchedSource(List.of(), false, false, 0);
    static final FetchedSource EMPTY = new FetchedSource(List.of(), true, false, 0);

    FetchedSource {
        resources = List.copyOf(resources);
    }

    /** Whether this resource is the whole answer, as it is for a read, but never for a search. */
    static boolean isWhole(Source source, @Nullable Resource resource) {
        return (source == Source.PATIENT && resource instanceof Patient)
                || (source == Source.ENCOUNTER && resource instanceof Encounter);
    }

    boolean isFromPrefetch() {
        return complete && !fromServer;
    }

    @Override
    public String toString() {
        return "FetchedSource[complete=" + complete + "]";
    }
}
