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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.fhir.read.QueryResponse;

/** Reads one query from the FHIR server page by page, to its end or until all that follows is too old to matter. */
final class PagedFetch {
    /** What servers put into links although no address may hold it: {@code code=http://loinc.org|2276-4}. */
    private static final Pattern FORBIDDEN = Pattern.compile("[^\\x21-\\x7f]|[\"<>\\\\^`{|}]");

    private final FhirSession session;
    private final Extent extent;
    private final boolean isPart;
    private final Consumer<List<Resource>> pages;
    private final List<Resource> resources = new ArrayList<>();
    private final Set<URI> seen = new HashSet<>();
    private final Set<Ref> distinct = new HashSet<>();
    private final FallingDates dates = new FallingDates();
    private @Nullable Long total;
    private long matches;
    private Reply.@Nullable Refusal refusal;
    private boolean narrowed;
    private boolean brought;
    private int skipped;
    private @Nullable URI next;
    private boolean isLink;
    private boolean endsWhereOlderFollow;
    private boolean isCut;
    private boolean isLinked;

    /**
     * What a query is to bring.
     *
     * @param oldest results from before this moment need not be read; null to read everything
     * @param isAskedFor whether a resource is of the kind that the query asks for
     * @param pageSize how many entries a full page has; 0 if that is not known
     * @param ignoresTotal whether the server only estimates {@code total}
     * @param noneIfNotFound whether status 404 may mean that there is nothing
     * @param isNested whether this is the search for results that another code hides
     */
    record Extent(
            Source source,
            @Nullable LocalDateTime oldest,
            Predicate<Resource> isAskedFor,
            int pageSize,
            boolean ignoresTotal,
            boolean noneIfNotFound,
            boolean isNested) {
        boolean isNeeded() {
            return source.isNeeded() && !isNested;
        }

        /** Whether what is too old need not be read; reports are read whole, but for those of other codes. */
        boolean endsEarly() {
            return source == Source.OBSERVATIONS || isNested;
        }

        Extent withPageSize(int size) {
            return new Extent(source, oldest, isAskedFor, size, ignoresTotal, noneIfNotFound, isNested);
        }

        boolean isRead() {
            return source == Source.PATIENT || source == Source.ENCOUNTER;
        }
    }

    /**
     * @param isPart whether this is one of many small searches, whose number is limited by that of codes: its first page
     *     does not count
     * @param pages receives what each page holds, in the thread that reads it
     */
    PagedFetch(FhirSession session, Extent extent, boolean isPart, Consumer<List<Resource>> pages) {
        this.session = session;
        this.extent = extent;
        this.isPart = isPart;
        this.pages = pages;
    }

    /**
     * @param query relative to the base
     * @param prefetched what the caller sent, or null; if that is a first page that links to this server, it is not
     *     requested again
     */
    FetchedSource read(String query, @Nullable QueryResponse prefetched) {
        next = URI.create(session.access().base() + query);
        if (prefetched instanceof QueryResponse.Page page && page.next() != null && !page.broken()) {
            var link = resolve(page.next(), next);
            if (link != null && session.access().covers(link)) {
                add(page);
                next = link;
                isLink = true;
            }
        }
        return pages();
    }

    /**
     * As {@link #read}, but only until older entries follow: what of them can still matter is cheaper to ask for than to
     * page through.
     *
     * @see #isCut
     */
    FetchedSource readNewest(String query, @Nullable QueryResponse prefetched) {
        endsWhereOlderFollow = true;
        return read(query, prefetched);
    }

    /** Whether entries follow that are seen to be older, and were not read or not even linked to. */
    boolean isCut() {
        return isCut;
    }

    /** Entries that follow where this {@link #isCut} are from before this moment. */
    LocalDateTime before() {
        return dates.before();
    }

    /** Reads what follows page by page; null if nothing is linked to. */
    @Nullable
    FetchedSource readOn() {
        endsWhereOlderFollow = false;
        return isLinked ? pages() : null;
    }

    /** To be read beside another search of the same source: what that brought was not withheld. */
    PagedFetch beside(PagedFetch other) {
        brought = other.brought;
        return this;
    }

    private FetchedSource pages() {
        for (; next != null; isLink = true) {
            if (isLink && isOlderNext()) {
                isLinked = true;
                return end(cut("more pages follow"));
            }
            if (!session.access().covers(next) || !seen.add(next)) {
                return end("a link to another server, or to a page already read");
            }
            if (!(isPart && !isLink) && !session.budget().takePage(extent.isNeeded())) {
                return end("no time or no page left");
            }
            var reply = session.query(next, isLink);
            if (!(reply instanceof Reply.Answer(var response))) {
                return refused(reply);
            }
            if (response instanceof QueryResponse.Single(Resource one) && FetchedSource.isWhole(extent.source(), one)) {
                resources.add(one);
                return end(null);
            }
            if (extent.isRead() || !(response instanceof QueryResponse.Page page)) {
                return end("an answer of another kind");
            }
            add(page);
            if (page.next() == null || page.broken() || isIgnored(page) || (extent.endsEarly() && reachedOld())) {
                return end(shortfall(page));
            }
            next = resolve(page.next(), next);
        }
        return end("a link that is no address");
    }

    private FetchedSource refused(Reply reply) {
        if (!isLink && reply instanceof Reply.Refusal it) {
            refusal = it;
            if (it.isNotFound() && extent.noneIfNotFound() && !extent.isRead()) {
                return end(FetchedSource.NOT_FOUND);
            }
        }
        return end(reply.toString());
    }

    /** Of the first request; null if that was not refused. */
    Reply.@Nullable Refusal refusal() {
        return refusal;
    }

    /** Whether the server does not know the parameter: it sends what was not asked for. */
    private boolean isIgnored(QueryResponse.Page page) {
        return extent.isNested() && !page.resources().stream().allMatch(extent.isAskedFor());
    }

    /** Why the pages that were read may not be all, or null. */
    private @Nullable String shortfall(QueryResponse.Page last) {
        if (isIgnored(last)) {
            return FetchedSource.IGNORED;
        }
        if (last.broken()) {
            return "entries are withheld, or a link says that more follow and not from where";
        }
        if (narrowed && !brought) {
            return "a warning says that entries are withheld, and none came";
        }
        if (reachedOld()) {
            return null;
        }
        if (total != null && !extent.ignoresTotal() && total >= matches) {
            return total > matches ? cut("total " + total + ", but " + matches + " entries") : null;
        }
        return extent.pageSize() > 0 && last.matches() >= extent.pageSize()
                ? cut("a full page without a next one")
                : null;
    }

    private String cut(String cause) {
        isCut = isOlderNext();
        return cause;
    }

    /** Whether what follows can be asked for in another way: it is seen to be older. */
    private boolean isOlderNext() {
        return endsWhereOlderFollow && dates.fall() && (brought || !narrowed);
    }

    private boolean reachedOld() {
        return extent.oldest() != null && dates.reached(extent.oldest());
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

    private void add(QueryResponse.Page page) {
        pages.accept(page.resources());
        resources.addAll(page.resources());
        skipped += page.skipped();
        matches += page.matches();
        total = page.total() == null ? total : page.total();
        narrowed |= page.narrowed();
        for (var resource : page.resources()) {
            dates.add(resource);
            brought |= extent.isAskedFor().test(resource);
            // Counted once, however often it comes.
            if (resource.id() != null
                    && !distinct.add(new Ref(resource.getClass().getSimpleName(), resource.id()))) {
                matches--;
            }
        }
    }

    private FetchedSource end(@Nullable String cause) {
        return new FetchedSource(resources, true, skipped, cause);
    }
}
