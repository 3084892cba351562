package org.rlsworkup.workup.results;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;

/**
 * Pairs results of two analytes that are of one specimen: the same specimen, report or panel, draws close together, or,
 * where only days are recorded, the same day. Looks each up by key, so that a long chart costs no more than its length.
 */
final class SpecimenPairs {
    private final ZoneId zone;
    private final Duration apart;
    private final Map<Object, Result> byGroup = new HashMap<>();
    private final Map<LocalDate, Result> byDay = new HashMap<>();
    private final NavigableMap<Instant, Result> counting = new TreeMap<>();
    private final NavigableMap<Instant, Result> pending = new TreeMap<>();

    SpecimenPairs(List<Result> partners, ZoneId zone, Duration apart) {
        this.zone = zone;
        this.apart = apart;
        for (var partner : partners) {
            partner.origin().groups().forEach(group -> byGroup.merge(group, partner, SpecimenPairs::better));
            var date = partner.date();
            if (date != null && date.precision() == PartialDate.Precision.DAY) {
                byDay.merge(date.day(), partner, SpecimenPairs::better);
            } else if (date != null && date.precision() == PartialDate.Precision.TIME) {
                (partner.counts() ? counting : pending).put(date.instant(zone), partner);
            }
        }
    }

    private static Result better(Result one, Result other) {
        return one.counts() ? one : other;
    }

    /** A result for each of {@code results} that has a partner; neither list may hold results that fall short. */
    static List<Result> of(List<Result> results, List<Result> partners, ZoneId zone, Duration apart) {
        var index = new SpecimenPairs(partners, zone, apart);
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
                        new Result.Derivation.Calculated(result, partner)));
            }
        }
        return pairs;
    }

    /** The best of the partners that is of one specimen with this result, or null if none is. */
    @Nullable
    Result partner(Result result) {
        Result found = null;
        for (var group : result.origin().groups()) {
            var partner = byGroup.get(group);
            if (partner != null) {
                found = found == null ? partner : better(found, partner);
            }
        }
        var date = result.date();
        if (found != null || date == null) {
            return found;
        }
        return switch (date.precision()) {
            case DAY -> byDay.get(date.day());
            case TIME -> {
                var counts = near(counting, date.instant(zone));
                yield counts != null ? counts : near(pending, date.instant(zone));
            }
            case YEAR, MONTH -> null;
        };
    }

    private @Nullable Result near(NavigableMap<Instant, Result> partners, Instant instant) {
        var first = partners.ceilingEntry(instant.minus(apart));
        return first == null || first.getKey().isAfter(instant.plus(apart)) ? null : first.getValue();
    }
}
