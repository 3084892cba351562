package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Med.rx;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.diagnosis.RiskContextTests.ids;

import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.workup.missing.Finding;

/** Effects of medicines on the workup. The clock is fixed at 2026-11-20. */
class TreatmentTests {
    private static final String METFORMIN = "6809";
    private static final String COBALAMIN = "11248";
    private static final String FERROUS_SULFATE = "24947";

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
        "11248, 2026-10-21, ON_COBALAMIN",
        "11248, 2026-10-22, ''",
        "24947, , ON_IRON",
        "1588, , ON_BIOTIN",
    })
    void isAContextOnceTakenLongEnough(String code, String since, String contexts) {
        assertThat(String.join(" ", ids(rx(code).written(since)))).isEqualTo(contexts);
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

    /** Started on 2026-10-15, 36 days ago: for 8 weeks a result since 2026-07-17 is enough. */
    @ParameterizedTest(name = "ferritin {0} → done: {1}")
    @CsvSource({"2026-07-17, true", "2026-07-16, false", "2026-10-16, true"})
    void atFirstAResultFromShortlyBeforeIronIsEnough(String drawn, boolean done) {
        var iron = rx(FERROUS_SULFATE).written("2026-10-15");

        assertThat(finding("FER", iron, ferritin(drawn)) instanceof Finding.Done)
                .isEqualTo(done);
        assertThat(finding("TSAT", iron, Lab.saturation(drawn)) instanceof Finding.Done)
                .isEqualTo(done);
        assertThat(finding("FER", iron, problem("77386006"), ferritin(drawn)) instanceof Finding.Done)
                .as("in pregnancy")
                .isEqualTo(done);
    }

    /** Started on 2026-07-01, 142 days ago: 8 weeks later is 2026-08-26. */
    @ParameterizedTest(name = "ferritin {0} → done: {1}")
    @CsvSource({"2026-08-27, true", "2026-08-26, false", "2026-06-20, false"})
    void laterAResultUnderTreatmentIsNeeded(String drawn, boolean done) {
        var iron = rx(FERROUS_SULFATE).written("2026-07-01");

        assertThat(finding("FER", iron, ferritin(drawn)) instanceof Finding.Done)
                .isEqualTo(done);
        assertThat(missingTest("FER", iron).shorterIn())
                .extracting(RiskContext::id)
                .isEqualTo("ON_IRON");
    }

    @ParameterizedTest(name = "iron since {0} → done: {1}")
    @CsvSource({"2026-09-26, true", "2026-09-25, false", "2024-01-01, true", ", true"})
    void changesAfterEightWeeksAndNotWithoutAStart(String since, boolean done) {
        var drawn = since != null && since.startsWith("2024") ? "2025-12-01" : "2026-09-01";

        assertThat(finding("FER", rx(FERROUS_SULFATE).written(since), ferritin(drawn)) instanceof Finding.Done)
                .isEqualTo(done);
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

    /** The clock stands at 2026-11-20: 56 days ago was 2026-09-25. */
    @ParameterizedTest(name = "iron since {0}, ferritin of {1} → done: {2}")
    @CsvSource({
        "2026-11-20, 2026-08-22, true",
        "2026-11-20, 2026-08-21, false",
        "2026-12-01, 2025-11-20, true",
        "2026-09-26, 2026-07-01, true",
        "2026-09-25, 2026-09-20, false",
    })
    void ironMovesTheLookBackFromItsFirstDay(String since, String drawn, boolean done) {
        assertThat(finding("FER", rx(FERROUS_SULFATE).written(since), ferritin(drawn)) instanceof Finding.Done)
                .isEqualTo(done);
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
