package org.rlsworkup.fhir.server;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.fhir.read.QueryResponse;

/** Reads one query from the FHIR server page by page, to its end or until all that follows is too old to matter. */
final class PagedFetch {
    private static final Set<Source> READ_BY_ID = Set.of(Source.PATIENT, Source.ENCOUNTER);

    /** What servers put into links although no address may hold it: {@code code=http://loinc.org|2276-4}. */
    private static final Pattern FORBIDDEN = Pattern.compile("[^\\x21-\\x7f]|[\"<>\\\\^`{|}]");

    private final FhirSession session;
    private final Source source;
    private final @Nullable LocalDateTime oldestNeeded;
    private final Consumer<List<Resource>> pages;
    private final List<Resource> resources = new ArrayList<>();
    private final Set<URI> seen = new HashSet<>();
    private boolean falling = true;
    private @Nullable LocalDateTime newest;
    private @Nullable LocalDateTime oldest;
    private int skipped;

    /**
     * @param oldestNeeded where Observations in falling date order may end; null to read everything
     * @param pages receives what each page holds, in the thread that reads it
     */
    PagedFetch(
            FhirSession session, Source source, @Nullable LocalDateTime oldestNeeded, Consumer<List<Resource>> pages) {
        this.session = session;
        this.source = source;
        this.oldestNeeded = oldestNeeded;
        this.pages = pages;
    }

    /**
     * @param query relative to the base
     * @param prefetched what the caller sent, or null; if that is a first page that links to this server, it is not
     *     requested again
     */
    FetchedSource read(String query, @Nullable QueryResponse prefetched) {
        var next = URI.create(session.access().base() + query);
        var isLink = false;
        if (prefetched instanceof QueryResponse.Page page && page.next() != null && !page.broken()) {
            var link = resolve(page.next(), next);
            if (link != null && session.access().covers(link)) {
                add(page);
                next = link;
                isLink = true;
            }
        }
        for (; next != null; isLink = true) {
            if (!session.access().covers(next)
                    || !seen.add(next)
                    || !session.budget().takePage(source)) {
                return end(false);
            }
            var response = session.query(next, isLink);
            if (response instanceof QueryResponse.Single(Resource one) && FetchedSource.isWhole(source, one)) {
                resources.add(one);
                return end(true);
            }
            if (READ_BY_ID.contains(source) || !(response instanceof QueryResponse.Page page) || !add(page)) {
                return end(false);
            }
            if (page.next() == null || reachedOld()) {
                return end(true);
            }
            next = resolve(page.next(), next);
        }
        return end(false);
    }

    /** Relative to the base, or if the link is only a query, to the address of its page; null if it is no URI. */
    private @Nullable URI resolve(String link, URI from) {
        try {
            var escaped = escape(link);
            return escaped.startsWith("?")
                    ? URI.create(from.toString().split("\\?", 2)[0] + escaped)
                    : session.access().base().resolve(escaped);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Escapes characters of a link that are not allowed in a URL; existing escapes are unchanged. */
    static String escape(String link) {
        return FORBIDDEN
                .matcher(link.strip())
                .replaceAll(it ->
                        URLEncoder.encode(it.group(), StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private boolean add(QueryResponse.Page page) {
        pages.accept(page.resources());
        resources.addAll(page.resources());
        skipped += page.skipped();
        for (var resource : page.resources()) {
            if (resource instanceof Observation observation) {
                track(observation.effective());
            }
        }
        return !page.broken();
    }

    /**
     * Trusts the order only while every date is written to the day and none is later than any before it. As a server
     * sorts by instants, local times of different offsets may be out of order by more than a day.
     */
    private void track(@Nullable PartialDate date) {
        if (date == null || !date.hasDay()) {
            falling = false;
            return;
        }
        var moment = date.earliest();
        newest = newest == null ? moment : newest;
        falling &= oldest == null || !moment.minusDays(Queries.SLACK_DAYS).isAfter(oldest);
        oldest = oldest == null || moment.isBefore(oldest) ? moment : oldest;
    }

    /** A server that ignores the sort order may begin with one old result: only dates seen to fall prove the order. */
    private boolean reachedOld() {
        return oldestNeeded != null
                && falling
                && newest != null
                && oldest != null
                && oldest.plusDays(Queries.SLACK_DAYS).isBefore(newest)
                && oldest.isBefore(oldestNeeded);
    }

    private FetchedSource end(boolean complete) {
        return new FetchedSource(resources, complete, true, skipped);
    }
}
