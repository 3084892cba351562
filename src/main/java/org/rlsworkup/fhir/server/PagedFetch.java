package org.rlsworkup.fhir.server;

import java.net.URI;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.fhir.read.QueryResponse;

/** Reads one query from the FHIR server, page after page, to its end or to where nothing further can matter. */
final class PagedFetch {
    private static final int SLACK_DAYS = 2;

    private final FhirSession session;
    private final Source source;
    private final @Nullable LocalDateTime oldestNeeded;
    private final boolean isSearch;
    private final Consumer<List<Resource>> pages;
    private final List<Resource> resources = new ArrayList<>();
    private final Set<URI> seen = new HashSet<>();
    private boolean falling = true;
    private @Nullable LocalDateTime newest;
    private @Nullable LocalDateTime oldest;
    private int skipped;

    /**
     * @param isSearch whether the answer is a Bundle, not one resource
     * @param oldestNeeded Observations that come in falling date order need not be read beyond this moment; null
     *     to read everything
     * @param pages receives what each page holds, in the thread that reads it
     */
    PagedFetch(
            FhirSession session,
            Source source,
            boolean isSearch,
            @Nullable LocalDateTime oldestNeeded,
            Consumer<List<Resource>> pages) {
        this.session = session;
        this.source = source;
        this.isSearch = isSearch;
        this.oldestNeeded = oldestNeeded;
        this.pages = pages;
    }

    /** Starts with our own query, relative to the base. */
    FetchedSource from(String query) {
        var address = URI.create(session.access().base() + query);
        return read(address, session::query);
    }

    /** Asks for one page. */
    private interface Asking {
        @Nullable
        QueryResponse ask(URI address);
    }

    private FetchedSource read(URI first, Asking asking) {
        var ask = asking;
        for (URI next = first; next != null; ask = session::follow) {
            if (!session.access().covers(next)
                    || !seen.add(next)
                    || !session.budget().takePage(source)) {
                return end(false);
            }
            var reading = ask.ask(next);
            if (reading instanceof QueryResponse.Single(Resource one) && FetchedSource.isWhole(source, one)) {
                resources.add(one);
                return end(true);
            }
            if (!isSearch || !(reading instanceof QueryResponse.Page page) || !add(page)) {
                return end(false);
            }
            if (page.next() == null || reachedOld()) {
                return end(true);
            }
            next = resolve(page.next(), next);
        }
        return end(false);
    }

    /** Whether the link of a prefetched page leads to where we may go on reading. */
    boolean mayFollow(String link, String query) {
        var next = resolve(link, query);
        return next != null && session.access().covers(next);
    }

    /** Continues where a prefetched page ends. */
    FetchedSource after(QueryResponse.Page first, String link, String query) {
        if (!add(first)) {
            return end(false);
        }
        var next = resolve(link, query);
        return next == null ? end(false) : read(next, session::follow);
    }

    private @Nullable URI resolve(String link, String query) {
        return resolve(link, URI.create(session.access().base() + query));
    }

    /** A relative link begins at the base, and one that is only a query at the address it was given for. */
    private @Nullable URI resolve(String link, URI from) {
        try {
            var escaped = LinkEncoder.encode(link);
            return escaped.startsWith("?")
                    ? URI.create(from.toString().split("\\?", 2)[0] + escaped)
                    : session.access().base().resolve(escaped);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean add(QueryResponse.Page page) {
        pages.accept(page.resources());
        resources.addAll(page.resources());
        skipped += page.skipped();
        for (var resource : page.resources()) {
            if (resource instanceof Observation observation) {
                follow(observation.effective());
            }
        }
        return !page.broken();
    }

    /**
     * Trusts the order only while every date is written to the day and none is later than any before it. Two offsets
     * can turn the order of local times round by more than a day, since a server sorts by instants.
     */
    private void follow(@Nullable PartialDate date) {
        if (date == null || !date.hasDay()) {
            falling = false;
            return;
        }
        var moment = date.earliest();
        newest = newest == null ? moment : newest;
        falling &= oldest == null || !moment.minusDays(SLACK_DAYS).isAfter(oldest);
        oldest = oldest == null || moment.isBefore(oldest) ? moment : oldest;
    }

    /** A server that ignores the requested order may begin with one old draw: only descending dates prove an order. */
    private boolean reachedOld() {
        return oldestNeeded != null
                && falling
                && newest != null
                && oldest != null
                && oldest.plusDays(SLACK_DAYS).isBefore(newest)
                && oldest.isBefore(oldestNeeded);
    }

    private FetchedSource end(boolean complete) {
        return new FetchedSource(resources, complete, true, skipped);
    }
}
