package org.rlsworkup.fhir.server;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.web.client.RestClient;

/** Reads charts from what callers prefetched and, for the rest, from their FHIR servers. */
public final class ChartReader implements AutoCloseable {
    private final int oldestDays;
    private final Shared shared;

    /** Connections, threads and limits of all calls. */
    record Shared(
            Queries queries,
            FhirLimits limits,
            FhirClient client,
            FhirServer.Registry servers,
            ExecutorService threads) {}

    /**
     * @param maxWaiting calls that may wait for one FHIR server concurrently
     * @param maxWaitingInAll calls that may wait for any FHIR servers concurrently
     * @param oldestDays the longest look-back of any test: older results need not be read
     */
    public ChartReader(
            Queries queries,
            FhirLimits limits,
            int maxWaiting,
            int maxWaitingInAll,
            RestClient.Builder http,
            int oldestDays) {
        this.oldestDays = oldestDays;
        this.shared = new Shared(
                queries,
                limits,
                new FhirClient(http, limits),
                new FhirServer.Registry(maxWaiting, maxWaitingInAll, Clock.systemUTC()),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    /** Opens the chart of one call, with what was prefetched of it; asks the FHIR server for nothing yet. */
    public ChartFetch open(ChartRequest request, ZonedDateTime now) {
        return new ChartFetch(shared, request, now.toLocalDateTime().minusDays(oldestDays + Queries.SLACK_DAYS));
    }

    /** In which order charts are to be read. */
    public FhirLimits.Plan plan() {
        return shared.limits().plan();
    }

    /** Loads the classes of the HTTP client ahead of the first read. */
    public void prepare() {
        shared.client().connections();
    }

    @Override
    public void close() {
        shared.threads().shutdownNow();
    }
}
