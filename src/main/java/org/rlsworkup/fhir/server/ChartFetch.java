package org.rlsworkup.fhir.server;

import static java.util.Objects.requireNonNullElse;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.NestedResults;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;

/**
 * The chart of one call while it is read: begins with what was prefetched, and grows by each {@link ReadPlan}. Each
 * source is read in a separate thread, all within the limits of the call; the caller uses it from one thread.
 */
public final class ChartFetch implements AutoCloseable {
    /** The search for Medications that only references name: it has no page size, and what it brings is asked for. */
    private static final PagedFetch.Extent MEDICATIONS =
            new PagedFetch.Extent(Source.MEDICATION_REQUESTS, null, resource -> true, 0, false, false, false);

    private final ChartReader reader;
    private final ChartRequest request;
    private final ChartRequest asSent;
    private final Map<Source, List<String>> narrowed;
    private final LocalDateTime oldest;
    private final Budget budget;
    private final Map<Source, FetchedSource> read;
    private final Map<Source, Future<FetchedSource>> running = new EnumMap<>(Source.class);

    /** Pages of Conditions as they arrive; the last is followed by an empty one. */
    private final BlockingQueue<Optional<List<Resource>>> conditionPages = new LinkedBlockingQueue<>();

    private final NestedReads nested;
    private @Nullable Future<FetchedSource> runningMedications;
    private FetchedSource medications = FetchedSource.UNREAD;
    private @Nullable FhirSession session;
    private @Nullable String notAdmitted;
    private @Nullable Chart chart;

    ChartFetch(ChartReader reader, ChartRequest request, ZonedDateTime now) {
        this.reader = reader;
        this.asSent = request;
        this.narrowed = request.narrowed(now);
        this.request = request.without(narrowed.keySet());
        this.oldest = request.queries().oldest(now.toLocalDateTime());
        this.budget = new Budget(reader.limits);
        this.read = this.request.prefetched();
        this.nested = new NestedReads(reader.threads);
    }

    /** Whether everything that may be needed has been read; before any plan is started, whether it was prefetched. */
    public boolean isComplete() {
        return read.keySet().containsAll(request.sources());
    }

    /**
     * Starts to read the sources of the plan, except those started before, prefetched, or impossible to request.
     *
     * @return whether anything is being read now
     */
    public boolean start(ReadPlan plan) {
        for (var source : Source.values()) {
            if (plan.sources().contains(source) && !read.containsKey(source)) {
                running.computeIfAbsent(
                        source,
                        key -> submit(scope -> request.queries().isAllowed(key, scope), open -> read(key, open)));
            }
        }
        for (var kind : NestedResults.values()) {
            if (plan.sources().contains(kind.source())
                    && running.containsKey(kind.source())
                    && !nested.isStarted(kind)) {
                nested.start(
                        kind,
                        submit(
                                scope -> request.queries().isAllowed(kind, scope),
                                open -> fetch(open).read(kind)));
            }
        }
        if (!plan.medications().isEmpty()) {
            var query = "Medication?_id=" + String.join(",", plan.medications());
            runningMedications = submit(
                    scope -> scope.allowsSearch("Medication", false),
                    open -> new PagedFetch(open, MEDICATIONS, false, page -> {}).read(query, null));
        }
        return running.values().stream().anyMatch(fetch -> !fetch.isDone());
    }

    /** Null if the server may not be read, or does not admit this call. */
    private @Nullable Future<FetchedSource> submit(
            Predicate<Scope> isAllowed, Function<FhirSession, FetchedSource> fetch) {
        var access = request.access();
        if (access == null || !isAllowed.test(access.scope())) {
            return null;
        }
        if (session == null && notAdmitted == null && access.isAllowed()) {
            var server = reader.servers.at(access.client(), access.origin());
            notAdmitted = server.enter();
            if (notAdmitted == null) {
                session = new FhirSession(
                        reader.client(access.client()),
                        server,
                        access,
                        budget,
                        reader.limits.maxUrl(),
                        InstantSource.system());
            }
        }
        var open = session;
        return open == null ? null : reader.threads.submit(() -> fetch.apply(open));
    }

    private SourceFetch fetch(FhirSession open) {
        return new SourceFetch(open, request, oldest, reader.threads);
    }

    private FetchedSource read(Source source, FhirSession open) {
        var isConditions = source == Source.CONDITIONS;
        Consumer<List<Resource>> pages = isConditions ? page -> conditionPages.add(Optional.of(page)) : page -> {};
        try {
            return fetch(open).read(source, pages).about(source, request.patientId());
        } finally {
            if (isConditions) {
                conditionPages.add(Optional.empty());
            }
        }
    }

    /**
     * Waits for the next page of Conditions, which {@link #chart} then includes.
     *
     * @return false if none follows: all were read, none are being read, or the time is up
     */
    public boolean awaitConditions() {
        if (!running.containsKey(Source.CONDITIONS)) {
            return false;
        }
        var page = Optional.<List<Resource>>empty();
        try {
            page = requireNonNullElse(conditionPages.poll(budget.left().toNanos(), TimeUnit.NANOSECONDS), page);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (page.isEmpty()) {
            await(Source.CONDITIONS);
            return false;
        }
        var known = new ArrayList<>(read(Source.CONDITIONS).resources());
        known.addAll(page.get());
        read.put(Source.CONDITIONS, new FetchedSource(known, true, 0, "not read to its end"));
        chart = null;
        return true;
    }

    /**
     * Waits until what the plan asks for is read, or the time is up. Where older results follow, no more of them are read
     * than can still matter; what only a search for nested results finds is not waited for as long as for the rest.
     *
     * @param open of a chart, the codes under which further results from before a moment can still matter
     */
    public void await(ReadPlan plan, BiFunction<Chart, LocalDateTime, Set<Code>> open) {
        if (plan.isEmpty()) {
            return;
        }
        plan.sources().stream().filter(Source::isNeeded).forEach(this::await);
        var further = read(Source.OBSERVATIONS).further();
        if (further != null) {
            var codes = open.apply(chart(), further.before());
            running.put(
                    Source.OBSERVATIONS,
                    reader.threads.submit(() -> further.read().apply(codes)));
        }
        plan.sources().forEach(this::await);
        var tooLong = nested.await(budget.left().toNanos() / 2, before -> open.apply(chart(), before));
        if (session != null) {
            var searches = fetch(session);
            tooLong.stream().filter(kind -> isWhole(read(kind.source()))).forEach(searches::giveUp);
        }
        chart = null;
    }

    private void await(Source source) {
        var fetch = running.remove(source);
        if (fetch != null) {
            read.put(source, outcome(fetch));
            chart = null;
        }
    }

    /** Waits until the Medications are read, or the time is up. */
    public void awaitMedications() {
        if (runningMedications != null) {
            medications = outcome(runningMedications);
            runningMedications = null;
            chart = null;
        }
    }

    private FetchedSource outcome(Future<FetchedSource> fetch) {
        var fetched = FetchedSource.outcome(fetch, budget.left().toNanos());
        if (fetched == null && session != null) {
            session.gaveUp();
        }
        return fetched == null ? FetchedSource.UNREAD.because("timed out") : fetched;
    }

    private FetchedSource read(Source source) {
        return read.getOrDefault(source, FetchedSource.UNREAD);
    }

    /** Whether it was read to its end, or a server that answered something else says that there is nothing. */
    private boolean isWhole(FetchedSource fetched) {
        return fetched.complete() || (fetched.isNotFound() && session != null && session.hasAnswered());
    }

    /** Why each source that is unread is. */
    private Map<Source, String> causes() {
        var causes = new EnumMap<Source, String>(Source.class);
        for (var source : request.sources()) {
            var fetched = read.get(source);
            if (fetched == null || !isWhole(fetched)) {
                causes.put(
                        source, fetched == null ? requireNonNullElse(notAdmitted, "not requested") : fetched.cause());
            }
        }
        narrowed.forEach((source, by) -> causes.computeIfPresent(
                source, (key, cause) -> "the prefetch is narrower by " + String.join(", ", by) + "; " + cause));
        return causes;
    }

    /** The chart as far as it was waited for. */
    public Chart chart() {
        var current = chart;
        if (current == null) {
            var unread = EnumSet.allOf(Source.class);
            var resources = new ArrayList<>(medications.resources());
            nested.read().forEach(fetched -> resources.addAll(fetched.resources()));
            read.forEach((source, fetched) -> {
                resources.addAll(fetched.resources());
                if (isWhole(fetched)) {
                    unread.remove(source);
                }
            });
            unread.forEach(source -> resources.addAll(asSent.sent(source)));
            current = Chart.of(request.patientId(), request.encounterId(), resources, unread);
            chart = current;
        }
        return current;
    }

    /** The chart as far as it was waited for, and where it came from. */
    public FetchedChart result() {
        var observations = read(Source.OBSERVATIONS);
        var reports = read(Source.REPORTS);
        var skipped = 0;
        for (var source : read.values()) {
            skipped += source.skipped();
        }
        return new FetchedChart(
                chart(),
                observations.isFromPrefetch() || reports.isFromPrefetch(),
                observations.fromServer() || reports.fromServer(),
                skipped,
                budget.requests(),
                narrowed,
                causes(),
                nested.missing(source -> read(source).fromServer(), this::isWhole));
    }

    /** Cancels what is still being read. */
    @Override
    public void close() {
        running.values().forEach(fetch -> fetch.cancel(true));
        nested.cancel();
        if (runningMedications != null) {
            runningMedications.cancel(true);
        }
        if (session != null) {
            session.server().leave(session.health(), request.patientId());
        }
    }
}
