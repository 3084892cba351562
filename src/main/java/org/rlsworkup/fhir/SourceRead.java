package org.rlsworkup.fhir;

import java.util.List;
import org.rlsworkup.workup.Resource;

/**
 * One source as far as it was read.
 *
 * @param complete whether it was read to its end
 * @param fromServer whether we asked the FHIR server for it
 * @param skipped number of entries that could not be read
 */
record SourceRead(List<Resource> resources, boolean complete, boolean fromServer, int skipped) {
    static final SourceRead UNREAD = new SourceRead(List.of(), false, false, 0);

    SourceRead {
        resources = List.copyOf(resources);
    }

    boolean isFromPrefetch() {
        return complete && !fromServer;
    }

    @Override
    public String toString() {
        return "SourceRead[complete=" + complete + "]";
    }
}
