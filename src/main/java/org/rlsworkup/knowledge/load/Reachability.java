package org.rlsworkup.knowledge.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.knowledge.rule.Condition;
import org.rlsworkup.knowledge.rule.Criterion;
import org.rlsworkup.knowledge.rule.RuleSet;

/**
 * Finds the rules of a set that can never speak: their condition cannot hold, or rules before them hold wherever it
 * does. Numbers are compared with numbers, in each unit that has cut-offs of its own; of any other fact it is only
 * known that it cannot be and not be. What cannot be decided so is let pass.
 */
final class Reachability {
    /** A condition that can hold in more ways is let pass. */
    private static final int MOST_CASES = 200;

    private static final String AGE = "age";
    private static final RuleSet.Population EVERYBODY =
            new RuleSet.Population("", "", new Condition("", new Criterion.All(List.of())));

    private final RuleSet set;
    private final Set<String> own;

    Reachability(RuleSet set) {
        this.set = set;
        this.own = set.rules().stream().map(RuleSet.Rule::id).collect(Collectors.toSet());
    }

    /** What is measured, and the units that have cut-offs of their own. */
    private record Subject(String of, Set<String> units) {}

    /** A comparison with numbers, by unit. */
    private record Bound(Comparison comparison, Map<String, BigDecimal> limits) {
        /** Whether it holds at a place: the sorted limits are the odd places, what lies between them the even ones. */
        boolean holdsAt(int place, List<BigDecimal> sorted, String unit) {
            var limit = 2 * Collections.binarySearch(sorted, limits.get(unit)) + 1;
            return switch (comparison) {
                case LESS -> place < limit;
                case AT_MOST -> place <= limit;
                case MORE -> place > limit;
                case AT_LEAST -> place >= limit;
            };
        }
    }

    /** One of the ways in which a condition can hold: all of these facts do. */
    private record Case(Set<Criterion> facts) {
        static final Case ANY = new Case(Set.of());

        Case and(Case other) {
            var all = new LinkedHashSet<>(facts);
            all.addAll(other.facts);
            return new Case(all);
        }

        Map<Subject, List<Bound>> bounds() {
            var bounds = new LinkedHashMap<Subject, List<Bound>>();
            for (var fact : facts) {
                var subject = subject(fact);
                if (subject != null) {
                    bounds.computeIfAbsent(subject, key -> new ArrayList<>()).add(bound(fact));
                }
            }
            return bounds;
        }

        List<Bound> bounds(Subject subject) {
            return bounds().getOrDefault(subject, List.of());
        }

        boolean measures(String analyte) {
            return facts.stream()
                    .anyMatch(it -> it instanceof Criterion.Compares(var of, var how, var limit) && of.equals(analyte));
        }

        /** Whether a fact holds wherever these do. */
        boolean implies(Criterion fact) {
            var subject = subject(fact);
            return facts.contains(fact)
                    || (fact instanceof Criterion.Present(var analyte) && measures(analyte))
                    || (subject != null && covers(bounds(subject), List.of(List.of(bound(fact))), subject));
        }
    }

    /** A way in which an earlier rule can hold. */
    private record Earlier(String rule, Case when) {}

    /** Why the rule never speaks, or null if it may. */
    @Nullable
    String silence(RuleSet.Rule rule) {
        var before = set.rules().subList(0, set.rules().indexOf(rule));
        var goFirst = new LinkedHashSet<String>();
        var holds = false;
        var groups = groups(rule);
        if (groups.isEmpty()) {
            return null;
        }
        for (var group : groups) {
            var cases = cases(new Criterion.All(
                    List.of(group.who().criterion(), rule.when().criterion())));
            if (cases.isEmpty()) {
                return null;
            }
            var earlier = before.stream()
                    .filter(it -> it.populations().isEmpty() || it.populations().contains(group.id()))
                    .flatMap(it -> cases(it.when().criterion()).stream().map(when -> new Earlier(it.id(), when)))
                    .toList();
            for (var when : cases) {
                if (!isImpossible(when)) {
                    holds = true;
                    var first = goingFirst(when, earlier);
                    if (first.isEmpty()) {
                        return null;
                    }
                    goFirst.addAll(first);
                }
            }
        }
        return holds
                ? "never speaks: wherever it holds, " + String.join(" or ", goFirst) + " goes first"
                : "can never hold";
    }

    private List<RuleSet.Population> groups(RuleSet.Rule rule) {
        return set.populations().isEmpty()
                ? List.of(EVERYBODY)
                : set.populations().stream()
                        .filter(group -> rule.populations().contains(group.id()))
                        .toList();
    }

    /** Empty if there are too many; what is negated is one fact, whatever it is made of. */
    private static List<Case> cases(Criterion criterion) {
        return switch (criterion) {
            case Criterion.All(var parts) -> {
                var all = List.of(Case.ANY);
                for (var part : parts) {
                    var more = cases(part);
                    all = (long) all.size() * more.size() > MOST_CASES
                            ? List.of()
                            : all.stream()
                                    .flatMap(one -> more.stream().map(one::and))
                                    .toList();
                }
                yield all;
            }
            case Criterion.AnyOf(var parts) -> {
                var each = parts.stream().map(Reachability::cases).toList();
                yield each.stream().anyMatch(List::isEmpty)
                        ? List.of()
                        : each.stream().flatMap(List::stream).toList();
            }
            default -> List.of(new Case(Set.of(criterion)));
        };
    }

    private static @Nullable Subject subject(Criterion fact) {
        return switch (fact) {
            case Criterion.Compares(var analyte, var comparison, var limit)
            when limit.laboratory() == null ->
                new Subject(analyte, limit.values().keySet());
            case Criterion.Age age -> new Subject(AGE, Set.of(AGE));
            default -> null;
        };
    }

    private static Bound bound(Criterion fact) {
        return switch (fact) {
            case Criterion.Compares(var analyte, var comparison, var limit) -> new Bound(comparison, limit.values());
            case Criterion.Age(var comparison, var years) ->
                new Bound(comparison, Map.of(AGE, BigDecimal.valueOf(years)));
            default -> throw new IllegalArgumentException("no comparison");
        };
    }

    private boolean isImpossible(Case when) {
        var facts = when.facts();
        return facts.stream()
                        .anyMatch(fact -> facts.contains(new Criterion.Not(fact)) || isAbsentAndMeasured(fact, when))
                // Of a set one rule speaks, so that none has spoken before it.
                || facts.stream().anyMatch(fact -> fact instanceof Criterion.Spoke(var rule) && own.contains(rule))
                || when.bounds().entrySet().stream().anyMatch(it -> covers(it.getValue(), List.of(), it.getKey()));
    }

    private static boolean isAbsentAndMeasured(Criterion fact, Case when) {
        return fact instanceof Criterion.Not(var inner)
                && inner instanceof Criterion.Present(var analyte)
                && when.measures(analyte);
    }

    /** The earlier rules of which one holds wherever this does; empty if it cannot be told that there are such. */
    private Set<String> goingFirst(Case when, List<Earlier> earlier) {
        for (var it : earlier) {
            if (it.when().facts().stream().allMatch(when::implies)) {
                return Set.of(it.rule());
            }
        }
        for (var subject : when.bounds().keySet()) {
            // A value like <100 can lie in the ranges of two rules. Then no rule speaks, but only if the set is about
            // it.
            var together = subject.of().equals(AGE) || set.analytes().contains(subject.of())
                    ? together(when, subject, earlier)
                    : List.<Earlier>of();
            var ranges = together.stream().map(it -> it.when().bounds(subject)).toList();
            if (!together.isEmpty() && covers(when.bounds(subject), ranges, subject)) {
                return together.stream().map(Earlier::rule).collect(Collectors.toCollection(LinkedHashSet::new));
            }
        }
        return Set.of();
    }

    /** Of the earlier rules those that ask nothing else that is not known to hold but where this number lies. */
    private List<Earlier> together(Case when, Subject subject, List<Earlier> earlier) {
        return earlier.stream()
                .filter(it -> it.when().facts().stream()
                        .allMatch(fact -> subject.equals(subject(fact)) || when.implies(fact)))
                .filter(it -> !isImpossible(when.and(it.when())))
                .toList();
    }

    /** Whether any number that lies within all of these lies in one of those ranges, in each unit. */
    private static boolean covers(List<Bound> within, List<List<Bound>> ranges, Subject subject) {
        return subject.units().stream().allMatch(unit -> {
            var limits = new TreeSet<BigDecimal>();
            Stream.concat(within.stream(), ranges.stream().flatMap(List::stream))
                    .forEach(bound -> limits.add(bound.limits().get(unit)));
            var sorted = List.copyOf(limits);
            for (var place = 0; place <= 2 * sorted.size(); place++) {
                if (areAllAt(place, within, sorted, unit) && !isOneAt(place, ranges, sorted, unit)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static boolean isOneAt(int place, List<List<Bound>> ranges, List<BigDecimal> sorted, String unit) {
        return ranges.stream().anyMatch(range -> areAllAt(place, range, sorted, unit));
    }

    private static boolean areAllAt(int place, List<Bound> bounds, List<BigDecimal> sorted, String unit) {
        return bounds.stream().allMatch(bound -> bound.holdsAt(place, sorted, unit));
    }
}
