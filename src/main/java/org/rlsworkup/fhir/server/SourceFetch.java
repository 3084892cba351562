package org.rlsworkup.fhir.server;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.NestedResults;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.fhir.server.PagedFetch.Extent;

/** Reads one source from the FHIR server, by a search in a form that the server takes. */
final class SourceFetch {
    /** How many searches run at once where a server takes no list of codes. */
    private static final int AT_ONCE = 8;

    private final FhirSession session;
    private final ChartRequest request;
    private final @Nullable LocalDateTime oldest;
    private final ExecutorService threads;

    /** @param oldest results from before this moment need not be read */
    SourceFetch(FhirSession session, ChartRequest request, @Nullable LocalDateTime oldest, ExecutorService threads) {
        this.session = session;
        this.request = request;
        this.oldest = oldest;
        this.threads = threads;
    }

    /** One search in one form, and the refusal of its first request, or null. */
    private record Attempt(FetchedSource fetched, Reply.@Nullable Refusal refusal) {}

    /** @param pages receives what each page holds, in the thread that reads it */
    FetchedSource read(Source source, Consumer<List<Resource>> pages) {
        var search = request.queries().search(source);
        if (search == null) {
            var query = request.queries().expand(source, request.patientId(), request.encounterId());
            return new PagedFetch(session, extent(source, false), false, pages).read(query, null);
        }
        var fetched = read(source, search, pages);
        if (source == Source.CONDITIONS && fetched.isNotFound() && !session.hasAnswered()) {
            // The first search of a call has no other beside it that proves the address.
            session.query(URI.create(session.access().base() + "Patient/" + request.patientId()), false);
        }
        return fetched;
    }

    /** Reads a search; while the server refuses its form, the next weaker one. */
    FetchedSource read(Source source, SourceSearch search, Consumer<List<Resource>> pages) {
        var server = session.server();
        var kind = kind(search);
        var extent = extent(source, false);
        SearchForm form = server.form(kind);
        var attempt = attempt(extent, search, form, pages);
        var tried = new ArrayList<String>();
        while (attempt.refusal() != null && attempt.refusal().mayBeForm() && !server.isHopeless(kind)) {
            tried.add(attempt.fetched().cause() + " (" + form + ")");
            var said = attempt.refusal().said();
            var weaker = search.weaker(form, said == null ? List.of() : said.parameters());
            if (weaker == null) {
                server.refusedAll(kind);
                return attempt.fetched().because("refused in every form: " + String.join(", ", tried));
            }
            form = weaker;
            attempt = attempt(extent, search, form, pages);
        }
        if (!tried.isEmpty() && attempt.fetched().isAnswered()) {
            server.took(kind, form);
        }
        return attempt.fetched();
    }

    /**
     * Reads results that a search by their codes does not find. A server that refuses such a search in two forms, or does
     * not know its parameter, is not asked again for a while.
     */
    FetchedSource read(NestedResults nested) {
        var server = session.server();
        var search = request.queries().nested(nested);
        var kind = kind(search);
        if (server.isHopeless(kind)) {
            return FetchedSource.UNREAD.because("refused before");
        }
        var form = server.form(kind);
        var extent = extent(nested.source(), true);
        var attempt = attempt(extent, search, form, page -> {});
        if (attempt.refusal() != null && attempt.refusal().mayBeForm()) {
            attempt = attempt(extent, search, form.plainest(), page -> {});
            if (attempt.fetched().isAnswered()) {
                server.took(kind, form.plainest());
            }
        }
        if (attempt.refusal() != null || attempt.fetched().isIgnored()) {
            server.refusedAll(kind);
        }
        return attempt.fetched();
    }

    /** Does not ask again for a while for what the server took too long to find. */
    void giveUp(NestedResults nested) {
        session.server().refusedAll(kind(request.queries().nested(nested)));
    }

    private FhirServer.Search kind(SourceSearch search) {
        return new FhirServer.Search(
                search.type() + "?" + search.codeParameter(),
                SearchForm.of(session.access().rules()));
    }

    private Attempt attempt(Extent any, SourceSearch search, SearchForm form, Consumer<List<Resource>> pages) {
        var extent = any.withPageSize(form.count(search.count()));
        var queries = search.written(request.patientId(), form);
        var first = new PagedFetch(session, extent, false, pages);
        var sent = prefetched(any.source(), search);
        if (any.source() == Source.OBSERVATIONS && queries.size() == 1) {
            var newest = first.readNewest(queries.getFirst(), sent);
            var further = new FetchedSource.Further(
                    first.before(), open -> readOn(first, newest, extent, search.withCodesOf(open), search, form));
            return new Attempt(first.isCut() ? newest.with(further) : newest, first.refusal());
        }
        var fetched = first.read(queries.getFirst(), sent);
        if (queries.size() == 1 || !(fetched.complete() || fetched.isNotFound())) {
            return new Attempt(fetched, first.refusal());
        }
        var free = new Semaphore(AT_ONCE);
        var others = queries.stream()
                .skip(1)
                .map(query -> threads.submit(() -> {
                    free.acquire();
                    try {
                        return new PagedFetch(session, extent, true, pages).read(query, null);
                    } finally {
                        free.release();
                    }
                }))
                .toList();
        var parts = new ArrayList<FetchedSource>();
        parts.add(fetched);
        others.forEach(other -> parts.add(requireNonNullElse(
                FetchedSource.outcome(other, session.budget().left().toNanos()), FetchedSource.UNREAD)));
        return new Attempt(FetchedSource.joined(parts), null);
    }

    /**
     * Reads the older results that can still matter: by their codes or, where these are all or the server does not take
     * them, page by page.
     */
    private FetchedSource readOn(
            PagedFetch first,
            FetchedSource newest,
            Extent extent,
            SourceSearch open,
            SourceSearch all,
            SearchForm form) {
        if (form.codes() == SearchForm.SentCodes.LISTED
                && open.codes().size() < all.codes().size()) {
            var query = open.written(request.patientId(), form).getFirst();
            var others = open.codes().isEmpty()
                    ? FetchedSource.EMPTY
                    : new PagedFetch(session, extent, false, page -> {})
                            .beside(first)
                            .read(query, null);
            if (others.complete() || others.isNotFound()) {
                return FetchedSource.joined(List.of(newest.because(null), others));
            }
        }
        var rest = first.readOn();
        return rest == null ? newest.because(newest.cause()) : rest;
    }

    /** What was prefetched of this search, which may be a first page. */
    private @Nullable QueryResponse prefetched(Source source, SourceSearch search) {
        return search.equals(request.queries().search(source))
                ? request.prefetch().get(source)
                : null;
    }

    private Extent extent(Source source, boolean isNested) {
        var isResult = source == Source.OBSERVATIONS || source == Source.REPORTS;
        var rules = session.access().rules();
        return new Extent(
                source,
                isResult ? oldest : null,
                isNested ? request.queries()::hasCode : request.queries()::isAskedFor,
                0,
                rules.total() == SearchRules.Total.IGNORE,
                rules.notFound() == SearchRules.NotFound.EMPTY
                        || (source != Source.CONDITIONS && source != Source.OBSERVATIONS),
                isNested);
    }
}
