package org.rlsworkup.workup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which Observation is reported by which DiagnosticReport or panel Observation, up to three levels deep, cycles or not. */
final class Membership {
    private static final int LEVELS = 3;
    private static final Set<String> WITHDRAWN = Set.of("entered-in-error", "cancelled");

    private final Map<String, Observation> byId = new HashMap<>();
    private final Map<Identity, Parents> parents = new HashMap<>();
    private final List<Observation> everything = new ArrayList<>();

    private static final class Parents {
        private final Set<Object> groups = new HashSet<>();
        private boolean standing;
        private @Nullable Shortfall withdrawn;
    }

    /** One report or panel with what it names. */
    private record Parent(Object identity, @Nullable String status, List<Ref> members, List<Observation> contained) {}

    Membership(List<Observation> observations, List<DiagnosticReport> reports) {
        for (var observation : observations) {
            everything.add(observation);
            if (observation.id() != null) {
                byId.put(observation.id(), observation);
            }
        }
        reports.forEach(report -> descend(parent(report), 1, new HashSet<>()));
        observations.stream().filter(Membership::isPanel).forEach(panel -> descend(parent(panel), 1, new HashSet<>()));
    }

    private static boolean isPanel(Observation observation) {
        return !observation.members().isEmpty() || !observation.contained().isEmpty();
    }

    private static Parent parent(DiagnosticReport report) {
        return new Parent(report, report.status(), report.results(), report.contained());
    }

    private static Parent parent(Observation panel) {
        return new Parent(panel, panel.status(), panel.members(), panel.contained());
    }

    private void descend(Parent parent, int level, Set<Object> seen) {
        for (var member : membersOf(parent.members(), parent.contained())) {
            if (!seen.add(new Identity(member))) {
                continue;
            }
            var known = parents.computeIfAbsent(new Identity(member), key -> {
                if (!isHeldByItself(member)) {
                    everything.add(member);
                }
                return new Parents();
            });
            known.groups.add(new Identity(parent.identity()));
            if (parent.status() != null && WITHDRAWN.contains(parent.status())) {
                known.withdrawn = withdrawal(parent.status());
            } else {
                known.standing = true;
            }
            if (level < LEVELS && isPanel(member)) {
                descend(
                        new Parent(parent.identity(), parent.status(), member.members(), member.contained()),
                        level + 1,
                        seen);
            }
        }
    }

    private boolean isHeldByItself(Observation member) {
        var held = member.id() == null ? null : byId.get(member.id());
        return held != null && new Identity(held).equals(new Identity(member));
    }

    private static Shortfall withdrawal(String status) {
        return status.equals("cancelled") ? Shortfall.CANCELLED : Shortfall.ENTERED_IN_ERROR;
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
        var known = parents.get(new Identity(observation));
        return known == null || known.standing ? null : known.withdrawn;
    }

    /** Identities shared with results of the same specimen. */
    Set<Object> groups(Observation observation) {
        var groups = new HashSet<Object>();
        groups.add(new Identity(observation));
        var known = parents.get(new Identity(observation));
        if (known != null) {
            groups.addAll(known.groups);
        }
        var specimen = observation.specimen().ref();
        if (specimen != null && !specimen.isContained()) {
            groups.add(specimen);
        }
        return groups;
    }
}
