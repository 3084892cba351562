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
 * The days that a report covers, at most about ten years. They are grouped by day, week or month, whichever gives a
 * readable number of groups.
 *
 * @param from first day
 * @param to last day
 * @param service id of a service, or null for all
 */
public record ReportingPeriod(
        LocalDate from, LocalDate to, @Nullable String service) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
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
        DAYS,
        WEEKS,
        MONTHS;

        private LocalDate start(LocalDate day) {
            return switch (this) {
                case DAYS -> day;
                case WEEKS -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTHS -> day.withDayOfMonth(1);
            };
        }
    }

    private Group group() {
        var days = ChronoUnit.DAYS.between(from, to);
        return days <= 31 ? Group.DAYS : days <= 190 ? Group.WEEKS : Group.MONTHS;
    }

    /** Heading of a column with the first day of each group. */
    public String groupHeading() {
        return switch (group()) {
            case DAYS -> "Day";
            case WEEKS -> "Week from";
            case MONTHS -> "Month from";
        };
    }

    /** Values by the first day of their group; a group without any has an empty list. */
    public <T> SortedMap<LocalDate, List<T>> grouped(List<T> values, Function<T, LocalDate> day) {
        var group = group();
        var groups = new TreeMap<LocalDate, List<T>>();
        from.datesUntil(to.plusDays(1)).forEach(it -> groups.putIfAbsent(group.start(it), new ArrayList<>()));
        values.forEach(it -> groups.computeIfAbsent(group.start(day.apply(it)), start -> new ArrayList<>())
                .add(it));
        return groups;
    }

    /** Short labels of groups, for the axis of a chart. */
    public List<String> labels(Map<LocalDate, ?> groups) {
        var format = group() == Group.MONTHS ? MONTH : DAY;
        return groups.keySet().stream().map(format::format).toList();
    }
}
