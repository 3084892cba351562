package org.rlsworkup.workup.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.DiagnosticReport;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.knowledge.Shortfall;

/** Which DiagnosticReports and panel Observations report each Observation, up to three levels up, cycles or not. */
final class ReportHierarchy {
    private static final int LEVELS = 3;

    private final Map<String, Observation> byId = new HashMap<>();
    private final IdentityHashMap<Observation, List<Resource>> parents = new IdentityHashMap<>();
    private final Map<Step, Optional<Shortfall>> withdrawals = new HashMap<>();
    private final IdentityHashMap<List<Observation>, Map<String, Observation>> contents = new IdentityHashMap<>();
    private final List<Observation> everything;

    /** An Observation with the number of levels still to go up. */
    private record Step(Identity from, int levels) {}

    ReportHierarchy(List<Observation> observations, List<DiagnosticReport> reports) {
        everything = new ArrayList<>(observations);
        if (reports.isEmpty() && !isAnyPanel(observations)) {
            return;
        }
        for (var observation : observations) {
            if (observation.id() != null) {
                byId.put(observation.id(), observation);
            }
        }
        reports.forEach(report -> adopt(report, report.results(), report.contained(), LEVELS));
        observations.forEach(panel -> adopt(panel, panel.members(), panel.contained(), LEVELS));
    }

    private static boolean isAnyPanel(List<Observation> observations) {
        for (var observation : observations) {
            if (!observation.members().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void adopt(Resource parent, List<Ref> members, List<Observation> contained, int levels) {
        for (var member : membersOf(members, contained)) {
            var known = parents.computeIfAbsent(member, key -> new ArrayList<>(2));
            known.add(parent);
            if (known.size() == 1 && !isIndexed(member)) {
                everything.add(member);
                if (levels > 1) {
                    adopt(member, member.members(), contained, levels - 1);
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // two equal Observations are two
    private boolean isIndexed(Observation member) {
        return member.id() != null && byId.get(member.id()) == member;
    }

    /** Identity, not equality: two equal Observations are two. */
    private record Identity(Object of) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity(var that) && that == of;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(of);
        }
    }

    /** All Observations, contained ones included. */
    List<Observation> observations() {
        return everything;
    }

    /** Those members that are in the chart. */
    List<Observation> membersOf(List<Ref> members, List<Observation> contained) {
        if (members.isEmpty()) {
            return List.of();
        }
        var held = new ArrayList<Observation>();
        for (var member : members) {
            var observation = member.isContained() ? inside(contained, member.id()) : byId.get(member.id());
            if (observation != null) {
                held.add(observation);
            }
        }
        return held;
    }

    private @Nullable Observation inside(List<Observation> contained, String id) {
        return contained.isEmpty()
                ? null
                : contents.computeIfAbsent(contained, ReportHierarchy::firstById)
                        .get(id);
    }

    private static Map<String, Observation> firstById(List<Observation> contained) {
        var byId = new HashMap<String, Observation>();
        for (var observation : contained) {
            if (observation.id() != null) {
                byId.putIfAbsent(observation.id(), observation);
            }
        }
        return byId;
    }

    /** ValueProblem the Observation falls with what reports it: all its reports are withdrawn; null if it stands by itself. */
    @Nullable
    Shortfall withdrawnWith(Observation observation) {
        return parentsOf(observation).isEmpty()
                ? null
                : withdrawal(observation, LEVELS).orElse(null);
    }

    private Optional<Shortfall> withdrawal(Observation observation, int levels) {
        var step = new Step(new Identity(observation), levels);
        var known = withdrawals.get(step);
        if (known == null) {
            known = levels == 0 ? Optional.empty() : withdrawalOfAll(parentsOf(observation), levels - 1);
            withdrawals.put(step, known);
        }
        return known;
    }

    private Optional<Shortfall> withdrawalOfAll(List<Resource> reporting, int levels) {
        var withdrawal = Optional.<Shortfall>empty();
        for (var parent : reporting) {
            withdrawal = parent instanceof Observation panel
                    ? withdrawal(panel.status()).or(() -> withdrawal(panel, levels))
                    : withdrawal(((DiagnosticReport) parent).status());
            if (withdrawal.isEmpty()) {
                return withdrawal;
            }
        }
        return withdrawal;
    }

    private static Optional<Shortfall> withdrawal(@Nullable String status) {
        return Optional.ofNullable(withdrawn(status));
    }

    /** Why a resource of this status does not count; null if it is not withdrawn. */
    static @Nullable Shortfall withdrawn(@Nullable String status) {
        return switch (status) {
            case "cancelled" -> Shortfall.CANCELLED;
            case "entered-in-error" -> Shortfall.ENTERED_IN_ERROR;
            case null, default -> null;
        };
    }

    /** The reports and panels that directly report it. */
    List<Resource> parentsOf(Observation observation) {
        return parents.isEmpty() ? List.of() : parents.getOrDefault(observation, List.of());
    }

    /** See {@link Result.Origin#groups}. */
    Set<Object> groups(Observation observation) {
        var specimen = observation.specimen().ref();
        var named = specimen != null && !specimen.isContained();
        if (!named && parentsOf(observation).isEmpty()) {
            return Set.of(new Identity(observation));
        }
        var groups = new HashSet<Object>();
        groups.add(new Identity(observation));
        climb(observation, LEVELS, groups);
        if (named) {
            groups.add(specimen);
        }
        return groups;
    }

    private void climb(Observation observation, int levels, Set<Object> groups) {
        for (var parent : parentsOf(observation)) {
            if (groups.add(new Identity(parent)) && levels > 1 && parent instanceof Observation panel) {
                climb(panel, levels - 1, groups);
            }
        }
    }
}
