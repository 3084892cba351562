package org.rlsworkup.fhir;

import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.FhirLimits.Plan;
import org.rlsworkup.workup.Chart;
import org.rlsworkup.workup.Encounter;
import org.rlsworkup.workup.Resource;
import org.rlsworkup.workup.Source;
import org.springframework.web.client.RestClient;

/**
 * Reads a chart from what the caller sent and, for the rest, from the caller's FHIR server: the Conditions first, and
 * everything else at once only where they show what the call is about. Says of each source whether it was read to its end.
 */
public final class ChartReader implements AutoCloseable {
    private static final int MOST_MEDICATIONS = 50;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final Queries queries;
    private final FhirLimits limits;
    private final FhirClient client;
    private final int oldestDays;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Makes a reader.
     *
     * @param oldestDays the longest look-back of any test: what is older need not be read
     */
    public ChartReader(Queries queries, FhirLimits limits, RestClient.Builder http, int oldestDays) {
        this.queries = queries;
        this.limits = limits;
        this.client = new FhirClient(http, limits);
        this.oldestDays = oldestDays;
    }

    /** Reads of the chart what is needed. */
    public ChartRead read(ChartRequest request, ChartNeeds needs, ZonedDateTime now) {
        var call = new Call(request, needs, now);
        try {
            return call.read();
        } finally {
            call.fetches.values().forEach(fetch -> fetch.cancel(true));
        }
    }

    /** Loads what the first read of a FHIR server needs, unless that is done. */
    public void prepare() {
        client.prepare();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One call: its reads under way and what they brought. */
    private final class Call {
        private final ChartRequest request;
        private final ChartNeeds needs;
        private final LocalDateTime olderDoesNotMatter;
        private final Budget budget = new Budget(limits);
        private final Map<Source, Future<SourceRead>> fetches = new ConcurrentHashMap<>();
        private final Map<Source, SourceRead> reads = new ConcurrentHashMap<>();
        private SourceRead products = SourceRead.UNREAD;

        Call(ChartRequest request, ChartNeeds needs, ZonedDateTime now) {
            this.request = request;
            this.needs = needs;
            // Two days more, because days are compared in the offset of each result.
            this.olderDoesNotMatter = now.toLocalDateTime().minusDays(oldestDays + 2L);
        }

        ChartRead read() {
            if (request.encounterId() == null) {
                reads.put(Source.ENCOUNTER, SourceRead.NOTHING);
            }
            for (var source : needs.all()) {
                var sent = prefetched(source);
                if (sent != null) {
                    reads.putIfAbsent(source, sent);
                }
            }
            if (reads.containsKey(Source.CONDITIONS)) {
                // Nothing to wait for.
            } else if (limits.plan() == Plan.EAGER) {
                start(needs.all());
            } else {
                var conditions = new ArrayList<Resource>();
                fetch(Source.CONDITIONS, page -> startRestIfConcerned(conditions, page));
            }
            await(Source.CONDITIONS);
            var chart = chart();
            var rest = needs.rest().apply(chart);
            start(rest);
            rest.forEach(this::await);
            chart = fetches.isEmpty() ? chart : chart();
            lookUp(needs.medications().apply(chart));
            return result(products.equals(SourceRead.UNREAD) ? chart : chart());
        }

        /** Further pages of Conditions are read while the rest is on its way. */
        private void startRestIfConcerned(List<Resource> conditions, List<Resource> page) {
            conditions.addAll(page);
            start(needs.rest().apply(Chart.of(request.patientId(), request.encounterId(), conditions, Set.of())));
        }

        /** Looks up products that only a reference names: one search, in what is left of the time. */
        private void lookUp(List<String> medications) {
            var access = request.access();
            var ids = medications.stream()
                    .filter(id -> ID.matcher(id).matches())
                    .distinct()
                    .limit(MOST_MEDICATIONS)
                    .toList();
            if (ids.isEmpty() || access == null || !access.isAllowed()) {
                return;
            }
            var address = URI.create(access.base() + "Medication?_id=" + String.join(",", ids));
            var search =
                    threads.submit(() -> new PagedRead(client, access, budget, Source.MEDICATION_REQUESTS, true, null)
                            .from(address, page -> {}));
            products = outcome(search);
        }

        private void start(Set<Source> sources) {
            for (var source : sources) {
                if (!reads.containsKey(source)) {
                    fetch(source, page -> {});
                }
            }
        }

        /** What the caller sent, if that is the whole answer. */
        private @Nullable SourceRead prefetched(Source source) {
            return switch (request.prefetch().get(source)) {
                case Reading.Nothing() -> SourceRead.NOTHING;
                case Reading.Page page
                when isWhole(page, source) -> new SourceRead(page.resources(), true, false, page.skipped());
                case Reading.Single(Resource one)
                when isWhole(one, source) -> new SourceRead(List.of(one), true, false, 0);
                case null, default -> null;
            };
        }

        private boolean isWhole(@Nullable Resource one, Source source) {
            return SourceRead.isAll(source, one)
                    && (!(one instanceof Encounter it) || Objects.equals(it.id(), request.encounterId()));
        }

        private boolean isWhole(Reading.Page page, Source source) {
            var count = queries.count(source);
            if (count == null || page.broken() || page.next() != null) {
                return false;
            }
            return page.total() == null ? page.matches() < count : page.total() <= page.matches();
        }

        private void fetch(Source source, Consumer<List<Resource>> afterPage) {
            var access = request.access();
            if (access != null && access.isAllowed()) {
                fetches.computeIfAbsent(source, key -> threads.submit(() -> fetch(source, access, afterPage)));
            }
        }

        private SourceRead fetch(Source source, FhirAccess access, Consumer<List<Resource>> afterPage) {
            var old = source == Source.OBSERVATIONS ? olderDoesNotMatter : null;
            var read = new PagedRead(client, access, budget, source, queries.count(source) != null, old);
            if (request.prefetch().get(source) instanceof Reading.Page page
                    && page.next() != null
                    && !page.broken()
                    && read.mayFollow(page.next())) {
                return read.after(page, page.next(), afterPage);
            }
            var query = queries.expand(source, request.patientId(), request.encounterId());
            return read.from(URI.create(access.base() + query), afterPage);
        }

        private void await(Source source) {
            var fetch = fetches.get(source);
            if (fetch == null) {
                return;
            }
            reads.put(source, outcome(fetch));
        }

        private SourceRead outcome(Future<SourceRead> fetch) {
            try {
                return fetch.get(budget.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException | CancellationException e) {
                fetch.cancel(true);
                return SourceRead.UNREAD;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return SourceRead.UNREAD;
            }
        }

        private Chart chart() {
            var unread = EnumSet.allOf(Source.class);
            var resources = new ArrayList<>(products.resources());
            for (var source : Source.values()) {
                resources.addAll(read(source).resources());
                if (read(source).complete()) {
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
                    budget.requests());
        }

        private SourceRead read(Source source) {
            return reads.getOrDefault(source, SourceRead.UNREAD);
        }
    }
}
