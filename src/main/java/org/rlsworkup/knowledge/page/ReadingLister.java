package org.rlsworkup.knowledge.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.load.Annotations;
import org.rlsworkup.knowledge.page.ReadingDocument.Band;
import org.rlsworkup.knowledge.page.ReadingDocument.BandReading;
import org.rlsworkup.knowledge.page.ReadingDocument.Drawing;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;

/** Sets out for readers how results are read, with a scale for each analyte that has thresholds. */
final class ReadingLister {
    private final Knowledge knowledge;
    private final Annotations annotations;

    ReadingLister(Knowledge knowledge, Annotations annotations) {
        this.knowledge = knowledge;
        this.annotations = annotations;
    }

    List<ReadingDocument> list() {
        return knowledge.readings().stream().map(this::reading).toList();
    }

    private ReadingDocument reading(RuleSet set) {
        return new ReadingDocument(
                set.id(),
                set.name(),
                set.analytes().stream().map(id -> knowledge.analyte(id).name()).toList(),
                set.rules().stream().map(rule -> rule(rule, set)).toList(),
                Stream.concat(set.notes().stream(), set.incomplete().stream())
                        .map(note -> note(note, set))
                        .toList(),
                set.reflexes().stream().map(reflex -> reflex(reflex, set)).toList(),
                drawings(set));
    }

    private ReadingDocument.Rule rule(RuleSet.Rule rule, RuleSet set) {
        var evidence = annotations.of("readings", rule.id());
        return new ReadingDocument.Rule(
                rule.id(),
                set.populations().stream()
                        .filter(population -> rule.populations().contains(population.id()))
                        .map(RuleSet.Population::name)
                        .toList(),
                rule.condition(),
                level(rule.indicator()),
                rule.summary(),
                rule.says(),
                rule.changes(),
                rule.strength(),
                evidence.grade(),
                evidence.citations(),
                evidence.unverified());
    }

    private ReadingDocument.Note note(RuleSet.Note note, RuleSet set) {
        var evidence = annotations.of("readings", note.id());
        return new ReadingDocument.Note(
                note.id(),
                set.rules().stream()
                        .map(RuleSet.Rule::id)
                        .filter(note.with()::contains)
                        .toList(),
                note.condition(),
                note.says(),
                evidence.citations(),
                evidence.unverified());
    }

    private ReadingDocument.Reflex reflex(RuleSet.Reflex reflex, RuleSet set) {
        return new ReadingDocument.Reflex(
                set.rules().stream()
                        .map(RuleSet.Rule::id)
                        .filter(reflex.with()::contains)
                        .toList(),
                reflex.condition(),
                reflex.oneOf().stream().map(RuleSet.Choice::test).toList(),
                reflex.says());
    }

    private static String level(@Nullable Indicator indicator) {
        return indicator == null ? "none" : indicator.code();
    }

    private List<Drawing> drawings(RuleSet set) {
        var drawings = new ArrayList<Drawing>();
        for (var id : set.analytes()) {
            var analyte = knowledge.analyte(id);
            for (var scale : analyte.scales()) {
                if (set.populations().isEmpty()) {
                    add(drawings, set.id(), analyte, scale, null, set.rules());
                }
                for (var population : set.populations()) {
                    var rules = set.rules().stream()
                            .filter(rule -> isFor(rule, population.id()))
                            .toList();
                    add(drawings, set.id(), analyte, scale, population, rules);
                }
            }
        }
        return drawings;
    }

    private static boolean isFor(RuleSet.Rule rule, String population) {
        return rule.populations().isEmpty() || rule.populations().contains(population);
    }

    private static void add(
            List<Drawing> drawings,
            String set,
            Analyte analyte,
            Scale scale,
            RuleSet.@Nullable Population population,
            List<RuleSet.Rule> rules) {
        var bands = new Bands(analyte.id(), scale, rules)
                .list().stream().map(ReadingLister::band).toList();
        if (!bands.isEmpty()) {
            drawings.add(new Drawing(
                    "scale-" + set + "-" + (drawings.size() + 1),
                    analyte.name(),
                    scale.unit(),
                    population == null ? null : population.name(),
                    bands.stream().map(ReadingLister::inWords).collect(Collectors.joining(" ")),
                    bands));
        }
    }

    private static String inWords(Band band) {
        var readings = band.readings().stream()
                .map(reading -> reading.summary() + (reading.depends() ? " (possibly)" : ""))
                .collect(Collectors.joining("; "));
        return band.range() + ": " + (readings.isEmpty() ? "no rule speaks" : readings) + ".";
    }

    private static Band band(Bands.Band band) {
        var levels = Set.of(Indicator.INFO, Indicator.WARNING);
        var level = band.rules().stream()
                .map(RuleSet.Rule::indicator)
                .filter(indicator -> indicator != null && levels.contains(indicator))
                .max(Indicator::compareTo)
                .orElse(null);
        // A rule that would hold for certain is still only possible where one asked before it may speak.
        var depends = !band.certain() || band.rules().size() > 1;
        var readings = band.rules().stream()
                .map(rule -> new BandReading(rule.id(), rule.summary(), depends))
                .toList();
        return new Band(
                plain(band.values().low()), plain(band.values().high()), range(band.values()), level(level), readings);
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null ? null : AnalyteLister.plain(number);
    }

    private static String range(Interval values) {
        var low = plain(values.low());
        var high = plain(values.high());
        if (values.exact() != null) {
            return "exactly " + low;
        }
        var from = low == null ? "" : (values.lowIncluded() ? low + " and above" : "above " + low);
        var to = high == null ? "" : (values.highIncluded() ? "to " + high : "below " + high);
        if (low == null) {
            return values.highIncluded() ? high + " and below" : to;
        }
        return high == null
                ? from
                : (values.lowIncluded() ? "from " : "above ") + low + " "
                        + (values.highIncluded() ? to : "to below " + high);
    }
}
