package org.rlsworkup.knowledge.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
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
            List<Bands.Band> bands) {}

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
        var bands = new Bands(analyte.id(), scale, rules).list();
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

    private static String inWords(Bands.Band band) {
        var readings = band.rules().stream()
                .map(rule -> rule.summary() + (band.depends() ? " (possibly)" : ""))
                .collect(Collectors.joining("; "));
        return band.range() + ": " + (readings.isEmpty() ? "no rule speaks" : readings) + ".";
    }
}
