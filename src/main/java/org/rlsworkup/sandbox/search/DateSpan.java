package org.rlsworkup.sandbox.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Period;
import org.jspecify.annotations.Nullable;

/**
 * The time that a FHIR date of any precision covers, in UTC if it has no offset, or that a period covers, up to
 * {@link Instant#MIN} and {@link Instant#MAX} where that is open; {@code until} is the first moment after it.
 */
record DateSpan(Instant from, Instant until) implements SearchValue {
    /**
     * Reads a date with an R4 prefix, such as {@code ge2026-01}; without one it means {@code eq}. A resource date of
     * low precision matches if part of the time it covers does.
     */
    static Predicate<SearchValue> condition(String parameter, String text) {
        var prefixed = text.matches("[a-z]{2}(\\d.*)?");
        var wanted = parameterValue(parameter, prefixed ? text.substring(2) : text);
        Predicate<DateSpan> condition =
                switch (prefixed ? text.substring(0, 2) : "eq") {
                    case "eq" -> wanted::contains;
                    case "ne" -> date -> !wanted.contains(date);
                    case "gt" -> date -> date.until.isAfter(wanted.until);
                    case "lt" -> date -> date.from.isBefore(wanted.from);
                    case "ge" -> date -> date.until.isAfter(wanted.until) || wanted.contains(date);
                    case "le" -> date -> date.from.isBefore(wanted.from) || wanted.contains(date);
                    case "sa" -> date -> !date.from.isBefore(wanted.until);
                    case "eb" -> date -> !wanted.from.isBefore(date.until);
                    default ->
                        throw InvalidRequests.search(parameter, IssueType.NOTSUPPORTED, "does not support this prefix");
                };
        return value -> value instanceof DateSpan date && condition.test(date);
    }

    private static DateSpan parameterValue(String parameter, String text) {
        try {
            return parse(text);
        } catch (DateTimeException e) {
            throw InvalidRequests.search(parameter, IssueType.INVALID, "is not a date");
        }
    }

    private static DateSpan parse(String text) {
        return switch (text.length()) {
            case 4 -> span(text + "-01-01T00:00Z", ChronoUnit.YEARS);
            case 7 -> span(text + "-01T00:00Z", ChronoUnit.MONTHS);
            case 10 -> span(text + "T00:00Z", ChronoUnit.DAYS);
            default ->
                span(
                        text,
                        text.indexOf('.') >= 0
                                ? ChronoUnit.MILLIS
                                : text.matches("[^:]*:..:.*") ? ChronoUnit.SECONDS : ChronoUnit.MINUTES);
        };
    }

    private static DateSpan span(String first, ChronoUnit precision) {
        var read = DateTimeFormatter.ISO_DATE_TIME.parseBest(first, OffsetDateTime::from, LocalDateTime::from);
        var from = read instanceof OffsetDateTime time ? time : ((LocalDateTime) read).atOffset(ZoneOffset.UTC);
        return new DateSpan(from.toInstant(), from.plus(1, precision).toInstant());
    }

    /** Null without a date, or if the date does not exist in the calendar. */
    static @Nullable DateSpan of(BaseDateTimeType date) {
        try {
            return date.hasValue() ? parse(date.getValueAsString()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    static @Nullable DateSpan of(Period period) {
        var start = of(period.getStartElement());
        var end = of(period.getEndElement());
        return start == null && end == null
                ? null
                : new DateSpan(start == null ? Instant.MIN : start.from, end == null ? Instant.MAX : end.until);
    }

    private boolean contains(DateSpan other) {
        return !other.from.isBefore(from) && !other.until.isAfter(until);
    }
}
