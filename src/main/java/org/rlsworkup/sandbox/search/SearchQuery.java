package org.rlsworkup.sandbox.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * A parsed search. Anything unsupported is refused: ignoring a criterion would return resources of other patients.
 *
 * @param filters all of them must match
 * @param inclusions what is returned along with each match
 */
public record SearchQuery(List<SearchFilter> filters, Comparator<StoredResource> order, List<Inclusion> inclusions) {
    /** Handled by the server library itself; the total is always given. */
    private static final Set<String> RESULT_PARAMETERS =
            Set.of("_format", "_pretty", "_summary", "_elements", "_total");

    public SearchQuery {
        filters = List.copyOf(filters);
        inclusions = List.copyOf(inclusions);
    }

    /**
     * Reads the parameters of a search.
     *
     * @param request parameters by name, each with its repetitions
     * @param base base URL of this server
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException naming the parameter that is not supported
     */
    public static SearchQuery parse(
            SortedMap<String, SearchParameter> known, Map<String, String[]> request, String base) {
        var filters = new ArrayList<SearchFilter>();
        var inclusions = new ArrayList<Inclusion>();
        Comparator<StoredResource> order = Comparator.comparingLong(StoredResource::sequence);
        for (var parameter : request.entrySet()) {
            var name = parameter.getKey();
            for (var value : parameter.getValue()) {
                if (value.isBlank()) {
                    throw InvalidRequests.search(name, IssueType.INVALID, "has no value");
                }
                switch (name) {
                    case "_sort" -> order = order(known, value).thenComparing(order);
                    case "_count" -> checkCount(value);
                    case "_include" -> inclusions.add(Inclusion.parse(known, value));
                    default -> {
                        if (!RESULT_PARAMETERS.contains(name)) {
                            filters.add(SearchFilter.parse(known, name, value, base));
                        }
                    }
                }
            }
        }
        return new SearchQuery(filters, order, inclusions);
    }

    private static void checkCount(String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw InvalidRequests.search("_count", IssueType.INVALID, "is not a number");
        }
    }

    /** Reads {@code _sort}: dates or {@code _id}, each ascending or, with a leading minus, descending. */
    private static Comparator<StoredResource> order(SortedMap<String, SearchParameter> known, String value) {
        return List.of(value.split(",", -1)).stream()
                .map(key -> key.startsWith("-") ? order(known, key.substring(1), true) : order(known, key, false))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Comparator<StoredResource> order(
            SortedMap<String, SearchParameter> known, String name, boolean descending) {
        if (name.equals("_id")) {
            Comparator<StoredResource> byId = Comparator.comparing(
                    stored -> stored.resource().getIdElement().getIdPart());
            return descending ? byId.reversed() : byId;
        }
        var date = Optional.ofNullable(known.get(name))
                .filter(parameter -> parameter.type() == SearchParameter.Type.DATE)
                .orElseThrow(
                        () -> InvalidRequests.search("_sort", IssueType.NOTSUPPORTED, "supports only _id and dates"));
        // A resource without the date comes last in both directions.
        return (left, right) -> {
            var first = moments(left, date);
            var second = moments(right, date);
            if (first.isEmpty() || second.isEmpty()) {
                return Boolean.compare(first.isEmpty(), second.isEmpty());
            }
            return descending
                    ? Collections.max(second).compareTo(Collections.max(first))
                    : Collections.min(first).compareTo(Collections.min(second));
        };
    }

    private static List<Instant> moments(StoredResource stored, SearchParameter date) {
        return stored.values(date).stream()
                .filter(DateSpan.class::isInstance)
                .map(value -> ((DateSpan) value).from())
                .toList();
    }

    /** The matching resources, in the requested order. */
    public List<StoredResource> apply(List<StoredResource> snapshot) {
        return snapshot.stream()
                .filter(stored -> filters.stream().allMatch(filter -> filter.matches(stored)))
                .sorted(order)
                .toList();
    }
}
