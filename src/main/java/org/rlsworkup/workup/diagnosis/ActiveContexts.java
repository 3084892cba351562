package org.rlsworkup.workup.diagnosis;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.RiskContext;

/**
 * The risk contexts that hold for one patient.
 *
 * @param held in the order of the knowledge
 * @param dates when the newest record that shows a context was written, by its id; none if no record is dated
 * @param times when a context held, by its id, whether or not it still does; without those of unknown beginning
 */
public record ActiveContexts(
        List<RiskContext> held, Map<String, PartialDate> dates, Map<String, List<HeldTime>> times) {
    public static final ActiveContexts NONE = new ActiveContexts(List.of(), Map.of(), Map.of());

    public ActiveContexts {
        held = List.copyOf(held);
        dates = Map.copyOf(dates);
        times = Map.copyOf(times);
    }

    /**
     * A time in which a context held.
     *
     * @param last null if it has no end
     */
    public record HeldTime(LocalDate first, @Nullable LocalDate last) {
        boolean holds(LocalDate day) {
            return !day.isBefore(first) && (last == null || !day.isAfter(last));
        }
    }

    public boolean holds(String id) {
        return find(id) != null;
    }

    /** The context with this id, or null if it does not hold. */
    public @Nullable RiskContext find(String id) {
        for (var context : held) {
            if (context.id().equals(id)) {
                return context;
            }
        }
        return null;
    }

    /** When the newest record that shows the context was written, or null if it does not hold or nothing is dated. */
    public @Nullable PartialDate date(String id) {
        return dates.get(id);
    }

    /** Whether the context held on a day; one of unknown beginning that holds now may have. */
    public boolean heldOn(String id, LocalDate day) {
        var known = times.getOrDefault(id, List.of());
        return known.isEmpty() ? holds(id) : known.stream().anyMatch(time -> time.holds(day));
    }

    /** The first context that rules this kind of advice out, or null if none does. */
    public @Nullable RiskContext silencing(RiskContext.Silence silence) {
        for (var context : held) {
            if (context.silences().contains(silence)) {
                return context;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "ActiveContexts[]";
    }
}
