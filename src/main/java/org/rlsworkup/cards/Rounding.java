package org.rlsworkup.cards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.analyte.Scale;

/**
 * Rounds a value for the eye, to the decimal places of its scale. Values are compared before: a shown value is never on
 * another side of a threshold than the value itself.
 */
final class Rounding {
    /** By analyte, its thresholds on each scale. */
    private final Map<String, Map<String, Set<BigDecimal>>> thresholds = new HashMap<>();

    Rounding(Knowledge knowledge) {
        for (var set : knowledge.readings()) {
            for (var rule : set.rules()) {
                rule.when()
                        .criterion()
                        .comparisons()
                        .forEach(it -> it.limit()
                                .values()
                                .forEach((scale, limit) -> thresholds
                                        .computeIfAbsent(it.analyte(), id -> new HashMap<>())
                                        .computeIfAbsent(scale, id -> new HashSet<>())
                                        .add(limit)));
            }
        }
    }

    /**
     * The value with as few digits as it may have.
     *
     * @param others further thresholds on this scale
     */
    Interval rounded(Interval value, String analyte, Scale scale, Collection<BigDecimal> others) {
        var limits = new HashSet<>(others);
        limits.addAll(thresholds.getOrDefault(analyte, Map.of()).getOrDefault(scale.id(), Set.of()));
        return value.map(number -> rounded(number, scale.decimals(), limits));
    }

    private static BigDecimal rounded(BigDecimal number, int decimals, Set<BigDecimal> limits) {
        var places = decimals == 0 && number.compareTo(BigDecimal.TEN) < 0 ? 1 : decimals;
        for (; places < number.scale(); places++) {
            var rounded = number.setScale(places, RoundingMode.HALF_UP);
            if (limits.stream().allMatch(limit -> rounded.compareTo(limit) == number.compareTo(limit))) {
                return rounded;
            }
        }
        return number;
    }
}
