package org.rlsworkup.sandbox.search;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** The order of {@code _sort}: one or more dates or {@code _id}, each rising or, with a minus before it, falling. */
final class SearchOrder {
    private SearchOrder() {}

    static Comparator<Stored> parse(SearchParameters known, String value) {
        return Stream.of(value.split(",", -1))
                .map(key -> key.startsWith("-") ? one(known, key.substring(1), true) : one(known, key, false))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Comparator<Stored> one(SearchParameters known, String name, boolean falling) {
        if (name.equals("_id")) {
            Comparator<Stored> byId = Comparator.comparing(
                    stored -> stored.resource().getIdElement().getIdPart());
            return falling ? byId.reversed() : byId;
        }
        var date = known.find(name)
                .filter(parameter -> parameter.kind() == SearchParameter.Kind.DATE)
                .orElseThrow(() -> Refusals.badSearch("_sort", IssueType.NOTSUPPORTED, "supports _id and dates only"));
        // A resource without the date comes last in both directions.
        return (left, right) -> {
            var first = moments(left, date);
            var second = moments(right, date);
            if (first.isEmpty() || second.isEmpty()) {
                return Boolean.compare(first.isEmpty(), second.isEmpty());
            }
            return falling
                    ? Collections.max(second).compareTo(Collections.max(first))
                    : Collections.min(first).compareTo(Collections.min(second));
        };
    }

    private static List<Instant> moments(Stored stored, SearchParameter date) {
        return stored.values(date).stream()
                .flatMap(value -> value instanceof DateSpan span ? Stream.of(span.from()) : Stream.empty())
                .toList();
    }
}
