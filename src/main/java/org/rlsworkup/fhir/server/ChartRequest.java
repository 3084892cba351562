package org.rlsworkup.fhir.server;

import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.QueryResponse;

/**
 * Whose chart to read, and from where.
 *
 * @param encounterId the open encounter, or null
 * @param queries of the client
 * @param sources all that may be needed; prefetch of other sources is ignored
 * @param prefetch what the caller sent; a source without an entry was not sent
 * @param access the FHIR server, or null if there is none to ask
 */
public record ChartRequest(
        String patientId,
        @Nullable String encounterId,
        Queries queries,
        Set<Source> sources,
        Map<Source, QueryResponse> prefetch,
        @Nullable FhirAccess access) {
    public ChartRequest {
        sources = Set.copyOf(sources);
    }

    /** The sources that need not be requested: they were prefetched completely, or there is nothing to request. */
    Map<Source, FetchedSource> prefetched() {
        var whole = new EnumMap<Source, FetchedSource>(Source.class);
        for (var source : sources) {
            var sent = prefetch.get(source);
            if (!queries.asks(source) || sent instanceof QueryResponse.Empty) {
                whole.put(source, FetchedSource.EMPTY);
            } else if (sent instanceof QueryResponse.Page page && isWhole(page, source)) {
                whole.put(source, FetchedSource.prefetched(page.resources(), page.skipped()));
            } else if (sent instanceof QueryResponse.Single(Resource one) && one != null && isWhole(one, source)) {
                whole.put(source, FetchedSource.prefetched(List.of(one), 0));
            }
        }
        if (encounterId == null) {
            whole.put(Source.ENCOUNTER, FetchedSource.EMPTY);
        }
        return whole;
    }

    /** By source, the parameters by which prefetch was asked for more narrowly than this service does. */
    Map<Source, List<String>> narrowed(ZonedDateTime now) {
        var narrowed = new EnumMap<Source, List<String>>(Source.class);
        for (var source : sources) {
            if (prefetch.get(source) instanceof QueryResponse.Page page && page.self() != null) {
                var asked = queries.templates().get(source);
                var parameters = SelfLink.narrower(asked, page.self(), queries.longestDays(), now);
                if (!parameters.isEmpty()) {
                    narrowed.put(source, parameters);
                }
            }
        }
        return narrowed;
    }

    /** What of a source was prefetched, whole or not. */
    List<Resource> sent(Source source) {
        return sources.contains(source) && prefetch.get(source) instanceof QueryResponse.Page page
                ? page.resources()
                : List.of();
    }

    /** This without the prefetch of some sources. */
    ChartRequest without(Set<Source> some) {
        if (some.isEmpty()) {
            return this;
        }
        var rest = new EnumMap<Source, QueryResponse>(Source.class);
        rest.putAll(prefetch);
        rest.keySet().removeAll(some);
        return new ChartRequest(patientId, encounterId, queries, sources, rest, access);
    }

    /** The sources that were not prefetched, and that the scope of the token does not allow to be read. */
    public Set<Source> refusedByScope() {
        return access == null
                ? Set.of()
                : sources.stream()
                        .filter(it ->
                                !prefetch.containsKey(it) && queries.asks(it) && !queries.isAllowed(it, access.scope()))
                        .collect(Collectors.toSet());
    }

    private boolean isWhole(@Nullable Resource one, Source source) {
        return FetchedSource.isWhole(source, one)
                && (!(one instanceof Encounter it) || Objects.equals(it.id(), encounterId));
    }

    /**
     * As an answer of the server, which the caller may have asked before us, would be. Resources of other patients only are
     * left out like any others of them, unless the server can be asked instead; resources of other types only were sent by
     * mistake. Where no entry can be read, only Conditions
     * are known: without a code they do not show RLS.
     */
    private boolean isWhole(QueryResponse.Page page, Source source) {
        var search = queries.search(source);
        if (search == null || page.broken() || page.next() != null) {
            return false;
        }
        var isUnreadable = source != Source.CONDITIONS && page.resources().isEmpty() && page.skipped() > 0;
        if (isUnreadable
                || FetchedSource.isOfOtherTypes(page.resources(), source)
                || (access != null && FetchedSource.isOfOthers(page.resources(), patientId))) {
            return false;
        }
        if (page.narrowed() && page.resources().stream().noneMatch(queries::isAskedFor)) {
            return false;
        }
        var rules = access == null ? SearchRules.USUAL : access.rules();
        if (page.total() != null && rules.total() == SearchRules.Total.EXACT) {
            return page.total() <= page.matches();
        }
        var most = SearchForm.of(rules).count(search.count());
        return page.matches() < (most == 0 ? search.count() : most);
    }

    @Override
    public String toString() {
        return "ChartRequest[prefetch=" + prefetch.keySet() + "]";
    }
}
