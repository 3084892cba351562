package org.rlsworkup.cdshooks;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.fhir.server.FetchedChart;
import org.rlsworkup.fhir.server.FhirAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators are told of reads that failed: client, server, kind of query, cause and what was tried, and by which id
 * of the request the log line and the answer belong together. Without data of the chart.
 *
 * @param server its origin, or null if the call names none
 * @param what each source that is unread, with the cause; empty if all was read
 * @param requestId as the answer has it
 */
record FailedReads(String client, @Nullable String server, String what, String requestId) {
    private static final Logger LOG = LoggerFactory.getLogger(FailedReads.class);

    static FailedReads of(FetchedChart read, Caller caller, @Nullable FhirAccess access) {
        var what = read.causes().isEmpty()
                ? ""
                : read.causes().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(cause -> HookCallReader.key(cause.getKey()) + ": " + cause.getValue())
                        .collect(Collectors.joining("; "));
        return new FailedReads(caller.name(), access == null ? null : access.origin(), what, RequestId.current());
    }

    void log() {
        if (!what.isEmpty()) {
            LOG.warn(
                    "Could not read all of {} for client {}: {} (requestId {})",
                    server == null ? "a chart, there being no FHIR server," : server,
                    client,
                    what,
                    requestId);
        }
    }

    /** The problem with the same in its diagnostics, if there is a server that could be asked. */
    CdsHooksException explain(CdsHooksException problem) {
        return server == null
                ? problem
                : problem.withDiagnostics(server + ": " + what + " (requestId " + requestId + ")");
    }
}
