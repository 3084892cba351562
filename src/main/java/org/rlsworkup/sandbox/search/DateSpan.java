package org.rlsworkup.sandbox.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Period;

/**
 * The time that a FHIR date of any precision covers; without an offset in UTC.
 *
 * @param from first moment, {@link Instant#MIN} for a period without a start
 * @param until first moment after it, {@link Instant#MAX} for a period without an end
 */
record DateSpan(Instant from, Instant until) implements SearchValue {
    private static final int YEAR = 4;
    private static final int MONTH = 7;
    private static final int DAY = 10;

    /**
     * Reads a date with an R4 prefix, such as {@code ge2026-01}; without one it means {@code eq}. A resource date of
     * low precision matches if part of the time it covers does.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException if prefix or date is not supported
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

    /** @throws DateTimeException if the text is not a FHIR date, dateTime or instant */
    private static DateSpan parse(String text) {
        return switch (text.length()) {
            case YEAR -> days(Year.parse(text).atDay(1), ChronoUnit.YEARS);
            case MONTH -> days(YearMonth.parse(text).atDay(1), ChronoUnit.MONTHS);
            case DAY -> days(LocalDate.parse(text), ChronoUnit.DAYS);
            default -> {
                var read = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
                var from = read instanceof OffsetDateTime withOffset
                        ? withOffset.toInstant()
                        : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
                var precision = text.indexOf('.') >= 0
                        ? ChronoUnit.MILLIS
                        : text.matches("[^:]*:..:.*") ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
                yield new DateSpan(from, from.plus(1, precision));
            }
        };
    }

    private static DateSpan days(LocalDate first, ChronoUnit unit) {
        var start = first.atStartOfDay(ZoneOffset.UTC);
        return new DateSpan(start.toInstant(), start.plus(1, unit).toInstant());
    }

    /** Empty without a date, or if the date does not exist in the calendar. */
    static Optional<DateSpan> of(BaseDateTimeType date) {
        try {
            return Optional.ofNullable(date.getValueAsString()).map(DateSpan::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<DateSpan> of(Period period) {
        var start = of(period.getStartElement()).map(DateSpan::from);
        var end = of(period.getEndElement()).map(DateSpan::until);
        return start.isEmpty() && end.isEmpty()
                ? Optional.empty()
                : Optional.of(new DateSpan(start.orElse(Instant.MIN), end.orElse(Instant.MAX)));
    }

    private boolean contains(DateSpan other) {
        return !other.from.isBefore(from) && !other.until.isAfter(until);
    }
}
