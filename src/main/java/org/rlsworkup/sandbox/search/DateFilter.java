package org.rlsworkup.sandbox.search;

import java.time.DateTimeException;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** A date with one of R4's comparisons before it, as in {@code ge2026-01}; without one it is {@code eq}. */
record DateFilter(SearchParameter parameter, List<Wanted> wanted) implements SearchFilter {

    DateFilter {
        wanted = List.copyOf(wanted);
    }

    /** @param comparison two letters */
    record Wanted(String comparison, DateSpan span) {

        /** @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException if it is no date to search by */
        static Wanted parse(String name, String text) {
            var written = text.matches("[a-z]{2}(\\d.*)?");
            var comparison = written ? text.substring(0, 2) : "eq";
            if (!List.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb").contains(comparison)) {
                throw Refusals.badSearch(name, IssueType.NOTSUPPORTED, "is not supported with this comparison");
            }
            try {
                return new Wanted(comparison, DateSpan.parse(written ? text.substring(2) : text));
            } catch (DateTimeException e) {
                throw Refusals.badSearch(name, IssueType.INVALID, "is not a date");
            }
        }

        /** Of a resource that may mean several moments, it is enough that one of them could be meant. */
        boolean matches(DateSpan date) {
            return switch (comparison) {
                case "eq" -> span.contains(date);
                case "ne" -> !span.contains(date);
                case "gt" -> date.endsAfter(span);
                case "lt" -> date.beginsBefore(span);
                case "ge" -> date.endsAfter(span) || span.contains(date);
                case "le" -> date.beginsBefore(span) || span.contains(date);
                case "sa" -> date.isAfter(span);
                default -> span.isAfter(date);
            };
        }
    }

    @Override
    public boolean matches(SearchValue value) {
        return value instanceof DateSpan date && wanted.stream().anyMatch(one -> one.matches(date));
    }
}
