package org.rlsworkup.workup;

import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the risk contexts that a patient's Conditions show. */
final class ContextFinder {
    private static final Set<String> CLOSED = Set.of("inactive", "resolved");
    private static final Set<String> NOT_HELD_TRUE = Set.of("refuted", "entered-in-error", "differential");

    private final List<RiskContext> contexts;
    private final Set<Code> codes;
    private final Set<String> systemsWithFamilies;

    ContextFinder(List<RiskContext> contexts) {
        this.contexts = contexts;
        this.codes =
                contexts.stream().flatMap(context -> context.codes().stream()).collect(Collectors.toUnmodifiableSet());
        this.systemsWithFamilies = contexts.stream()
                .flatMap(context -> context.prefixes().stream())
                .flatMap(prefix -> Stream.ofNullable(prefix.system()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The contexts that hold, in the order of the knowledge. */
    List<RiskContext> find(Chart chart, ZonedDateTime now) {
        var newest = new HashMap<String, Optional<PartialDate>>();
        for (var condition : chart.conditions()) {
            if (!condition.code().any(this::maySayAnything)) {
                continue;
            }
            for (var context : contexts) {
                if (shows(condition, context, now)) {
                    newest.merge(context.id(), Optional.ofNullable(condition.charted()), ContextFinder::later);
                }
            }
        }
        return newest.isEmpty()
                ? List.of()
                : contexts.stream().filter(context -> holds(context, newest)).toList();
    }

    /** Most of a problem list is about something else: asked once for all contexts. */
    private boolean maySayAnything(Code code) {
        return codes.contains(code) || (code.system() != null && systemsWithFamilies.contains(code.system()));
    }

    private static boolean holds(RiskContext context, Map<String, Optional<PartialDate>> newest) {
        var charted = newest.get(context.id());
        var ending = newest.getOrDefault(String.valueOf(context.endedBy()), Optional.empty());
        return charted != null && (ending.isEmpty() || isAfter(charted, ending));
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
