package org.rlsworkup.workup.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;

/** The evidence for one context in a chart. */
final class ContextEvidence {
    private final List<ActiveContexts.HeldTime> times = new ArrayList<>();
    private boolean shown;
    private @Nullable PartialDate newest;
    private @Nullable PartialDate denied;
    private @Nullable PartialDate last;

    /** That it held from a day on, or for so many days from another, later one. */
    void addTime(LocalDate first, LocalDate charted, @Nullable Integer days) {
        times.add(new ActiveContexts.HeldTime(first, days == null ? null : charted.plusDays(days)));
    }

    /** That it holds, by a record of this date. */
    void add(@Nullable PartialDate date) {
        shown = true;
        newest = isLater(date, newest) ? date : newest;
    }

    /** That a record of this date shows it, whether or not it still holds. */
    void addEver(@Nullable PartialDate date) {
        last = isLater(date, last) ? date : last;
    }

    /** That it does not hold, or is over, on this day. */
    void deny(@Nullable PartialDate date) {
        denied = isLater(date, denied) ? date : denied;
    }

    boolean holds() {
        return shown && (denied == null || !isLater(denied, newest));
    }

    /** Whether this was charted on the day of the newest evidence for the other, or later. */
    boolean ends(ContextEvidence other) {
        return last != null && !isLater(other.newest, last);
    }

    /** The date of the newest record by which it holds, or null. */
    @Nullable
    PartialDate newest() {
        return newest;
    }

    /** When it held, each time over when one of these began. */
    List<ActiveContexts.HeldTime> times(List<ContextEvidence> endings) {
        return times.stream().map(time -> until(endings, time)).toList();
    }

    private static ActiveContexts.HeldTime until(List<ContextEvidence> endings, ActiveContexts.HeldTime time) {
        return endings.stream()
                .flatMap(ending -> Stream.ofNullable(ending.last))
                .map(PartialDate::day)
                .filter(end -> end.isAfter(time.first()) && (time.last() == null || end.isBefore(time.last())))
                .min(Comparator.naturalOrder())
                .map(end -> new ActiveContexts.HeldTime(time.first(), end))
                .orElse(time);
    }

    private static boolean isLater(@Nullable PartialDate date, @Nullable PartialDate than) {
        return date != null && (than == null || date.earliest().isAfter(than.earliest()));
    }
}
