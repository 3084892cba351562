package org.rlsworkup.chart.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR date, dateTime or instant as it was written: its precision and its offset are kept, and the day is the day the
 * sender wrote, never a day that a conversion made of it.
 *
 * @param earliest the first local moment that the written value can mean
 * @param offset the offset written, or null if none was (then the server's zone holds)
 */
public record PartialDate(
        LocalDateTime earliest,
        Precision precision,
        @Nullable ZoneOffset offset) {

    private static final long SECONDS_A_DAY = 24 * 60 * 60;
    private static final int FIRST_YEAR = 1902;
    private static final int LAST_YEAR = 2098;

    public enum Precision {
        YEAR,
        MONTH,
        DAY,
        TIME
    }

    /** Reads {@code YYYY[-MM[-DD[Thh:mm[:ss[.s…]][Z|±hh:mm]]]]}; null if it is not a date. */
    public static @Nullable PartialDate parse(String written) {
        return parse(written.toCharArray(), 0, written.length());
    }

    public static @Nullable PartialDate parse(char[] text, int from, int length) {
        PartialDate date = null;
        try {
            date = DateReader.read(text, from, length);
        } catch (DateTimeException | NumberFormatException e) {
            // Perhaps it is in another form.
        }
        return date == null ? OtherDateForms.read(new String(text, from, length)) : date;
    }

    /**
     * Whether this is what systems store in place of a date: the epoch, or a day long before or long after all charts, such
     * as the first or the last day that a database can hold.
     */
    public boolean isPlaceholder() {
        var year = earliest.getYear();
        return year < FIRST_YEAR || year > LAST_YEAR || ((year == 1970 || year == 1969) && isEpoch());
    }

    /** Whether this is exactly the beginning of 1970: as a date of birth it is as good as any other. */
    public boolean isEpoch() {
        return hasDay() && earliest.toEpochSecond(offset == null ? ZoneOffset.UTC : offset) == 0;
    }

    /** The day as written; the first day it can mean where the day was not written. */
    public LocalDate day() {
        return earliest.toLocalDate();
    }

    public boolean hasDay() {
        return precision.compareTo(Precision.DAY) >= 0;
    }

    /** The first instant this can mean; a value without offset is in {@code zone}. */
    public Instant instant(ZoneId zone) {
        return offset == null ? earliest.atZone(zone).toInstant() : earliest.toInstant(offset);
    }

    /** The second of {@link #instant}, which is enough to tell most moments apart. */
    public long epochSecond(ZoneId zone) {
        return offset == null ? earliest.atZone(zone).toEpochSecond() : earliest.toEpochSecond(offset);
    }

    /** So many days later. */
    public PartialDate plusDays(int days) {
        return new PartialDate(earliest.plusDays(days), precision, offset);
    }

    /** Today in the offset of this date if it has one, else in the zone of {@code now}. */
    public LocalDate today(ZonedDateTime now) {
        return offset == null ? now.toLocalDate() : LocalDate.ofEpochDay(epochDay(now, offset));
    }

    private static long epochDay(ZonedDateTime now, ZoneOffset offset) {
        return Math.floorDiv(now.toEpochSecond() + offset.getTotalSeconds(), SECONDS_A_DAY);
    }

    /** Whether this is at most {@code days} before now, counted in days; the future counts as within. */
    public boolean within(int days, ZonedDateTime now) {
        return day().toEpochDay() >= epochDay(now, offset == null ? now.getOffset() : offset) - days;
    }

    /** Whether this began more than {@code hours} after now. */
    public boolean isAfter(ZonedDateTime now, int hours) {
        var ahead = epochSecond(now.getZone()) - now.toEpochSecond() - 3600L * hours;
        return ahead > 0
                || (ahead == 0 && instant(now.getZone()).isAfter(now.toInstant().plusSeconds(3600L * hours)));
    }

    /** Whether a partly written date can mean a day within the window although its first day lies before it. */
    public boolean mayReachInto(int days, ZonedDateTime now) {
        var last =
                switch (precision) {
                    case YEAR -> day().plusYears(1).minusDays(1);
                    case MONTH -> day().plusMonths(1).minusDays(1);
                    case DAY, TIME -> day();
                };
        return !within(days, now) && !last.isBefore(today(now).minusDays(days));
    }

    /** The date part in the precision it was written in: {@code 2025}, {@code 2025-11} or {@code 2025-11-20}. */
    public String written() {
        return switch (precision) {
            case YEAR -> day().toString().substring(0, 4);
            case MONTH -> day().toString().substring(0, 7);
            case DAY, TIME -> day().toString();
        };
    }
}
