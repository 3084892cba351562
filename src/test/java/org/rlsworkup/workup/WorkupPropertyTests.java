package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.AnyChart.assess;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.SOMEBODY_ELSE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.missing.Finding;

/**
 * What holds for every chart, tried on charts nobody wrote. Each property has its seed, so that every build tries the
 * same charts. Assessments are compared whole: findings, what the results say, medicines.
 */
class WorkupPropertyTests {
    private static final String SEED = "20261120";
    private static final Set<String> FREE_OF_PARTS = Set.of("FER", "B12", "TSH", "A1C");

    @Provide
    Arbitrary<List<Resource>> charts() {
        return AnyChart.charts();
    }

    @Provide
    Arbitrary<List<Resource>> plainCharts() {
        return AnyChart.chartsWithoutContext();
    }

    /** Another patient's chart: the same kinds of things, about somebody else. */
    @Provide
    Arbitrary<List<Resource>> othersResources() {
        var labs =
                AnyChart.labs().map(lab -> lab.of(SOMEBODY_ELSE).build()).list().ofMaxSize(9);
        var problems = Arbitraries.of("34000006", "77386006", "32914008", "46177005")
                .map(code -> (Resource)
                        Problem.snomed(code).id("x" + code).of(SOMEBODY_ELSE).build());
        var drug =
                (Resource) Med.named("Metoclopramide").id("x").of(SOMEBODY_ELSE).build();
        return Combinators.combine(labs, problems.list().ofMaxSize(3)).as((some, more) -> {
            var all = new ArrayList<Resource>(some);
            all.addAll(more);
            all.add(drug);
            all.add(Order.order("2276-4").of(SOMEBODY_ELSE).build());
            all.add(Report.report("50190-8").of(SOMEBODY_ELSE).results("o0").build());
            all.add(Done.procedure("116859006").of(SOMEBODY_ELSE).build());
            return all;
        });
    }

    /** Nothing that a workup of RLS asks about. */
    @Provide
    Arbitrary<Resource> irrelevant() {
        var date = Arbitraries.of(AnyChart.DATES);
        return Arbitraries.oneOf(
                date.map(it -> Lab.lab("8480-6").on(it).id("pressure").build()),
                date.map(it -> Lab.lab("29463-7").on(it).id("weight").build()),
                date.map(it -> Lab.lab("6690-2")
                        .on(it)
                        .id("leucocytes")
                        .members("nobody")
                        .build()),
                date.map(it -> Order.order("24323-8").authored(it).build()),
                date.map(it -> Report.report("58410-2").on(it).results("nobody").build()),
                date.map(it -> Problem.snomed("38341003")
                        .id("hypertension")
                        .recorded(it)
                        .build()),
                date.map(it -> Done.procedure("80146002").on(it).build()),
                date.map(it -> Med.named("Hydrocolloid dressing")
                        .id("dressing")
                        .written(it)
                        .build()));
    }

    @Property(tries = 1000, seed = SEED)
    void theOrderInWhichResourcesComeChangesNothing(@ForAll("charts") List<Resource> chart, @ForAll Random random) {
        var shuffled = new ArrayList<>(chart);
        Collections.shuffle(shuffled, random);

        assertThat(assess(shuffled)).isEqualTo(assess(chart));
    }

    @Property(tries = 1000, seed = SEED)
    void anotherPatientsResourcesChangeNothing(
            @ForAll("charts") List<Resource> chart,
            @ForAll("othersResources") List<Resource> others,
            @ForAll Random random) {
        var mixed = new ArrayList<>(chart);
        others.forEach(it -> mixed.add(random.nextInt(mixed.size() + 1), it));

        assertThat(assess(mixed)).isEqualTo(assess(chart));
    }

    @Property(tries = 1000, seed = SEED)
    void whatHasNothingToDoWithTheWorkupChangesNothing(
            @ForAll("charts") List<Resource> chart, @ForAll("irrelevant") Resource more, @ForAll Random random) {
        var longer = new ArrayList<>(chart);
        longer.add(random.nextInt(chart.size() + 1), more);

        assertThat(assess(longer)).isEqualTo(assess(chart));
    }

    @Property(tries = 1000, seed = SEED)
    void withNothingNewTimeTurnsDoneIntoMissingAndNeverBack(
            @ForAll("plainCharts") List<Resource> chart, @ForAll @IntRange(min = 1, max = 800) int days) {
        var later = missing(assess(chart, NOW.plusDays(days)));

        assertThat(later).containsAll(missing(assess(chart)));
    }

    /** Parts of a calculated saturation aside: an older one may be of the specimen of another part. */
    @Property(tries = 1000, seed = SEED)
    void anOlderResultTurnsDoneIntoMissingAndNeverBack(
            @ForAll("charts") List<Resource> chart, @ForAll @IntRange(min = 1, max = 800) int days) {
        var older = chart.stream().map(it -> older(it, days)).toList();

        assertThat(missing(assess(older))).containsAll(missing(assess(chart)));
    }

    private static Resource older(Resource resource, int days) {
        return resource instanceof Observation it && isOneTest(it) && it.effective() != null
                ? Lab.like(it)
                        .on(it.effective().day().minusDays(days).toString())
                        .build()
                : resource;
    }

    private static boolean isOneTest(Observation it) {
        return Charts.KNOWLEDGE.analytes().values().stream()
                .filter(analyte -> FREE_OF_PARTS.contains(analyte.id()))
                .anyMatch(analyte -> it.code().codings().stream()
                        .anyMatch(coding -> analyte.codes().contains(coding.code())));
    }

    @Property(tries = 1000, seed = SEED)
    void everyTestHasExactlyOneFinding(@ForAll("charts") List<Resource> chart) {
        assertThat(assess(chart).findings())
                .extracting(finding -> finding.test().id())
                .containsExactlyInAnyOrder("FER", "TSAT", "B12", "TSH", "A1C");
    }

    @Property(tries = 1000, seed = SEED)
    void aFreshFinalResultOfEachMakesEverythingDone(@ForAll("charts") List<Resource> chart) {
        var more = new ArrayList<>(chart);
        Stream.of("2276-4", "2502-3", "2132-9", "3016-3", "4548-4")
                .forEach(code -> more.add(
                        Lab.lab(code).id("fresh" + code).on("2026-11-19").build()));

        assertThat(missing(assess(more))).isEmpty();
    }

    private static List<String> missing(Assessed assessed) {
        return assessed.missing().stream().map(missing -> missing.test().id()).toList();
    }

    /** A property of charts about which nothing is ever said would hold for any program. */
    @Property(tries = 1000, seed = SEED)
    @StatisticsReport(StatisticsReportMode.OFF)
    void theChartsAreWorthTrying(@ForAll("charts") List<Resource> chart) {
        var said = assess(chart);
        var rules = said.results().interpretations();

        Statistics.label("missing")
                .collect(!said.missing().isEmpty())
                .coverage(it -> it.check(true).percentage(p -> p > 50));
        Statistics.label("classed")
                .collect(rules.stream().anyMatch(Interpretation.Classed.class::isInstance))
                .coverage(it -> it.check(true).percentage(p -> p > 10));
        Statistics.label("unclassed")
                .collect(rules.stream().anyMatch(Interpretation.Unclassed.class::isInstance))
                .coverage(it -> it.check(true).percentage(p -> p > 10));
        Statistics.label("done")
                .collect(said.findings().stream().anyMatch(Finding.Done.class::isInstance))
                .coverage(it -> it.check(true).percentage(p -> p > 10));
    }
}
