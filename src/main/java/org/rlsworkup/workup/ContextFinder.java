package org.rlsworkup.workup;

import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the risk contexts that a patient's Conditions show. */
final class ContextFinder {
    private static final Set<String> CLOSED = Set.of("inactive", "resolved");
    private static final Set<String> NOT_HELD_TRUE = Set.of("refuted", "entered-in-error", "differential");

    private final List<RiskContext> contexts;

    ContextFinder(List<RiskContext> contexts) {
        this.contexts = contexts;
    }

    /** Ids of the contexts that hold, in the order of the knowledge. */
    Set<String> find(Chart chart, ZonedDateTime now) {
        var newest = new LinkedHashMap<String, Optional<PartialDate>>();
        for (var context : contexts) {
            chart.conditions().stream()
                    .filter(condition -> shows(condition, context, now))
                    .map(condition -> Optional.ofNullable(condition.charted()))
                    .reduce(ContextFinder::later)
                    .ifPresent(charted -> newest.put(context.id(), charted));
        }
        var held = new LinkedHashMap<>(newest);
        for (var context : contexts) {
            var ending = newest.getOrDefault(String.valueOf(context.endedBy()), Optional.empty());
            if (ending.isPresent() && !isAfter(newest.getOrDefault(context.id(), ending), ending)) {
                held.remove(context.id());
            }
        }
        return held.keySet();
    }

    private static Optional<PartialDate> later(Optional<PartialDate> one, Optional<PartialDate> other) {
        return isAfter(other, one) ? other : one;
    }

    private static boolean isAfter(Optional<PartialDate> date, Optional<PartialDate> than) {
        return date.isPresent()
                && than.map(early -> date.get().earliest().isAfter(early.earliest()))
                        .orElse(true);
    }

    private static boolean shows(Condition condition, RiskContext context, ZonedDateTime now) {
        var charted = condition.charted();
        return condition.code().any(context::matches)
                && !(condition.verificationStatus() != null && NOT_HELD_TRUE.contains(condition.verificationStatus()))
                && !(condition.clinicalStatus() != null && CLOSED.contains(condition.clinicalStatus()))
                && (context.withinDays() == null || charted == null || charted.within(context.withinDays(), now));
    }
}
