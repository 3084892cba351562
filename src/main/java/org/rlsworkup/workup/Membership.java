package org.rlsworkup.workup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which Observation is reported by which DiagnosticReport or panel Observation, up to three levels up, cycles or not. */
final class Membership {
    private static final int LEVELS = 3;

    private final Map<String, Observation> byId = new HashMap<>();
    private final Map<Identity, List<Resource>> parents = new HashMap<>();
    private final Map<Step, Optional<Shortfall>> withdrawals = new HashMap<>();
    private final List<Observation> everything = new ArrayList<>();

    /** An Observation with the number of levels still to climb from it. */
    private record Step(Identity from, int levels) {}

    Membership(List<Observation> observations, List<DiagnosticReport> reports) {
        for (var observation : observations) {
            everything.add(observation);
            if (observation.id() != null) {
                byId.put(observation.id(), observation);
            }
        }
        reports.forEach(report -> adopt(report, report.results(), report.contained(), LEVELS));
        observations.forEach(panel -> adopt(panel, panel.members(), panel.contained(), LEVELS));
    }

    /** Notes the members of one report or panel. What is contained in it has no parents but those inside it. */
    private void adopt(Resource parent, List<Ref> members, List<Observation> contained, int levels) {
        for (var member : membersOf(members, contained)) {
            var key = new Identity(member);
            var isNew = !parents.containsKey(key);
            parents.computeIfAbsent(key, it -> new ArrayList<>()).add(parent);
            if (isNew && !isHeldByItself(member)) {
                everything.add(member);
                if (levels > 1) {
                    adopt(member, member.members(), contained, levels - 1);
                }
            }
        }
    }

    private boolean isHeldByItself(Observation member) {
        var held = member.id() == null ? null : byId.get(member.id());
        return held != null && new Identity(held).equals(new Identity(member));
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

    /** Every Observation, contained ones included, in the order met. */
    List<Observation> observations() {
        return everything;
    }

    /** The members that we hold. */
    List<Observation> membersOf(List<Ref> members, List<Observation> contained) {
        if (members.isEmpty()) {
            return List.of();
        }
        var held = new ArrayList<Observation>();
        for (var member : members) {
            var observation = member.isContained()
                    ? contained.stream()
                            .filter(it -> member.id().equals(it.id()))
                            .findFirst()
                            .orElse(null)
                    : byId.get(member.id());
            if (observation != null) {
                held.add(observation);
            }
        }
        return held;
    }

    /** Why the Observation falls with what reports it: all its reports are withdrawn; null if it stands by itself. */
    @Nullable
    Shortfall fallsWith(Observation observation) {
        return parents.isEmpty() ? null : withdrawal(observation, LEVELS).orElse(null);
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
            withdrawal = switch (parent) {
                case DiagnosticReport report -> withdrawal(report.status());
                case Observation panel -> withdrawal(panel.status()).or(() -> withdrawal(panel, levels));
                case Patient patient -> Optional.empty();
                case Condition condition -> Optional.empty();
                case ServiceRequest order -> Optional.empty();
                case Procedure procedure -> Optional.empty();
                case Encounter encounter -> Optional.empty();
                case MedicationUse use -> Optional.empty();
                case Medication medication -> Optional.empty();
            };
            if (withdrawal.isEmpty()) {
                return withdrawal;
            }
        }
        return withdrawal;
    }

    private static Optional<Shortfall> withdrawal(@Nullable String status) {
        return switch (status) {
            case "cancelled" -> Optional.of(Shortfall.CANCELLED);
            case "entered-in-error" -> Optional.of(Shortfall.ENTERED_IN_ERROR);
            case null, default -> Optional.empty();
        };
    }

    private List<Resource> parentsOf(Observation observation) {
        return parents.getOrDefault(new Identity(observation), List.of());
    }

    /** Identities shared with results of the same specimen. */
    Set<Object> groups(Observation observation) {
        var specimen = observation.specimen().ref();
        var named = specimen != null && !specimen.isContained();
        if (parents.isEmpty() && !named) {
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
