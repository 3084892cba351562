package org.rlsworkup.feedback;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param from first day
 * @param to last day
 * @param service id of a service, or null for all
 */
public record ReportingPeriod(
        LocalDate from, LocalDate to, @Nullable String service) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
    private static final int DAILY = 31;
    private static final int WEEKLY = 190;
    private static final int LONGEST_DAYS = 3660;

    public ReportingPeriod {
        if (to.isBefore(from)) {
            var earlier = to;
            to = from;
            from = earlier;
        }
        if (ChronoUnit.DAYS.between(from, to) > LONGEST_DAYS) {
            from = to.minusDays(LONGEST_DAYS);
        }
    }

    /** The first day of the day, week or month in which this lies, whichever leaves a readable number of them. */
    LocalDate period(LocalDate day) {
        var days = ChronoUnit.DAYS.between(from, to);
        if (days <= DAILY) {
            return day;
        }
        return days <= WEEKLY ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day.withDayOfMonth(1);
    }

    public String periodName() {
        var days = ChronoUnit.DAYS.between(from, to);
        return days <= DAILY ? "Day" : days <= WEEKLY ? "Week from" : "Month from";
    }

    /** Every period, also those of which nothing is known. */
    List<LocalDate> periods() {
        return from.datesUntil(to.plusDays(1)).map(this::period).distinct().toList();
    }

    /** Values by the period of their day. */
    public <T> SortedMap<LocalDate, List<T>> byPeriod(List<T> values, Function<T, LocalDate> day) {
        var byPeriod = new TreeMap<LocalDate, List<T>>();
        periods().forEach(period -> byPeriod.put(period, new ArrayList<>()));
        values.forEach(value -> byPeriod.computeIfAbsent(period(day.apply(value)), period -> new ArrayList<>())
                .add(value));
        return byPeriod;
    }

    /** Periods as a chart has room for. */
    public List<String> labels(Map<LocalDate, ?> byPeriod) {
        var form = ChronoUnit.DAYS.between(from, to) > WEEKLY ? MONTH : DAY;
        return byPeriod.keySet().stream().map(form::format).toList();
    }
}
