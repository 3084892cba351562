package org.rlsworkup.fhir.server;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.web.client.RestClient;

/** Reads charts from what callers prefetched and, for the rest, from their FHIR servers. */
public final class ChartReader implements AutoCloseable {
    final FhirLimits limits;
    final FhirClient client;
    final FhirServer.Registry servers;
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param maxWaiting calls that may wait for one FHIR server concurrently
     * @param maxWaitingInAll calls that may wait for any FHIR servers concurrently
     */
    public ChartReader(FhirLimits limits, int maxWaiting, int maxWaitingInAll, RestClient.Builder http) {
        this.limits = limits;
        this.client = new FhirClient(http, limits);
        this.servers = new FhirServer.Registry(maxWaiting, maxWaitingInAll, Clock.systemUTC());
    }

    /** Opens the chart of one call, with what was prefetched of it; asks the FHIR server for nothing yet. */
    public ChartFetch open(ChartRequest request, ZonedDateTime now) {
        return new ChartFetch(this, request, request.queries().oldest(now.toLocalDateTime()));
    }

    public FhirLimits.Plan plan() {
        return limits.plan();
    }

    /** Loads the classes of the HTTP client ahead of the first read. */
    public void prepare() {
        client.connections();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
