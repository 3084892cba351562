package org.rlsworkup.workup.interpretation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Tries.forAll;
import static org.rlsworkup.workup.AnyChart.assess;
import static org.rlsworkup.workup.AnyChart.quantity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.workup.AnyChart;
import org.rlsworkup.workup.AnyChart.Reported;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Problem;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.interpretation.Interpretation.Unclassified;
import org.rlsworkup.workup.results.Measurement;

/**
 * One amount in two units of one scale is one finding. Across scales it is not: a threshold that the specification
 * gives in both units holds in each as it is given there.
 */
@Tag("long")
class UnitEquivalencePropertyTests {
    private static final int TRIES = 2000;
    /** The analytes that some rule reads. */
    private static final Set<String> READ = Charts.KNOWLEDGE.readings().stream()
            .flatMap(set -> set.analytes().stream())
            .collect(Collectors.toSet());

    /** The newest result of its analyte, so that it is the one that is read. */
    private static List<Resource> with(List<Resource> chart, Reported unit, BigDecimal number, String written) {
        var all = new ArrayList<>(chart);
        all.add(Lab.coded(unit.code())
                .id("newest")
                .on("2026-11-20T09:00:00Z")
                .measured(quantity(null, number, written))
                .build());
        return all;
    }

    @Test
    void anAmountSaysTheSameInEachUnitOfItsScale() {
        forAll(TRIES, random -> new AnyChart(random).chart(), (chart, random) -> {
            var unit = new AnyChart(random).unitOf(READ);
            if (unit.scale().isMistakable(unit.factor())) {
                return; // A slip of the unit would be read as another value, so that neither is.
            }
            var number = unit.number(random.nextInt(1001));
            var sent = assess(with(chart, unit, number, unit.unit()));
            var converted = assess(with(
                    chart, unit, number.multiply(unit.factor()), unit.scale().unit()));

            assertThat(converted.findings()).as(unit::toString).isEqualTo(sent.findings());
            assertThat(said(converted)).as(unit::toString).isEqualTo(said(sent)).isNotEmpty();
            assertThat(converted.results().incomplete())
                    .isEqualTo(sent.results().incomplete());
        });
    }

    /** What is said, but for how the laboratory wrote it. */
    private static List<List<Object>> said(Assessment.Assessed assessed) {
        return assessed.results().interpretations().stream()
                .map(it -> switch (it) {
                    case Classified classed ->
                        List.<Object>of(
                                classed.rule(),
                                String.valueOf(classed.indicator()),
                                values(classed.values()),
                                classed.cutoffs(),
                                classed.notes(),
                                classed.reflexes(),
                                values(classed.previous()));
                    case Unclassified unclassed ->
                        List.<Object>of(unclassed.rule(), unclassed.why(), values(unclassed.values()));
                    case Interpretation.Unremarkable quiet -> List.<Object>of(quiet.rule(), values(quiet.values()));
                })
                .toList();
    }

    private static List<List<Object>> values(List<AnalyteValue> values) {
        return values.stream()
                .map(value -> switch (value.measurement()) {
                    case Measurement.Known known ->
                        List.<Object>of(value.analyte(), value.date(), known.scale(), known.interval());
                    case Measurement.NotInterpretable unclear ->
                        List.<Object>of(value.analyte(), value.date(), unclear.why());
                })
                .toList();
    }

    /**
     * 132.9 pmol/L is 180.1 ng/L by arithmetic: low by the threshold in pmol/L, 133, and not by the one in ng/L, 180.
     */
    @ParameterizedTest
    @CsvSource({
        "14685-2, 132.9, pmol/L, B12-LOW",
        "2132-9, 180.1, ng/L, B12-IND",
        "14723-1, 168.5, pmol/L, IRON-AD-1",
        "2276-4, 75, ng/mL, IRON-AD-1",
        "14723-1, 168.6, pmol/L, IRON-AD-2",
    })
    void anAmountIsReadByTheThresholdOfItsOwnScale(String code, BigDecimal number, String unit, String rule) {
        var lab = Lab.lab(code).on("2026-11-19").measured(quantity(null, number, unit));

        assertThat(Charts.assessed(lab).results().interpretations())
                .filteredOn(Classified.class::isInstance)
                .extracting(Interpretation::rule)
                .contains(rule);
    }

    @Test
    void ferritinInMicrogramsIsReadAsInNanograms() {
        for (var number : List.of("74.9", "75", "75.1", "100", "100.1", "300", "300.1")) {
            var one = assess(ferritin(number, "ng/mL"));
            var other = assess(ferritin(number, "ug/L"));

            assertThat(said(other)).isEqualTo(said(one)).isNotEmpty();
        }
    }

    private static List<Resource> ferritin(String number, String unit) {
        return List.of(
                Problem.rls().build(),
                Lab.ferritin("2026-11-19")
                        .measured(quantity(null, new BigDecimal(number), unit))
                        .build());
    }
}
