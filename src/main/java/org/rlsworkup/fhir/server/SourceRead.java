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
 * @param fromServer whether we asked the FHIR server for it
 * @param skipped number of entries that could not be read
 */
record SourceRead(List<Resource> resources, boolean complete, boolean fromServer, int skipped) {
    static final SourceRead UNREAD = new SourceRead(List.of(), false, false, 0);
    static final SourceRead NOTHING = new SourceRead(List.of(), true, false, 0);

    SourceRead {
        resources = List.copyOf(resources);
    }

    /** Whether this one resource is all that the source holds: that of a read, not of a search. */
    static boolean isAll(Source source, @Nullable Resource resource) {
        return switch (source) {
            case PATIENT -> resource instanceof Patient;
            case ENCOUNTER -> resource instanceof Encounter;
            case CONDITIONS, OBSERVATIONS, REPORTS, ORDERS, MEDICATION_REQUESTS, MEDICATION_STATEMENTS, PROCEDURES ->
                false;
        };
    }

    boolean isFromPrefetch() {
        return complete && !fromServer;
    }

    @Override
    public String toString() {
        return "SourceRead[complete=" + complete + "]";
    }
}
