package org.rlsworkup.workup.results;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.rlsworkup.workup.results.Result.Derivation;

/** Joins reported results with those calculated from the same specimen: one result with several derivations. */
final class CalculatedResults {
    private CalculatedResults() {}

    /**
     * All results of a test: the reported ones first, then those that can only be calculated.
     *
     * @param calculated from pairs, the most trusted pair first
     */
    static List<Result> join(List<Result> reported, List<Result> calculated, ZoneId zone, Duration apart) {
        var reliable = reported.stream().filter(CalculatedResults::isReliable).toList();
        var index = new SpecimenPairs(reliable, zone, apart);
        var besides = new IdentityHashMap<Result, List<Derivation>>();
        var alone = new ArrayList<Result>();
        for (var result : onePerPart(calculated)) {
            var partner = isReliable(result) ? index.partner(result) : null;
            if (partner == null) {
                alone.add(result);
            } else {
                besides.computeIfAbsent(partner, it -> new ArrayList<>()).add(result.derivation());
            }
        }
        var all = new ArrayList<Result>(reported.size() + alone.size());
        reported.forEach(result -> all.add(with(besides.getOrDefault(result, List.of()), result)));
        all.addAll(alone);
        return all;
    }

    private static boolean isReliable(Result result) {
        return result.counts() && result.attributed();
    }

    /** Of several pairs with the same first part those that count, or else all, become one result. */
    private static List<Result> onePerPart(List<Result> calculated) {
        var places = new IdentityHashMap<Result, Integer>();
        var one = new ArrayList<Result>();
        for (var result : calculated) {
            var part = ((Derivation.Calculated) result.derivation()).part();
            var place = places.putIfAbsent(part, one.size());
            if (place == null) {
                one.add(result);
            } else if (one.get(place).counts() == result.counts()) {
                one.set(place, with(List.of(result.derivation()), one.get(place)));
            } else if (result.counts()) {
                one.set(place, result);
            }
        }
        return one;
    }

    private static Result with(List<Derivation> more, Result result) {
        if (more.isEmpty()) {
            return result;
        }
        var derivations = new ArrayList<Derivation>();
        derivations.add(result.derivation());
        derivations.addAll(more);
        return result.with(new Derivation.Alternatives(derivations));
    }
}
