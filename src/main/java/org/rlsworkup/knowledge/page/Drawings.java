package org.rlsworkup.knowledge.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;

/** Draws the bands of a rule set: one drawing for each analyte, unit and population that has thresholds. */
final class Drawings {
    private final Knowledge knowledge;

    Drawings(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /**
     * The bands of one analyte.
     *
     * @param population for whom, or null for everybody
     * @param text the drawing in words
     */
    record Drawing(
            String id,
            String analyte,
            String unit,
            @Nullable String population,
            String text,
            List<Band> bands) {}

    /**
     * One band.
     *
     * @param to its upper end, or null
     * @param range both ends in words
     * @param level the highest indicator that a rule can give in it, or none
     * @param rules that can speak in it
     * @param depends whether which of them speaks depends on more than this value
     */
    record Band(@Nullable BigDecimal to, String range, String level, List<RuleSet.Rule> rules, boolean depends) {}

    List<Drawing> of(RuleSet set) {
        var drawings = new ArrayList<Drawing>();
        for (var id : set.analytes()) {
            var analyte = knowledge.analyte(id);
            for (var scale : analyte.scales()) {
                if (set.populations().isEmpty()) {
                    add(drawings, set, analyte, scale, null);
                }
                set.populations().forEach(population -> add(drawings, set, analyte, scale, population));
            }
        }
        return drawings;
    }

    private static void add(
            List<Drawing> drawings,
            RuleSet set,
            Analyte analyte,
            Scale scale,
            RuleSet.@Nullable Population population) {
        var rules = set.rules().stream()
                .filter(rule -> population == null
                        || rule.populations().isEmpty()
                        || rule.populations().contains(population.id()))
                .toList();
        var bands = new Bands(analyte.id(), scale, rules)
                .list().stream().map(Drawings::band).toList();
        if (!bands.isEmpty()) {
            drawings.add(new Drawing(
                    "scale-" + set.id() + "-" + (drawings.size() + 1),
                    analyte.name(),
                    scale.unit(),
                    population == null ? null : population.name(),
                    bands.stream().map(Drawings::inWords).collect(Collectors.joining(" ")),
                    bands));
        }
    }

    private static String inWords(Band band) {
        var readings = band.rules().stream()
                .map(rule -> rule.summary() + (band.depends() ? " (possibly)" : ""))
                .collect(Collectors.joining("; "));
        return band.range() + ": " + (readings.isEmpty() ? "no rule speaks" : readings) + ".";
    }

    private static Band band(Bands.Band band) {
        var level = band.rules().stream()
                .flatMap(rule -> Stream.ofNullable(rule.indicator()))
                .max(Indicator::compareTo);
        // A rule that would hold for certain is still only possible where one asked before it may speak.
        var depends = !band.certain() || band.rules().size() > 1;
        var high = band.values().high();
        return new Band(
                high == null ? null : PageWords.plain(high),
                range(band.values()),
                level.map(Indicator::code).orElse("none"),
                band.rules(),
                depends);
    }

    private static String range(Interval values) {
        var low = values.low() == null ? "" : PageWords.plain(values.low()).toPlainString();
        var high = values.high() == null ? "" : PageWords.plain(values.high()).toPlainString();
        if (values.exact() != null) {
            return "exactly " + low;
        }
        if (low.isEmpty()) {
            return values.highIncluded() ? high + " and below" : "below " + high;
        }
        if (high.isEmpty()) {
            return values.lowIncluded() ? low + " and above" : "above " + low;
        }
        return (values.lowIncluded() ? "from " : "above ")
                + low
                + (values.highIncluded() ? " to " : " to below ")
                + high;
    }
}
