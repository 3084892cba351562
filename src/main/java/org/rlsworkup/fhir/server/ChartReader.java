package org.rlsworkup.fhir.server;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.springframework.web.client.RestClient;

/** Reads charts from what callers prefetched and, for the rest, from their FHIR servers. */
public final class ChartReader implements AutoCloseable {
    final FhirLimits limits;
    private final FhirClient shared;
    private final Map<String, FhirClient> own;
    final FhirServer.Registry servers;
    final ExecutorService threads;

    /**
     * @param maxWaiting calls that may wait for one FHIR server concurrently
     * @param waitingInAll places of the calls that wait for any FHIR servers concurrently
     * @param tls by the name of a client, what the certificates of its servers are verified with, if not with the
     *     JVM's own certificate authorities
     * @param threads makes the threads that read
     */
    public ChartReader(
            FhirLimits limits,
            int maxWaiting,
            Shares waitingInAll,
            RestClient.Builder http,
            Map<String, SSLContext> tls,
            ThreadFactory threads) {
        this.limits = limits;
        this.threads = Executors.newThreadPerTaskExecutor(threads);
        this.shared = new FhirClient(http, limits, null);
        this.own = tls.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, it -> new FhirClient(http, limits, it.getValue())));
        this.servers = new FhirServer.Registry(maxWaiting, waitingInAll, Clock.systemUTC());
    }

    /** Opens the chart of one call, with what was prefetched of it; asks the FHIR server for nothing yet. */
    public ChartFetch open(ChartRequest request, ZonedDateTime now) {
        return new ChartFetch(this, request, now);
    }

    /**
     * The state of the circuit breakers of the FHIR servers that were read most recently: {@code closed} while they are
     * asked, else {@code open} or, on trial, {@code half-open}; by client and origin.
     */
    public Map<String, Map<String, String>> breakers() {
        var breakers = new TreeMap<String, Map<String, String>>();
        servers.breakers().forEach((client, states) -> {
            var names = new TreeMap<String, String>();
            states.forEach((origin, state) ->
                    names.put(origin, state.name().toLowerCase(Locale.ROOT).replace('_', '-')));
            breakers.put(client, names);
        });
        return breakers;
    }

    /** Number of FHIR servers, counted for each client, that are not asked at present because they did not respond. */
    public long serversLeftAlone() {
        return servers.breakers().values().stream()
                .flatMap(states -> states.values().stream())
                .filter(state -> state != CircuitBreaker.State.CLOSED)
                .count();
    }

    public FhirLimits.Plan plan() {
        return limits.plan();
    }

    /** Loads the classes of the HTTP client ahead of the first read. */
    public void prepare() {
        shared.connections();
    }

    FhirClient client(String name) {
        return own.getOrDefault(name, shared);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
