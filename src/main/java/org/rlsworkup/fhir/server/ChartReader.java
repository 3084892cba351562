package org.rlsworkup.fhir.server;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.fhir.server.FhirLimits.Plan;
import org.springframework.web.client.RestClient;

/**
 * Reads a chart from what the caller sent and, for the rest, from the caller's FHIR server: the Conditions first, and
 * everything else at once only where they show what the call is about. Says of each source whether it was read to its
 * end.
 */
public final class ChartReader implements AutoCloseable {
    /** Because days are compared in the offset of each result. */
    private static final int SLACK_DAYS = 2;

    private final Queries queries;
    private final FhirLimits limits;
    private final FhirClient client;
    private final FhirServers servers;
    private final int oldestDays;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerReads.Means means;

    /**
     * Makes a reader.
     *
     * @param oldestDays the longest look-back of any test: what is older need not be read
     */
    public ChartReader(Queries queries, FhirLimits limits, RestClient.Builder http, int oldestDays) {
        this.queries = queries;
        this.limits = limits;
        this.client = new FhirClient(http, limits);
        this.servers = new FhirServers(limits.maxWaiting(), limits.maxWaitingInAll(), Clock.systemUTC());
        this.oldestDays = oldestDays;
        this.means = new ServerReads.Means(queries, limits, client, servers, threads);
    }

    /** Reads of the chart what is needed. */
    public ChartRead read(ChartRequest request, ChartNeeds needs, ZonedDateTime now) {
        var olderDoesNotMatter = now.toLocalDateTime().minusDays(oldestDays + SLACK_DAYS);
        var fetched = new ServerReads(means, request, olderDoesNotMatter);
        try {
            return new Call(request, needs, fetched).read();
        } finally {
            fetched.end();
        }
    }

    /** Loads what the first read of a FHIR server needs, unless that is done. */
    public void prepare() {
        client.prepare();
    }

    /** How the FHIR servers read lately stand with us. */
    public List<FhirServerState> servers() {
        return servers.states();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One call: what was sent with it and what its reads brought. */
    private final class Call {
        private final ChartRequest request;
        private final ChartNeeds needs;
        private final ServerReads fetched;
        private final Map<Source, SourceRead> sent;
        private final Map<Source, SourceRead> reads;
        private SourceRead products = SourceRead.UNREAD;

        Call(ChartRequest request, ChartNeeds needs, ServerReads fetched) {
            this.request = request;
            this.needs = needs;
            this.fetched = fetched;
            this.sent = sent();
            this.reads = new EnumMap<>(sent);
        }

        /** The sources that need not be asked for: they came with the call, or there is nothing to read. */
        private Map<Source, SourceRead> sent() {
            var whole = new EnumMap<Source, SourceRead>(Source.class);
            for (var source : needs.all()) {
                var read = prefetched(source);
                if (read != null) {
                    whole.put(source, read);
                }
            }
            if (request.encounterId() == null) {
                whole.put(Source.ENCOUNTER, SourceRead.NOTHING);
            }
            return whole;
        }

        ChartRead read() {
            if (sent.containsKey(Source.CONDITIONS)) {
                // Nothing to wait for.
            } else if (needs.atOnce() || limits.plan() == Plan.EAGER) {
                start(needs.all());
            } else {
                var conditions = new ArrayList<Resource>();
                fetched.start(Source.CONDITIONS, page -> startRestIfConcerned(conditions, page));
            }
            await(Source.CONDITIONS);
            var chart = chart();
            // Else there is nothing to start, whatever the Conditions show.
            if (!sent.keySet().containsAll(needs.all())) {
                var rest = needs.rest().apply(chart);
                startRest(rest);
                if (!fetched.isEmpty()) {
                    rest.forEach(this::await);
                    chart = chart();
                }
            }
            products = fetched.lookUp(needs.medications().apply(chart));
            return result(products.equals(SourceRead.UNREAD) ? chart : chart());
        }

        /** Further pages of Conditions are read while the rest is on its way. */
        private void startRestIfConcerned(List<Resource> conditions, List<Resource> page) {
            conditions.addAll(page);
            startRest(needs.rest().apply(Chart.of(request.patientId(), request.encounterId(), conditions, Set.of())));
        }

        private void startRest(Set<Source> rest) {
            if (start(rest)) {
                needs.meanwhile().run();
            }
        }

        /** Whether any of these was not sent. */
        private boolean start(Set<Source> sources) {
            var isAny = false;
            for (var source : sources) {
                if (!sent.containsKey(source)) {
                    fetched.start(source, page -> {});
                    isAny = true;
                }
            }
            return isAny;
        }

        /** What the caller sent, if that is the whole answer. */
        private @Nullable SourceRead prefetched(Source source) {
            return switch (request.prefetch().get(source)) {
                case QueryResponse.Empty() -> SourceRead.NOTHING;
                case QueryResponse.Page page
                when isWhole(page, source) -> new SourceRead(page.resources(), true, false, page.skipped());
                case QueryResponse.Single(Resource one)
                when isWhole(one, source) -> new SourceRead(List.of(one), true, false, 0);
                case null, default -> null;
            };
        }

        private boolean isWhole(@Nullable Resource one, Source source) {
            return SourceRead.isAll(source, one)
                    && (!(one instanceof Encounter it) || Objects.equals(it.id(), request.encounterId()));
        }

        private boolean isWhole(QueryResponse.Page page, Source source) {
            var count = queries.count(source);
            if (count == null || page.broken() || page.next() != null) {
                return false;
            }
            return page.total() == null ? page.matches() < count : page.total() <= page.matches();
        }

        private void await(Source source) {
            var read = fetched.await(source);
            if (read != null) {
                reads.put(source, read);
            }
        }

        private Chart chart() {
            var unread = EnumSet.allOf(Source.class);
            var resources = new ArrayList<>(products.resources());
            for (var source : Source.values()) {
                var read = read(source);
                resources.addAll(read.resources());
                if (read.complete()) {
                    unread.remove(source);
                }
            }
            return Chart.of(request.patientId(), request.encounterId(), resources, unread);
        }

        private ChartRead result(Chart chart) {
            var observations = read(Source.OBSERVATIONS);
            var reports = read(Source.REPORTS);
            var skipped = 0;
            for (var source : Source.values()) {
                skipped += read(source).skipped();
            }
            return new ChartRead(
                    chart,
                    observations.isFromPrefetch() || reports.isFromPrefetch(),
                    observations.fromServer() || reports.fromServer(),
                    skipped,
                    fetched.requests());
        }

        private SourceRead read(Source source) {
            return reads.getOrDefault(source, SourceRead.UNREAD);
        }
    }
}
