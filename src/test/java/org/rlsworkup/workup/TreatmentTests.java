package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Med.named;
import static org.rlsworkup.workup.Med.rx;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.diagnosis.RiskContextTests.ids;
import static org.rlsworkup.workup.results.Values.quantity;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.missing.Finding;

/** Effects of medicines on the workup. The clock is fixed at 2026-11-20. */
class TreatmentTests {
    private static final String METFORMIN = "6809";
    private static final String COBALAMIN = "11248";
    private static final String FERROUS_SULFATE = "24947";
    private static final String IRON_SUCROSE = "24909";

    @ParameterizedTest(name = "{0} since {1} → {2}")
    @CsvSource({
        "6809, 2026-07-23, METFORMIN",
        "6809, 2026-07-24, ''",
        "6809, 2026-07, ''",
        "6809, 2026-06, METFORMIN",
        "6809, 2025, METFORMIN",
        "6809, , ''",
        "7646, 2025-11-20, ACID_SUPPRESSANT ON_PPI",
        "7646, 2025-11-21, ON_PPI",
        "4278, 2025-11-20, ACID_SUPPRESSANT",
        "2683, 2026-11-19, B12_LOWERING_DRUG",
        "2683, , B12_LOWERING_DRUG",
        "187832, , B12_LOWERING_DRUG",
        "38404, , B12_LOWERING_DRUG ANTICONVULSANT",
        "8134, , B12_LOWERING_DRUG ANTICONVULSANT",
        "8691, , B12_LOWERING_DRUG ANTICONVULSANT",
        "11248, 2026-10-21, ON_COBALAMIN TAKES_COBALAMIN",
        "11248, 2026-10-22, TAKES_COBALAMIN",
        "10582, , ON_LEVOTHYROXINE",
        "703, , ON_AMIODARONE",
        "6448, , ON_LITHIUM",
        "24947, , ON_IRON",
        "1588, , ''",
    })
    void isAContextOnceTakenLongEnough(String code, String since, String contexts) {
        assertThat(String.join(" ", ids(rx(code).written(since)))).isEqualTo(contexts);
    }

    /** E7: biotin from 5 mg on, as far as the product's name tells. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Biotin 5 MG Oral Tablet|ON_BIOTIN",
                "biotin 10 mg capsule|ON_BIOTIN",
                "Biotin 5000 mcg|ON_BIOTIN",
                "Biotin 10,000 mcg|ON_BIOTIN",
                "biotin 0.01 g|ON_BIOTIN",
                "10 mg biotin|ON_BIOTIN",
                "Biotin 4.9 mg|''",
                "Biotin 300 mcg|''",
                "Biotin 4,999 mcg|''",
                "biotin 0.3 mg / folic acid 5 mg|''",
                "biotin 0.3 mg, niacin 50 mg|''",
                "Biotin|''",
                "Biotinidase 5 mg|''"
            })
    void biotinCountsFromFiveMilligramsOn(String name, String contexts) {
        assertThat(String.join(" ", ids(named(name)))).isEqualTo(contexts);
        assertThat(ids(named(name).status("stopped"))).isEmpty();
    }

    /** E5: a new request of the same drug within 90 days goes on with the treatment. */
    @ParameterizedTest(name = "{0} completed {1}, then {2} → {3}")
    @CsvSource({
        "6809, 2026-06-01, 2026-08-30, METFORMIN",
        "6809, 2026-06-01, 2026-08-31, ''",
        "7646, 2025-11-20, 2026-02-18, ACID_SUPPRESSANT ON_PPI",
        "7646, 2025-11-20, 2026-02-19, ON_PPI"
    })
    void durationsRunFromTheEarliestJoinedRequest(String code, String first, String next, String contexts) {
        assertThat(String.join(" ", ids(rx(code).written(first).id("old").status("completed"), rx(code).written(next))))
                .isEqualTo(contexts);
        assertThat(ids(rx(code).written(null).id("old").status("completed"), rx(code).written(next)))
                .doesNotContain("METFORMIN", "ACID_SUPPRESSANT");
    }

    @Test
    void isNoContextWhileOnlyDraftedOrOnceStopped() {
        assertThat(ids(rx(METFORMIN).written("2024-01-01").status("draft"))).isEmpty();
        assertThat(ids(rx(METFORMIN).written("2024-01-01").status("stopped"))).isEmpty();
        assertThat(ids(rx(METFORMIN).written("2024-01-01").of(Charts.SOMEBODY_ELSE)))
                .isEmpty();
    }

    @Test
    void metforminMakesB12HigherYield() {
        assertThat(missingTest("B12", rx(METFORMIN).written("2026-01-01")).higherYieldIn())
                .extracting(RiskContext::id)
                .containsExactly("METFORMIN");
        assertThat(missingTest("B12", rx(METFORMIN).written("2026-11-01")).higherYieldIn())
                .isEmpty();
    }

    @Test
    void cobalaminTurnsB12OffAfter30Days() {
        assertThat(finding("B12", rx(COBALAMIN).written("2026-10-21"))).isInstanceOf(Finding.NotSuggested.class);
        assertThat(finding("B12", rx(COBALAMIN).written("2026-10-22"))).isInstanceOf(Finding.Missing.class);
    }

    /** The clock stands at 2026-11-20: 84 days ago was 2026-08-28, 90 days ago 2026-08-22. */
    @ParameterizedTest(name = "iron since {0}, ferritin of {1} → {2}")
    @CsvSource({
        // before day 84 an older result counts while it is in its look-back
        "2026-08-29, 2025-11-20, done",
        "2026-08-29, 2025-11-19, missing",
        "2026-10-15, 2026-07-16, done",
        // from day 84 on one of the last 90 days, or of day 84 or later
        "2026-08-28, 2026-08-22, done",
        "2026-08-28, 2026-08-21, recheck",
        "2026-01-01, 2026-03-26, done",
        "2026-01-01, 2026-03-25, recheck",
        "2026-01-01, , recheck",
        // later than that, the look-back is the usual one
        "2024-01-01, 2025-11-20, done",
        "2024-01-01, 2025-11-19, missing",
        // without a start, or with one of a month only, nothing is due
        ", 2026-03-25, done",
        "2026-01, 2026-03-25, done",
        "2026-12-01, 2026-03-25, done",
    })
    void aRecheckIsDueOnOralIron(@Nullable String since, @Nullable String drawn, String expected) {
        var iron = rx(FERROUS_SULFATE).written(since);
        var parts = drawn == null ? new Part[] {iron} : new Part[] {iron, ferritin(drawn)};

        assertThat(outcome(finding("FER", parts))).isEqualTo(expected);
        var saturation = drawn == null ? new Part[] {iron} : new Part[] {iron, Lab.saturation(drawn)};
        assertThat(outcome(finding("TSAT", saturation))).isEqualTo(expected);
    }

    private static String outcome(Finding finding) {
        return switch (finding) {
            case Finding.Done done -> "done";
            case Finding.Missing missing -> missing.recheckOn() == null ? "missing" : "recheck";
            case Finding.DueFrom later -> "due from " + later.date();
            default -> finding.getClass().getSimpleName();
        };
    }

    @Test
    void aRecheckShowsTheOlderValueAndIsSettledByAnOrder() {
        var iron = rx(FERROUS_SULFATE).written("2026-01-01");
        var recheck = missingTest("FER", iron, ferritin("2026-03-01"));

        assertThat(recheck.recheckOn()).extracting(RiskContext::id).isEqualTo("ON_IRON");
        assertThat(recheck.onFile()).singleElement().satisfies(it -> {
            assertThat(it.why()).isEqualTo(Shortfall.BEFORE_RECHECK);
            assertThat(it.value()).isNotNull();
        });
        assertThat(finding(
                        "FER",
                        iron,
                        ferritin("2026-03-01"),
                        Order.order("2276-4").authored("2026-11-01")))
                .isInstanceOf(Finding.Ordered.class);
    }

    /** Low ferritin of March says nothing once three months of iron are over, and is read until then. */
    @ParameterizedTest(name = "iron since {0} → {1}")
    @CsvSource({"2026-08-28, ''", "2026-08-29, IRON-AD-1", ", IRON-AD-1"})
    void anOlderValueIsNotReadWhileARecheckIsDueAndOrdered(@Nullable String since, String rule) {
        var assessed = Charts.assessed(
                rx(FERROUS_SULFATE).written(since),
                ferritin("2026-03-01").value(quantity("20 ng/mL")),
                Order.order("2276-4").authored("2026-11-01"));

        assertThat(assessed.results().interpretations().stream()
                        .map(Interpretation::rule)
                        .filter(it -> it.startsWith("IRON"))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(rule);
    }

    @Test
    void inPregnancyOnlyARecentResultCountsOnIron() {
        var iron = rx(FERROUS_SULFATE).written("2026-10-15");

        assertThat(outcome(finding("FER", iron, problem("77386006"), ferritin("2026-08-21"))))
                .isEqualTo("missing");
        assertThat(outcome(finding("FER", iron, problem("77386006"), ferritin("2026-08-22"))))
                .isEqualTo("done");
    }

    /** The current request is of 2026-10-01. A completed one of 2026-05-01 is over 90 days older unless it lasted longer. */
    @ParameterizedTest(name = "completed of {0} until {1} → since {2}")
    @CsvSource({
        "2026-07-03, , 2026-07-03",
        "2026-07-02, , 2026-10-01",
        "2026-05-01, 2026-07-03, 2026-05-01",
        "2026-05-01, 2026-07-02, 2026-10-01",
        ", , 2026-10-01",
    })
    void aTreatmentBeginsWithTheEarliestUseThatIsJoinedToToday(
            @Nullable String before, @Nullable String until, String since) {
        var earlier = rx(FERROUS_SULFATE).id("m0").status("completed").written(before);
        var parts = until == null ? earlier : earlier.until(until);

        assertThat(Charts.assessed(parts, rx(FERROUS_SULFATE).written("2026-10-01"))
                        .treatments())
                .singleElement()
                .satisfies(it -> assertThat(it.since()).isEqualTo(Charts.date(since)));
    }

    @Test
    void aChainOfUsesIsOneTreatment() {
        var second = rx(FERROUS_SULFATE).id("m2").status("completed").written("2026-07-05");
        var first = rx(FERROUS_SULFATE).id("m3").status("completed").written("2026-04-10");

        assertThat(Charts.assessed(first, second, rx(FERROUS_SULFATE).written("2026-10-01"))
                        .treatments())
                .singleElement()
                .satisfies(it -> assertThat(it.since()).isEqualTo(Charts.date("2026-04-10")));
    }

    @Test
    void whatIsOverIsNoTreatment() {
        assertThat(Charts.assessed(rx(FERROUS_SULFATE).status("completed")).treatments())
                .isEmpty();
        assertThat(Charts.assessed(rx(FERROUS_SULFATE).status("completed").notToBeGiven(), rx(METFORMIN))
                        .treatments())
                .isEmpty();
    }

    /** 56 days ago was 2026-09-25. */
    @ParameterizedTest(name = "infusion of {0}, ferritin of {1} → {2}")
    @CsvSource({
        "2026-09-25, , due from 2026-11-20",
        "2026-11-01, , due from 2026-12-27",
        "2026-11-01, 2025-11-19, due from 2026-12-27",
        "2026-11-01, 2026-10-31, done",
        "2026-11-01, 2026-11-01, done",
        "2026-09-24, , recheck",
        "2026-09-24, 2026-09-23, recheck",
        "2026-09-24, 2026-09-24, done",
        "2026-09, , missing",
    })
    void intravenousIronIsFollowedByAWait(String given, @Nullable String drawn, String expected) {
        var infusion = rx(IRON_SUCROSE).status("completed").written(given);
        var procedure = Done.worded("Iron infusion").on(given);
        for (var iron : List.of(infusion, (Part) procedure)) {
            var parts = drawn == null ? new Part[] {iron} : new Part[] {iron, ferritin(drawn)};
            assertThat(outcome(finding("FER", parts))).isEqualTo(expected);
        }
    }

    @Test
    void anInfusionThatIsOnlyOrderedOrGivenInDialysisChangesNothing() {
        var ordered = rx(IRON_SUCROSE).written("2026-09-01");
        var given = rx(IRON_SUCROSE).status("completed").written("2026-09-01");

        assertThat(outcome(finding("FER", ordered, ferritin("2026-08-30")))).isEqualTo("done");
        assertThat(outcome(finding("FER", given, ferritin("2026-08-30")))).isEqualTo("recheck");
        assertThat(outcome(finding("FER", given, problem("46177005"), ferritin("2026-08-30"))))
                .isEqualTo("done");
    }

    @Test
    void longTermIronLooksBackAsFarAsEver() {
        assertThat(missingTest("FER", rx(FERROUS_SULFATE).written("2024-01-01")).lookbackDays())
                .isEqualTo(365);
    }

    @Test
    void saysSinceWhenIronIsTaken() {
        assertThat(Charts.assessed(rx(FERROUS_SULFATE).written("2026-08-01")).treatments())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.context().id()).isEqualTo("ON_IRON");
                    assertThat(it.since()).isEqualTo(Charts.date("2026-08-01"));
                });
        assertThat(Charts.assessed(rx(FERROUS_SULFATE).written(null)).treatments())
                .isEmpty();
        assertThat(Charts.assessed(rx(METFORMIN).written("2024-01-01")).treatments())
                .isEmpty();
    }

    @ParameterizedTest(name = "on {0} → {1}")
    @CsvSource({"2026-11-30, true", "2026-11-29, false"})
    void aMonthIsLongEnoughOnceItsLastDayIs(String today, boolean longEnough) {
        var now = ZonedDateTime.parse(today + "T10:00:00Z");
        var chart = Charts.chart(rx(COBALAMIN).written("2026-10"), Problem.rls());
        var assessed = (Assessment.Assessed) Charts.workup().assess(chart, List.of(), now);

        assertThat(assessed.contexts().stream().anyMatch(it -> it.id().equals("ON_COBALAMIN")))
                .isEqualTo(longEnough);
    }
}
