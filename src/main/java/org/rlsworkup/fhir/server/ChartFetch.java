package org.rlsworkup.fhir.server;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Ref;

/**
 * The chart of one call while it is read: begins with what was prefetched, and grows by what each {@link ReadPlan}
 * brings. Each source is read in a separate thread, all within the limits of the call; the caller uses it
 * from one thread.
 */
public final class ChartFetch implements AutoCloseable {
    private final ChartReader.Shared shared;
    private final ChartRequest request;
    private final LocalDateTime oldest;
    private final Budget budget;
    private final Map<Source, FetchedSource> read;
    private final Map<Source, Future<FetchedSource>> running = new EnumMap<>(Source.class);

    /** Pages of Conditions as they arrive; the last is followed by an empty one. */
    private final BlockingQueue<Optional<List<Resource>>> conditionPages = new LinkedBlockingQueue<>();

    private @Nullable Future<FetchedSource> runningMedications;
    private FetchedSource medications = FetchedSource.UNREAD;
    private @Nullable FhirServer server;
    private @Nullable FhirSession session;
    private @Nullable Chart chart;

    /** @param oldest results from before this moment need not be read */
    ChartFetch(ChartReader.Shared shared, ChartRequest request, LocalDateTime oldest) {
        this.shared = shared;
        this.request = request;
        this.oldest = oldest;
        this.budget = new Budget(shared.limits());
        this.read = request.prefetched(shared.queries());
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
            if (plan.sources().contains(source) && !read.containsKey(source) && !running.containsKey(source)) {
                start(source);
            }
        }
        if (!plan.medications().isEmpty()) {
            startMedications(plan.medications());
        }
        return running.values().stream().anyMatch(fetch -> !fetch.isDone());
    }

    private void start(Source source) {
        var access = request.access();
        if (access == null || !shared.queries().isAllowed(source, access.scope())) {
            return;
        }
        var open = session(access);
        if (open != null) {
            running.put(source, shared.threads().submit(() -> read(source, open)));
        }
    }

    private void startMedications(List<String> ids) {
        var access = request.access();
        if (access == null || !access.scope().allowsSearch("Medication", false)) {
            return;
        }
        var open = session(access);
        if (open != null) {
            var query = "Medication?_id=" + String.join(",", ids);
            var fetch = new PagedFetch(open, Source.MEDICATION_REQUESTS, true, null, page -> {});
            runningMedications = shared.threads().submit(() -> fetch.read(query, null));
        }
    }

    /** Null if the FHIR server may not be read, or too many calls wait for it already. */
    private @Nullable FhirSession session(FhirAccess access) {
        if (session == null && access.isAllowed()) {
            var named = shared.servers().at(access.origin());
            if (named.tryEnter()) {
                server = named;
                session = new FhirSession(
                        shared.client(), named, access, budget, shared.limits().maxUrl(), InstantSource.system());
            }
        }
        return session;
    }

    private FetchedSource read(Source source, FhirSession open) {
        if (source != Source.CONDITIONS) {
            return aboutPatient(fetch(source, open, page -> {}));
        }
        try {
            return aboutPatient(fetch(source, open, page -> conditionPages.add(Optional.of(page))));
        } finally {
            conditionPages.add(Optional.empty());
        }
    }

    private FetchedSource fetch(Source source, FhirSession open, Consumer<List<Resource>> pages) {
        var queries = shared.queries();
        var oldestNeeded = source == Source.OBSERVATIONS ? oldest : null;
        var fetch = new PagedFetch(open, source, queries.count(source) != null, oldestNeeded, pages);
        var query = queries.expand(source, request.patientId(), request.encounterId());
        return fetch.read(query, request.prefetch().get(source));
    }

    /** An answer with resources of other patients only is no answer to a query for this one. */
    private FetchedSource aboutPatient(FetchedSource answer) {
        var patient = new Ref("Patient", request.patientId());
        var foreign = !answer.resources().isEmpty()
                && answer.resources().stream()
                        .map(Resource::subject)
                        .noneMatch(subject -> subject == null || subject.isContained() || subject.equals(patient));
        return foreign ? FetchedSource.UNREAD : answer;
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
        var page = nextConditions();
        if (page.isEmpty()) {
            await(Source.CONDITIONS);
            return false;
        }
        var known = new ArrayList<>(read(Source.CONDITIONS).resources());
        known.addAll(page.get());
        put(Source.CONDITIONS, new FetchedSource(known, false, true, 0));
        return true;
    }

    private Optional<List<Resource>> nextConditions() {
        try {
            var page = conditionPages.poll(budget.left().toNanos(), TimeUnit.NANOSECONDS);
            return page == null ? Optional.empty() : page;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits until what the plan asks for is read, or the time is up. */
    public void await(ReadPlan plan) {
        for (var source : Source.values()) {
            if (plan.sources().contains(source)) {
                await(source);
            }
        }
        if (runningMedications != null) {
            medications = outcome(runningMedications);
            runningMedications = null;
            chart = null;
        }
    }

    private void await(Source source) {
        var fetch = running.remove(source);
        if (fetch != null) {
            put(source, outcome(fetch));
        }
    }

    private void put(Source source, FetchedSource fetched) {
        read.put(source, fetched);
        chart = null;
    }

    private FetchedSource outcome(Future<FetchedSource> fetch) {
        try {
            return fetch.get(budget.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            fetch.cancel(true);
            return FetchedSource.UNREAD;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FetchedSource.UNREAD;
        }
    }

    private FetchedSource read(Source source) {
        return read.getOrDefault(source, FetchedSource.UNREAD);
    }

    /** The chart as far as it was waited for. */
    public Chart chart() {
        var current = chart;
        if (current == null) {
            var unread = EnumSet.allOf(Source.class);
            var resources = new ArrayList<>(medications.resources());
            read.forEach((source, fetched) -> {
                resources.addAll(fetched.resources());
                if (fetched.complete()) {
                    unread.remove(source);
                }
            });
            current = Chart.of(request.patientId(), request.encounterId(), resources, unread);
            chart = current;
        }
        return current;
    }

    /** The chart as far as it was waited for, and where it came from. */
    public FetchedChart result() {
        var observations = read(Source.OBSERVATIONS);
        var reports = read(Source.REPORTS);
        return new FetchedChart(
                chart(),
                observations.isFromPrefetch() || reports.isFromPrefetch(),
                observations.fromServer() || reports.fromServer(),
                read.values().stream().mapToInt(FetchedSource::skipped).sum(),
                budget.requests());
    }

    /** Cancels what is still being read. */
    @Override
    public void close() {
        running.values().forEach(fetch -> fetch.cancel(true));
        if (runningMedications != null) {
            runningMedications.cancel(true);
        }
        if (server != null) {
            server.leave();
        }
    }
}
