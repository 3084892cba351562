package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Tries.forAll;
import static org.rlsworkup.workup.AnyChart.assess;
import static org.rlsworkup.workup.Charts.NOW;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.missing.Finding;

/**
 * Properties of every chart, tested on random charts. Every build uses the same charts. Assessments are compared whole:
 * findings, what the results say, medicines.
 */
@Tag("long")
class WorkupPropertyTests {
    private static final int TRIES = 1000;

    private static List<Resource> chart(Random random) {
        return new AnyChart(random).chart();
    }

    private static final Set<String> FREE_OF_PARTS = Set.of("FER", "B12", "HOLOTC", "TSH", "A1C");

    @Test
    void theOrderInWhichResourcesComeChangesNothing() {
        forAll(TRIES, WorkupPropertyTests::chart, (chart, random) -> {
            var shuffled = new ArrayList<>(chart);
            Collections.shuffle(shuffled, random);

            assertThat(assess(shuffled)).isEqualTo(assess(chart));
        });
    }

    @Test
    void anotherPatientsResourcesChangeNothing() {
        forAll(TRIES, WorkupPropertyTests::chart, (chart, random) -> {
            var mixed = new ArrayList<>(chart);
            new AnyChart(random).othersResources().forEach(it -> mixed.add(random.nextInt(mixed.size() + 1), it));

            assertThat(assess(mixed)).isEqualTo(assess(chart));
        });
    }

    @Test
    void whatHasNothingToDoWithTheWorkupChangesNothing() {
        forAll(TRIES, WorkupPropertyTests::chart, (chart, random) -> {
            var longer = new ArrayList<>(chart);
            longer.add(random.nextInt(chart.size() + 1), new AnyChart(random).irrelevant());

            assertThat(assess(longer)).isEqualTo(assess(chart));
        });
    }

    @Test
    void withNothingNewTimeTurnsDoneIntoMissingAndNeverBack() {
        forAll(TRIES, random -> new AnyChart(random).chartWithoutContext(), (chart, random) -> {
            var later = missing(assess(chart, NOW.plusDays(new AnyChart(random).days())));

            assertThat(later).containsAll(missing(assess(chart)));
        });
    }

    /**
     * Parts of a calculated saturation aside: an older one may be of the specimen of another part. In a context, an
     * older result may have been drawn before it, and then be in range for longer.
     */
    @Test
    void anOlderResultTurnsDoneIntoMissingAndNeverBack() {
        forAll(TRIES, random -> new AnyChart(random).chartWithoutContext(), (chart, random) -> {
            var days = new AnyChart(random).days();
            var older = chart.stream().map(it -> older(it, days)).toList();

            assertThat(missing(assess(older))).containsAll(missing(assess(chart)));
        });
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
                        .anyMatch(coding -> analyte.codes().containsKey(coding.code())));
    }

    @Test
    void everyTestHasExactlyOneFinding() {
        forAll(
                TRIES,
                WorkupPropertyTests::chart,
                chart -> assertThat(assess(chart).findings())
                        .filteredOn(finding -> finding.test().tier() == Tier.CORE)
                        .extracting(finding -> finding.test().id())
                        .containsExactlyInAnyOrder("FER", "TSAT", "B12", "TSH", "A1C"));
    }

    @Test
    void aFreshFinalResultOfEachMakesEverythingDone() {
        forAll(TRIES, WorkupPropertyTests::chart, chart -> {
            var more = new ArrayList<>(chart);
            Stream.of("2276-4", "2502-3", "2132-9", "3016-3", "4548-4")
                    .forEach(code -> more.add(
                            Lab.lab(code).id("fresh" + code).on("2026-11-19").build()));

            assertThat(missing(assess(more))).isEmpty();
        });
    }

    private static List<String> missing(Assessed assessed) {
        return assessed.missing().stream().map(missing -> missing.test().id()).toList();
    }

    /** A property of charts about which nothing is ever said would hold for any program. */
    @Test
    void theChartsAreWorthTrying() {
        var said = new ArrayList<Assessed>();
        forAll(TRIES, WorkupPropertyTests::chart, chart -> said.add(assess(chart)));

        assertThat(share(said, it -> !it.missing().isEmpty())).isGreaterThan(0.5);
        assertThat(share(said, it -> rules(it).anyMatch(Interpretation.Classified.class::isInstance)))
                .isGreaterThan(0.1);
        assertThat(share(said, it -> rules(it).anyMatch(Interpretation.Unclassified.class::isInstance)))
                .isGreaterThan(0.1);
        assertThat(share(said, it -> it.findings().stream().anyMatch(Finding.Done.class::isInstance)))
                .isGreaterThan(0.1);
    }

    private static Stream<Interpretation> rules(Assessed assessed) {
        return assessed.results().interpretations().stream();
    }

    private static double share(List<Assessed> all, Predicate<Assessed> predicate) {
        return (double) all.stream().filter(predicate).count() / all.size();
    }
}
