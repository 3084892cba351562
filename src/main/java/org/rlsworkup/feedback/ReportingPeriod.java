package org.rlsworkup.feedback;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjuster;
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
 * The days that a report covers, at most about ten years. They are grouped by day, week or month, whichever gives a
 * readable number of groups.
 *
 * @param from first day
 * @param to last day
 * @param client name of a client, or null for all
 * @param service id of a service, or null for all
 */
public record ReportingPeriod(
        LocalDate from,
        LocalDate to,
        @Nullable String client,
        @Nullable String service) {
    private static final int MAX_DAYS = 3660;

    public ReportingPeriod {
        if (to.isBefore(from)) {
            var earlier = to;
            to = from;
            from = earlier;
        }
        if (ChronoUnit.DAYS.between(from, to) > MAX_DAYS) {
            from = to.minusDays(MAX_DAYS);
        }
    }

    private enum Group {
        DAYS("Day", "d MMM", day -> day),
        WEEKS("Week from", "d MMM", TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
        MONTHS("Month from", "MMM yyyy", TemporalAdjusters.firstDayOfMonth());

        private final String heading;
        private final DateTimeFormatter label;
        private final TemporalAdjuster start;

        Group(String heading, String label, TemporalAdjuster start) {
            this.heading = heading;
            this.label = DateTimeFormatter.ofPattern(label, Locale.ENGLISH);
            this.start = start;
        }
    }

    private Group group() {
        var days = ChronoUnit.DAYS.between(from, to);
        return days <= 31 ? Group.DAYS : days <= 190 ? Group.WEEKS : Group.MONTHS;
    }

    /** Heading of a column with the first day of each group. */
    public String groupHeading() {
        return group().heading;
    }

    /** Values by the first day of their group; a group without any has an empty list. */
    public <T> SortedMap<LocalDate, List<T>> grouped(List<T> values, Function<T, LocalDate> day) {
        var start = group().start;
        var groups = new TreeMap<LocalDate, List<T>>();
        from.datesUntil(to.plusDays(1)).forEach(it -> groups.putIfAbsent(it.with(start), new ArrayList<>()));
        values.forEach(it -> groups.computeIfAbsent(day.apply(it).with(start), first -> new ArrayList<>())
                .add(it));
        return groups;
    }

    /** Short labels of groups, for the axis of a chart. */
    public List<String> labels(Map<LocalDate, ?> groups) {
        return groups.keySet().stream().map(group().label::format).toList();
    }
}
