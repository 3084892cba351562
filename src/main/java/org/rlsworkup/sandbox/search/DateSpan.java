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
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;

/**
 * All that a FHIR date can mean, which is less the more of it is written; without an offset in UTC.
 *
 * @param from first moment, {@link Instant#MIN} for a period without a start
 * @param until first moment after it, {@link Instant#MAX} for a period without an end
 */
record DateSpan(Instant from, Instant until) implements SearchValue {
    private static final int YEAR = 4;
    private static final int MONTH = 7;
    private static final int DAY = 10;
    private static final int MINUTE_OF_TIME = 16;

    /** @throws DateTimeException if this is no date, dateTime or instant of FHIR */
    static DateSpan parse(String text) {
        return switch (text.length()) {
            case YEAR -> days(Year.parse(text).atDay(1), ChronoUnit.YEARS);
            case MONTH -> days(YearMonth.parse(text).atDay(1), ChronoUnit.MONTHS);
            case DAY -> days(LocalDate.parse(text), ChronoUnit.DAYS);
            default -> moment(text);
        };
    }

    private static DateSpan days(LocalDate first, ChronoUnit unit) {
        return new DateSpan(midnight(first), midnight(first.plus(1, unit)));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static DateSpan moment(String text) {
        var read = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        var from = read instanceof OffsetDateTime withOffset
                ? withOffset.toInstant()
                : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
        return new DateSpan(from, from.plus(1, precision(text)));
    }

    private static ChronoUnit precision(String text) {
        if (text.indexOf('.') >= 0) {
            return ChronoUnit.MILLIS;
        }
        var seconds = text.length() > MINUTE_OF_TIME && text.charAt(MINUTE_OF_TIME) == ':';
        return seconds ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
    }

    /** Empty without a date, or if it is one that no calendar has. */
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

    boolean contains(DateSpan other) {
        return !other.from.isBefore(from) && !other.until.isAfter(until);
    }

    boolean beginsBefore(DateSpan other) {
        return from.isBefore(other.from);
    }

    boolean endsAfter(DateSpan other) {
        return until.isAfter(other.until);
    }

    /** Whether no moment of this comes before the end of the other. */
    boolean isAfter(DateSpan other) {
        return !from.isBefore(other.until);
    }
}
