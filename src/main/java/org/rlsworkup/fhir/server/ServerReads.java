package org.rlsworkup.fhir.server;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.fhir.read.QueryResponse;

/**
 * What one call reads from its FHIR server, each source in a thread of its own, and all within the limits of the call.
 */
final class ServerReads {
    private static final int MOST_MEDICATIONS = 50;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final Means means;
    private final ChartRequest request;
    private final LocalDateTime olderDoesNotMatter;
    private final Budget budget;
    private final Map<Source, Future<SourceRead>> fetches = new EnumMap<>(Source.class);
    private boolean ended;
    private @Nullable FhirServer server;
    private @Nullable FhirSession session;

    /** What all calls share. */
    record Means(Queries queries, FhirLimits limits, FhirClient client, FhirServers servers, ExecutorService threads) {}

    /** @param olderDoesNotMatter results from before this moment need not be read */
    ServerReads(Means means, ChartRequest request, LocalDateTime olderDoesNotMatter) {
        this.means = means;
        this.request = request;
        this.olderDoesNotMatter = olderDoesNotMatter;
        this.budget = new Budget(means.limits());
    }

    /**
     * Begins to read a source, unless that was begun, or there is no server to read it from.
     *
     * @param afterPage is given what each page held, in the thread that reads it
     */
    synchronized void start(Source source, Consumer<List<Resource>> afterPage) {
        session(scope -> means.queries().isAllowed(source, scope))
                .ifPresent(way -> fetches.computeIfAbsent(
                        source, key -> means.threads().submit(() -> read(source, way, afterPage))));
    }

    /** Waits for a source to be read; null if that was not begun. */
    @Nullable
    SourceRead await(Source source) {
        Future<SourceRead> fetch;
        synchronized (this) {
            fetch = fetches.get(source);
        }
        return fetch == null ? null : outcome(fetch);
    }

    /** Looks up products that only a reference names: one search, in what is left of the time. */
    SourceRead lookUp(List<String> medications) {
        if (medications.isEmpty()) {
            return SourceRead.UNREAD;
        }
        var ids = medications.stream()
                .filter(id -> ID.matcher(id).matches())
                .distinct()
                .limit(MOST_MEDICATIONS)
                .toList();
        if (ids.isEmpty()) {
            return SourceRead.UNREAD;
        }
        var query = "Medication?_id=" + String.join(",", ids);
        return session(scope -> scope.allowsSearch("Medication", false))
                .map(way -> outcome(means.threads()
                        .submit(() ->
                                new PagedRead(way, Source.MEDICATION_REQUESTS, true, null).from(query, page -> {}))))
                .orElse(SourceRead.UNREAD);
    }

    /** Whether no source was asked for. */
    synchronized boolean isEmpty() {
        return fetches.isEmpty();
    }

    /** Requests made so far. */
    int requests() {
        return budget.requests();
    }

    /** Puts an end to whatever is still under way. */
    synchronized void end() {
        ended = true;
        fetches.values().forEach(fetch -> fetch.cancel(true));
        if (server != null) {
            server.leave();
        }
    }

    /** Nothing that the token's scope does not allow is asked for: it would be refused, or answered in part. */
    private synchronized Optional<FhirSession> session(Predicate<Scope> isAllowed) {
        var access = request.access();
        return access == null || !isAllowed.test(access.scope()) ? Optional.empty() : session(access);
    }

    /** A way to the FHIR server, if it may be read and not too many calls wait for it already. */
    private Optional<FhirSession> session(FhirAccess access) {
        if (server == null && !ended && access.isAllowed()) {
            var named = means.servers().at(access.origin());
            if (named.enter()) {
                server = named;
                session = new FhirSession(
                        means.client(), named, access, budget, means.limits().maxUrl(), InstantSource.system());
            }
        }
        return ended ? Optional.empty() : Optional.ofNullable(session);
    }

    private SourceRead read(Source source, FhirSession way, Consumer<List<Resource>> afterPage) {
        var old = source == Source.OBSERVATIONS ? olderDoesNotMatter : null;
        var read = new PagedRead(way, source, means.queries().count(source) != null, old);
        var query = means.queries().expand(source, request.patientId(), request.encounterId());
        if (request.prefetch().get(source) instanceof QueryResponse.Page page
                && page.next() != null
                && !page.broken()
                && read.mayFollow(page.next(), query)) {
            return aboutPatient(read.after(page, page.next(), query, afterPage));
        }
        return aboutPatient(read.from(query, afterPage));
    }

    /** What brings resources of other patients only, where one patient's were asked for, is no answer to that. */
    private SourceRead aboutPatient(SourceRead read) {
        var patient = new Ref("Patient", request.patientId());
        var foreign = !read.resources().isEmpty()
                && read.resources().stream()
                        .map(Resource::subject)
                        .noneMatch(subject -> subject == null || subject.isContained() || subject.equals(patient));
        return foreign ? SourceRead.UNREAD : read;
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
}
