package org.rlsworkup.chart.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate.Precision;

/** Reads a FHIR date by position: dates are read often, and the formatters of the JDK need one try per precision. */
final class DateReader {
    private final char[] text;
    private final int end;
    private int at;

    private DateReader(char[] text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /** Blanks before and after it are ignored. */
    static @Nullable PartialDate read(char[] text, int from, int length) {
        var first = from;
        var end = from + length;
        while (first < end && Character.isWhitespace(text[first])) {
            first++;
        }
        while (first < end && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        return new DateReader(text, first, end).date();
    }

    private @Nullable PartialDate date() {
        var year = number(4);
        if (atEnd()) {
            return new PartialDate(LocalDateTime.of(year, 1, 1, 0, 0), Precision.YEAR, null);
        }
        var compact = isDigit();
        var month = compact || skip('-') ? number(2) : -1;
        if (atEnd() && !compact) {
            return new PartialDate(LocalDateTime.of(year, month, 1, 0, 0), Precision.MONTH, null);
        }
        var day = compact || skip('-') ? number(2) : -1;
        var date = LocalDate.of(year, month, day);
        if (atEnd()) {
            return new PartialDate(date.atStartOfDay(), Precision.DAY, null);
        }
        return skip('T') || skip('t') || skip(' ') || compact ? time(date, compact) : null;
    }

    /** In the compact form of HL7 version 2, no colons separate the parts. */
    private @Nullable PartialDate time(LocalDate date, boolean compact) {
        var hour = number(2);
        var minute = compact || skip(':') ? number(2) : -1;
        // Second 60 is a leap second: the last second of the minute is near enough for a laboratory result.
        var second = (compact ? isDigit() : skip(':')) ? Math.min(59, number(2)) : 0;
        var nano = skip('.') || skip(',') ? fraction() : 0;
        var endOfDay = hour == 24 && minute == 0 && second == 0 && nano == 0;
        var local = endOfDay
                ? date.plusDays(1).atStartOfDay()
                : LocalDateTime.of(date, LocalTime.of(hour, minute, second, nano));
        if (atEnd()) {
            return new PartialDate(local, Precision.TIME, null);
        }
        skip(' ');
        var offset = offset();
        return offset == null || !atEnd() ? null : new PartialDate(local, Precision.TIME, offset);
    }

    private @Nullable ZoneOffset offset() {
        if (skip('Z') || skip('z')) {
            return ZoneOffset.UTC;
        }
        var sign = skip('+') ? 1 : skip('-') ? -1 : 0;
        if (sign == 0) {
            return null;
        }
        var hours = number(2);
        var minutes = atEnd() ? 0 : skip(':') || isDigit() ? number(2) : -1;
        return minutes < 0 ? null : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private boolean isDigit() {
        return !atEnd() && text[at] >= '0' && text[at] <= '9';
    }

    private int fraction() {
        var start = at;
        var nano = 0;
        for (var digits = 0; !atEnd() && Character.isDigit(text[at]); digits++, at++) {
            nano = digits < 9 ? nano * 10 + digit() : nano;
        }
        for (var digits = at - start; digits < 9; digits++) {
            nano *= 10;
        }
        return at == start ? -1 : nano;
    }

    private int number(int digits) {
        var value = 0;
        for (var i = 0; i < digits; i++, at++) {
            value = value * 10 + digit();
        }
        return value;
    }

    private int digit() {
        var c = atEnd() ? 'x' : text[at];
        if (c < '0' || c > '9') {
            throw new NumberFormatException("not a date");
        }
        return c - '0';
    }

    private boolean skip(char expected) {
        if (atEnd() || text[at] != expected) {
            return false;
        }
        at++;
        return true;
    }

    private boolean atEnd() {
        return at == end;
    }
}
