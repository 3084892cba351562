package org.rlsworkup.sandbox.demo;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.Ternary;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.rule.Criterion;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Workup;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;

/**
 * The bands into which the rules cut the values of one analyte for one patient. Each is found by assessing the patient's
 * own chart with a value of the band as today's result, so age, sex and diagnoses count as on a card.
 */
final class ClassBands {
    private static final BigDecimal BELOW = new BigDecimal("0.9");
    private static final BigDecimal ABOVE = new BigDecimal("1.1");
    private static final BigDecimal TWO = BigDecimal.TWO;

    private final Knowledge knowledge;
    private final Workup workup;
    private final String patientId;
    private final @Nullable String encounterId;
    private final List<Resource> resources;
    private final ZonedDateTime now;

    /**
     * A band; all values in it are read by the same rule.
     *
     * @param level indicator of the card that a value in it earns, or none
     * @param rule id of the rule, or null if none speaks
     * @param says a few words on what it means; empty if no rule speaks
     */
    record ValueBand(
            Interval values, String level, @Nullable String rule, String says) {
        boolean holds(Interval value) {
            return (values.low() == null
                            || value.is(values.lowIncluded() ? Comparison.AT_LEAST : Comparison.MORE, values.low())
                                    == Ternary.TRUE)
                    && (values.high() == null
                            || value.is(values.highIncluded() ? Comparison.AT_MOST : Comparison.LESS, values.high())
                                    == Ternary.TRUE);
        }

        private boolean continues(ValueBand before) {
            return Objects.equals(rule, before.rule) && level.equals(before.level);
        }

        private ValueBand joinedTo(ValueBand before) {
            var first = before.values();
            var joined = new Interval(first.low(), first.lowIncluded(), values.high(), values.highIncluded());
            return new ValueBand(joined, level, rule, says);
        }
    }

    /** @param resources of the patient's chart */
    ClassBands(
            Knowledge knowledge,
            Workup workup,
            String patientId,
            @Nullable String encounterId,
            List<Resource> resources,
            ZonedDateTime now) {
        this.knowledge = knowledge;
        this.workup = workup;
        this.patientId = patientId;
        this.encounterId = encounterId;
        this.resources = resources;
        this.now = now;
    }

    /** In rising order; empty if the chart earns no advice on results, or no rule has a limit for the analyte. */
    List<ValueBand> of(Analyte analyte, Scale scale, LabRange labRange) {
        var bands = new ArrayList<ValueBand>();
        for (var values : pieces(cuts(analyte, scale, labRange))) {
            var band = read(analyte, scale, labRange, values);
            if (band == null) {
                return List.of();
            }
            var last = bands.isEmpty() ? null : bands.getLast();
            if (last != null && band.continues(last)) {
                bands.set(bands.size() - 1, band.joinedTo(last));
            } else {
                bands.add(band);
            }
        }
        return bands;
    }

    /** What lies below, at and above each cut. */
    private static List<Interval> pieces(NavigableSet<BigDecimal> cuts) {
        var pieces = new ArrayList<Interval>();
        BigDecimal low = null;
        for (var cut : cuts) {
            pieces.add(new Interval(low, false, cut, false));
            pieces.add(Interval.exactly(cut));
            low = cut;
        }
        if (low != null) {
            pieces.add(new Interval(low, false, null, false));
        }
        return pieces;
    }

    private NavigableSet<BigDecimal> cuts(Analyte analyte, Scale scale, LabRange labRange) {
        var cuts = new TreeSet<BigDecimal>();
        knowledge.readings().stream()
                .filter(set -> set.analytes().contains(analyte.id()))
                .flatMap(set -> set.rules().stream())
                .flatMap(ClassBands::criteria)
                .flatMap(ClassBands::comparisons)
                .filter(it -> it.analyte().equals(analyte.id()))
                .forEach(it -> {
                    add(limit(it.limit(), analyte, scale), cuts);
                    if (it.limit().laboratory() != null) {
                        add(labRange.low(), cuts);
                        add(labRange.high(), cuts);
                    }
                });
        return cuts;
    }

    private static void add(@Nullable BigDecimal cut, NavigableSet<BigDecimal> cuts) {
        if (cut != null) {
            cuts.add(cut.stripTrailingZeros());
        }
    }

    private static Stream<Criterion> criteria(RuleSet.Rule rule) {
        var warning = rule.warningWhen();
        return warning == null
                ? Stream.of(rule.when().criterion())
                : Stream.of(rule.when().criterion(), warning.criterion());
    }

    private static Stream<Criterion.Compares> comparisons(Criterion criterion) {
        return switch (criterion) {
            case Criterion.All(var of) -> of.stream().flatMap(ClassBands::comparisons);
            case Criterion.AnyOf(var of) -> of.stream().flatMap(ClassBands::comparisons);
            case Criterion.Not(var of) -> comparisons(of);
            case Criterion.Compares it -> Stream.of(it);
            default -> Stream.empty();
        };
    }

    private static @Nullable BigDecimal limit(Criterion.Limit limit, Analyte analyte, Scale scale) {
        var own = limit.values().get(scale.unit());
        var main = limit.values().get(analyte.main().unit());
        return own != null || main == null || scale.toMain() == null
                ? own
                : scale.toMain().undo(Interval.exactly(main)).exact();
    }

    /** How a value of these is read; null if the chart earns no advice on results. */
    private @Nullable ValueBand read(Analyte analyte, Scale scale, LabRange labRange, Interval values) {
        var probe = probe(analyte, scale, labRange, typical(values));
        var chart = Chart.of(
                patientId,
                encounterId,
                Stream.concat(others(analyte), probe.stream()).toList(),
                Set.of());
        if (!(workup.assess(chart, List.of(), now) instanceof Assessed assessed)) {
            return null;
        }
        return assessed.results().interpretations().stream()
                .filter(Classified.class::isInstance)
                .map(Classified.class::cast)
                .filter(it ->
                        it.values().stream().anyMatch(value -> value.analyte().equals(analyte)))
                .min(Comparator.comparing(it -> it.indicator() == null))
                .map(it -> new ValueBand(
                        values,
                        it.indicator() == null ? "none" : it.indicator().code(),
                        it.rule(),
                        it.by().summary()))
                .orElseGet(() -> new ValueBand(values, "none", null, ""));
    }

    private static BigDecimal typical(Interval values) {
        var low = values.low();
        var high = values.high();
        if (low == null || high == null) {
            return low == null ? Objects.requireNonNull(high).multiply(BELOW) : low.multiply(ABOVE);
        }
        return low.add(high).divide(TWO, Interval.DIGITS);
    }

    /** Without the results that are read together with those of the analyte: a band says what a value alone means. */
    private Stream<Resource> others(Analyte analyte) {
        var together = knowledge.readings().stream()
                .map(RuleSet::analytes)
                .filter(analytes -> analytes.contains(analyte.id()))
                .flatMap(List::stream)
                .flatMap(id -> knowledge.analyte(id).codes().keySet().stream())
                .collect(Collectors.toSet());
        return resources.stream()
                .filter(it ->
                        !(it instanceof Observation result && result.code().any(together::contains)));
    }

    /** The value as today's result, as a laboratory would send it; nothing if no code goes with the scale. */
    private List<Resource> probe(Analyte analyte, Scale scale, LabRange range, BigDecimal value) {
        return analyte.codes().values().stream()
                .filter(code -> code.scales().contains(scale))
                .limit(1)
                .map(code -> Map.of(
                        "resourceType", "Observation",
                        "status", "final",
                        "code", Map.of("coding", List.of(code.code())),
                        "subject", Map.of("reference", "Patient/" + patientId),
                        "effectiveDateTime", now.toLocalDate().toString(),
                        "valueQuantity", quantity(value, scale),
                        "referenceRange", List.of(range(range, scale))))
                .flatMap(sent -> SentResources.read(sent).stream())
                .toList();
    }

    private static Map<String, Object> range(LabRange range, Scale scale) {
        var sent = new HashMap<String, Object>();
        if (range.low() != null) {
            sent.put("low", quantity(range.low(), scale));
        }
        if (range.high() != null) {
            sent.put("high", quantity(range.high(), scale));
        }
        return sent;
    }

    private static Map<String, Object> quantity(BigDecimal value, Scale scale) {
        return Map.of("value", value, "unit", scale.unit());
    }
}
