package org.rlsworkup.sandbox.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.rlsworkup.sandbox.search.ResourceStore.StoredResource;
import org.rlsworkup.sandbox.search.SearchValue.ReferenceTarget;

/** A parsed search. Anything unsupported is refused: ignoring a criterion would return resources of other patients. */
public final class SearchQuery {
    /** Handled by the server library itself; the total is always given. */
    private static final Set<String> RESULT_PARAMETERS =
            Set.of("_format", "_pretty", "_summary", "_elements", "_total");

    private final SortedMap<String, SearchParameter> known;
    private final String base;
    private final List<Predicate<StoredResource>> filters = new ArrayList<>();
    private final List<Function<StoredResource, Stream<String>>> inclusions = new ArrayList<>();
    private Comparator<StoredResource> order = Comparator.comparingLong(StoredResource::sequence);

    private SearchQuery(SortedMap<String, SearchParameter> known, String base) {
        this.known = known;
        this.base = base;
    }

    /**
     * Parses the parameters of a request to the server with this base URL.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException naming the parameter that is not supported
     */
    public static SearchQuery parse(
            SortedMap<String, SearchParameter> known, Map<String, String[]> request, String base) {
        var query = new SearchQuery(known, base);
        request.forEach((name, values) -> List.of(values).forEach(value -> query.add(name, value)));
        return query;
    }

    private void add(String name, String value) {
        if (value.isBlank()) {
            throw InvalidRequests.search(name, IssueType.INVALID, "has no value");
        }
        switch (name) {
            case "_sort" ->
                order = Stream.of(value.split(",", -1))
                        .map(key -> key.startsWith("-") ? order(key.substring(1), true) : order(key, false))
                        .reduce(Comparator::thenComparing)
                        .orElseThrow()
                        .thenComparing(order);
            case "_count" -> {
                if (!value.matches("[0-9]{1,9}")) {
                    throw InvalidRequests.search("_count", IssueType.INVALID, "is not a number");
                }
            }
            case "_include" -> inclusions.add(inclusion(value.split(":", -1)));
            default -> {
                if (!RESULT_PARAMETERS.contains(name)) {
                    filters.add(filter(name.split(":", 2), value));
                }
            }
        }
    }

    private Predicate<StoredResource> filter(String[] nameAndModifier, String value) {
        var parameter = known.get(nameAndModifier[0]);
        if (parameter == null) {
            throw InvalidRequests.search(nameAndModifier[0], IssueType.NOTSUPPORTED, "is not supported");
        }
        return parameter.filter(nameAndModifier.length == 1 ? "" : nameAndModifier[1], value, base);
    }

    /** The references to what {@code Type:parameter} or {@code Type:parameter:TargetType} includes for a match. */
    private Function<StoredResource, Stream<String>> inclusion(String[] parts) {
        var parameter = parts.length == 2 || parts.length == 3 ? known.get(parts[1]) : null;
        if (parameter == null
                || parameter.type() != SearchParameter.Type.REFERENCE
                || !parameter.resourceType().equals(parts[0])) {
            throw InvalidRequests.search(
                    "_include", IssueType.NOTSUPPORTED, "must name a reference of this resource type");
        }
        var target = parts.length == 2 ? "" : parts[2] + "/";
        return match -> match.values(parameter).stream()
                .map(value -> value instanceof ReferenceTarget link ? link.relativeTo(base) : "")
                .filter(reference -> reference.startsWith(target));
    }

    /** By a date or by {@code _id}. */
    private Comparator<StoredResource> order(String name, boolean descending) {
        if (name.equals("_id")) {
            Comparator<StoredResource> byId = Comparator.comparing(
                    stored -> stored.resource().getIdElement().getIdPart());
            return descending ? byId.reversed() : byId;
        }
        var date = known.get(name);
        if (date == null || date.type() != SearchParameter.Type.DATE) {
            throw InvalidRequests.search("_sort", IssueType.NOTSUPPORTED, "supports only _id and dates");
        }
        Comparator<Instant> direction = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        // A resource without the date comes last in both directions.
        return Comparator.comparing(
                stored -> stored.values(date).stream()
                        .filter(DateSpan.class::isInstance)
                        .map(value -> ((DateSpan) value).from())
                        .min(direction)
                        .orElse(null),
                Comparator.nullsLast(direction));
    }

    /** The matching resources, in the requested order. */
    public List<StoredResource> apply(List<StoredResource> snapshot) {
        return snapshot.stream()
                .filter(stored -> filters.stream().allMatch(filter -> filter.test(stored)))
                .sorted(order)
                .toList();
    }

    /** References, relative to this server, to the resources that are returned along with a match. */
    Stream<String> included(StoredResource match) {
        return inclusions.stream().flatMap(inclusion -> inclusion.apply(match));
    }
}
