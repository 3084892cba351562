package org.rlsworkup.workup.results;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.workup.results.Result.Derivation;

/**
 * Finds results of two analytes that are of one specimen: of the same specimen, report or panel, drawn close together or,
 * where only days are recorded, on the same day. Indexed, so that the time is linear in the length of the chart.
 */
final class SpecimenMatcher {
    private final ZoneId zone;
    private final Duration apart;
    private final Map<Object, Partners> byGroup = new HashMap<>();
    private final Map<LocalDate, Partners> byDay = new HashMap<>();
    private final Partners byTime = new Partners();

    SpecimenMatcher(List<Result> partners, ZoneId zone, Duration apart) {
        this.zone = zone;
        this.apart = apart;
        for (var partner : partners) {
            for (var group : partner.origin().groups()) {
                byGroup.computeIfAbsent(group, key -> new Partners()).add(partner, zone);
            }
            var date = partner.date();
            if (date != null && date.precision() == PartialDate.Precision.DAY) {
                byDay.computeIfAbsent(date.day(), key -> new Partners()).add(partner, zone);
            } else if (date != null && date.precision() == PartialDate.Precision.TIME) {
                byTime.add(partner, zone);
            }
        }
    }

    /** Results of one analyte by time, those that count apart from those that are not final. */
    private static final class Partners {
        private final NavigableMap<Instant, Result> counting = new TreeMap<>();
        private final NavigableMap<Instant, Result> pending = new TreeMap<>();

        void add(Result partner, ZoneId zone) {
            (partner.counts() ? counting : pending).putIfAbsent(instant(partner, zone), partner);
        }

        private static Instant instant(Result result, ZoneId zone) {
            return result.date() == null ? Instant.EPOCH : result.date().instant(zone);
        }

        /** The nearest in time that counts, else the nearest. */
        @Nullable
        Result nearest(Result result, ZoneId zone, @Nullable Duration apart) {
            var instant = instant(result, zone);
            var found = nearest(counting, instant, apart);
            return found != null ? found : nearest(pending, instant, apart);
        }

        private static @Nullable Result nearest(
                NavigableMap<Instant, Result> partners, Instant instant, @Nullable Duration apart) {
            var before = partners.floorEntry(instant);
            var after = partners.ceilingEntry(instant);
            var nearest = before == null
                            || (after != null
                                    && Duration.between(instant, after.getKey())
                                                    .compareTo(Duration.between(before.getKey(), instant))
                                            < 0)
                    ? after
                    : before;
            return nearest == null
                            || (apart != null
                                    && Duration.between(instant, nearest.getKey())
                                                    .abs()
                                                    .compareTo(apart)
                                            > 0)
                    ? null
                    : nearest.getValue();
        }
    }

    /** A calculated result for each of {@code results} that has a partner. No result of the lists may fall short. */
    static List<Result> calculate(List<Result> results, List<Result> partners, ZoneId zone, Duration apart) {
        var index = new SpecimenMatcher(partners, zone, apart);
        var pairs = new ArrayList<Result>();
        for (var result : results) {
            var partner = index.partner(result);
            if (partner != null) {
                var standing = result.counts() && partner.counts() ? Result.COUNTS : Result.AWAITED;
                pairs.add(new Result(
                        result.meaning(),
                        result.date(),
                        standing,
                        result.attributed() && partner.attributed(),
                        result.origin(),
                        new Derivation.Calculated(result, partner)));
            }
        }
        return pairs;
    }

    /** The nearest partner of the same specimen, one that counts if there is any; null if there is none. */
    @Nullable
    Result partner(Result result) {
        Result found = null;
        for (var group : result.origin().groups()) {
            var partners = byGroup.get(group);
            var partner = partners == null ? null : partners.nearest(result, zone, null);
            found = found == null || (partner != null && !found.counts()) ? partner : found;
        }
        var date = result.date();
        if (found != null || date == null) {
            return found;
        }
        return switch (date.precision()) {
            case DAY -> {
                var partners = byDay.get(date.day());
                yield partners == null ? null : partners.nearest(result, zone, null);
            }
            case TIME -> byTime.nearest(result, zone, apart);
            case YEAR, MONTH -> null;
        };
    }

    /**
     * The reported results of a test, with derivations calculated from the same specimen added, then the other calculated
     * ones.
     *
     * @param calculated from the most trusted pair of analytes first
     */
    static List<Result> join(List<Result> reported, List<Result> calculated, ZoneId zone, Duration apart) {
        var reliable = reported.stream().filter(SpecimenMatcher::isReliable).toList();
        var index = new SpecimenMatcher(reliable, zone, apart);
        var calculatedToo = new IdentityHashMap<Result, List<Derivation>>();
        var alone = new ArrayList<Result>();
        for (var result : onePerPart(calculated)) {
            var partner = isReliable(result) ? index.partner(result) : null;
            if (partner == null) {
                alone.add(result);
            } else {
                calculatedToo.computeIfAbsent(partner, it -> new ArrayList<>()).add(result.derivation());
            }
        }
        var all = new ArrayList<Result>(reported.size() + alone.size());
        reported.forEach(result -> all.add(with(calculatedToo.getOrDefault(result, List.of()), result)));
        all.addAll(alone);
        return all;
    }

    private static boolean isReliable(Result result) {
        return result.counts() && result.attributed();
    }

    /** Pairs with the same first part become one result; pairs that do not count are left out if another counts. */
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
