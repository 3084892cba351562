package org.rlsworkup.fhir.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;

/**
 * A search for resources of one patient, which a {@link SearchForm} words for a server.
 *
 * @param category that they must have, or null
 * @param codeParameter the parameter that takes the codes
 * @param codes of which they must have one; empty: any
 * @param status list of those that they may have, or null for any
 * @param sort by which parameter, newest first; or null
 * @param count most entries of a page
 */
record SourceSearch(
        String type,
        @Nullable String category,
        String codeParameter,
        List<Code> codes,
        @Nullable String status,
        @Nullable String sort,
        int count) {
    SourceSearch {
        codes = List.copyOf(codes);
    }

    static SourceSearch of(String type, int count) {
        return new SourceSearch(type, null, "code", List.of(), null, null, count);
    }

    static SourceSearch ofCodes(String type, @Nullable String category, Set<Code> codes, int count) {
        return new SourceSearch(type, category, "code", List.copyOf(codes), null, "date", count);
    }

    static SourceSearch ofStatus(String type, String status, @Nullable String sort, int count) {
        return new SourceSearch(type, null, "code", List.of(), status, sort, count);
    }

    /** The same search with its codes in another parameter. */
    SourceSearch withParameter(String parameter) {
        return new SourceSearch(type, category, parameter, codes, status, sort, count);
    }

    /** The same search for those of its codes that are among these. */
    SourceSearch withCodesOf(Set<Code> some) {
        var others = codes.stream().filter(some::contains).toList();
        return new SourceSearch(type, category, codeParameter, others, status, sort, count);
    }

    /** The query, relative to the base; one for each code where the server takes no lists. */
    List<String> written(String patient, SearchForm form) {
        var head = type + "?patient=" + patient + (category == null ? "" : "&category=" + category);
        var most = form.count(count);
        var tail = (status == null || !form.status() ? "" : "&status=" + status)
                + (sort == null || !form.sort() ? "" : "&_sort=-" + sort)
                + (most == 0 ? "" : "&_count=" + most);
        if (codes.isEmpty() || form.codes() == SearchForm.SentCodes.NONE) {
            return List.of(head + tail);
        }
        var values = codes.stream().map(it -> value(it, form)).distinct();
        return form.codes() == SearchForm.SentCodes.EACH
                ? values.map(value -> head + "&" + codeParameter + "=" + value + tail)
                        .toList()
                : List.of(head + "&" + codeParameter + "=" + values.collect(Collectors.joining(",")) + tail);
    }

    /** Usually without the system: the query would be too long, and the system is checked when the answer is read. */
    private static String value(Code code, SearchForm form) {
        return form.systems() && code.system() != null
                ? escaped(code.system()) + "%7C" + escaped(code.code())
                : escaped(code.code());
    }

    /** Escapes comma, bar, dollar and backslash as FHIR search requires, then the whole for a URL. */
    private static String escaped(String code) {
        return URLEncoder.encode(code.replaceAll("([\\\\,|$])", "\\\\$1"), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /**
     * The form to try where the server refuses this search in that form; null if there is none left.
     *
     * @param named parameters that the refusal names
     */
    @Nullable
    SearchForm weaker(SearchForm refused, Collection<String> named) {
        var counts = refused.count(count) > 0;
        if (counts && named.contains("_count")) {
            return refused.withFewer(count);
        }
        if (refused.sort() && sort != null) {
            return refused.withoutSort();
        }
        if (refused.status() && status != null) {
            return refused.withoutStatus();
        }
        if (!refused.systems() && !codes.isEmpty()) {
            return refused.withSystems();
        }
        if (counts) {
            return refused.withFewer(count);
        }
        // Without codes all results come, which some servers refuse or limit; a search for each is the dearest.
        return codes.isEmpty() || refused.codes() == SearchForm.SentCodes.EACH
                ? null
                : refused.withCodes(
                        refused.codes() == SearchForm.SentCodes.LISTED
                                ? SearchForm.SentCodes.NONE
                                : SearchForm.SentCodes.EACH);
    }
}
