package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.results.Values.quantity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.results.CodeIndex.Meaning;
import org.rlsworkup.workup.results.Measurement.Known;
import org.rlsworkup.workup.results.Measurement.NotInterpretable;

/** Transferrin saturation calculated from iron and binding capacity. */
class CalculatedSaturationTests {
    private static final String DAY = "2026-10-01";
    private static final String IRON = "2498-4";
    private static final String IRON_SI = "14798-3";
    private static final String TIBC = "2500-7";
    private static final String TIBC_SI = "14800-7";
    private static final String UIBC_SI = "22753-8";
    private static final String REPORTED = "2502-3";
    private static final Duration APART = Duration.ofMinutes(60);

    private static Lab sent(String loinc, String value) {
        return lab(loinc).on(DAY).value(quantity(value));
    }

    /** What each result of the test says, in the order of the results. */
    private static List<Measurement> saturations(Lab... labs) {
        var observations = Stream.of(labs).map(Lab::build).toList();
        var results = new ResultReader(KNOWLEDGE).read(observations, List.of(), true, NOW);
        var calculated = new ArrayList<Result>();
        for (var whole : List.of("TIBC", "UIBC", "TRANSFERRIN")) {
            calculated.addAll(SpecimenMatcher.calculate(of("IRON", results), of(whole, results), NOW.getZone(), APART));
        }
        var measurements = new MeasurementReader(KNOWLEDGE);
        return SpecimenMatcher.join(of("TSAT", results), calculated, NOW.getZone(), APART).stream()
                .map(measurements::of)
                .toList();
    }

    private static List<Result> of(String analyte, List<Result> results) {
        return results.stream()
                .filter(it -> it.meaning() instanceof Meaning.Measures(var found)
                        && found.id().equals(analyte))
                .toList();
    }

    private static Measurement saturation(Lab... labs) {
        var all = saturations(labs);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @ParameterizedTest(name = "{0} {1}, {2} {3} → {4}")
    @CsvSource({
        // V33, V34, V37
        "2498-4, 45 ug/dL, 2500-7, 400 ug/dL, 11.25 %",
        "14798-3, 8 umol/L, 14800-7, 60 umol/L, 13.3333 %",
        "14798-3, 10 umol/L, 22753-8, 50 umol/L, 16.6667 %",
        // a unit for each
        "14798-3, 8 umol/L, 2500-7, 335.0645 ug/dL, 13.3333 %",
        "2498-4, 45 ug/dL, 14800-7, 60 umol/L, 13.4303 %",
        "2498-4, 450 ug/L, 2500-7, 4 mg/L, 11.25 %",
        "2498-4, 45 ug/dL, 22753-8, 50 umol/L, 13.8794 %",
        // exactly at a threshold
        "2498-4, 80 ug/dL, 2500-7, 400 ug/dL, 20 %",
        "2498-4, 80 ug/dL, 2501-5, 320 ug/dL, 20 %",
        "2498-4, 135 ug/dL, 2501-5, 165 ug/dL, 45 %",
        // transferrin: 1.404 for mg/dL and ug/dL, 25.14 for g/L and umol/L, 2 for moles
        "2498-4, 50 ug/dL, 3034-6, 250 mg/dL, 14.245 %",
        "14798-3, 10 umol/L, 3034-6, 2.5 g/L, 15.9109 %",
        "2498-4, 50 ug/dL, 3034-6, 2.5 g/L, 14.2458 %",
        "14798-3, 10 umol/L, 3034-6, 250 mg/dL, 15.91 %",
        "14798-3, 10 umol/L, 22674-6, 30 umol/L, 16.6667 %",
        // comparators
        "2498-4, <20 ug/dL, 2500-7, 400 ug/dL, 0-5 %",
        "2498-4, 45 ug/dL, 2500-7, >400 ug/dL, 0-11.25 %",
        "2498-4, 45 ug/dL, 2500-7, <400 ug/dL, >11.25 %",
        "2498-4, >45 ug/dL, 2501-5, 165 ug/dL, 21.4286-100 %",
        // no class
        "2498-4, 500 ug/dL, 2500-7, 400 ug/dL, IMPLAUSIBLE",
        "2498-4, 400 ug/dL, 2500-7, 400 ug/dL, 100 %",
        "2498-4, 45 umol/L, 2500-7, 400 ug/dL, UNIT_MISMATCH",
        "2498-4, 45 ug/dL, 2500-7, 400 umol/L, UNIT_MISMATCH",
        "2498-4, 45, 2500-7, 400 ug/dL, NO_UNIT",
    })
    void isThePartOverTheWhole(String iron, String amount, String whole, String capacity, String expected) {
        assertThat(Values.onScale(saturation(sent(iron, amount), sent(whole, capacity))))
                .isEqualTo(expected);
    }

    @Test
    void saysFromWhatItWasCalculated() {
        var calculated = (Known) saturation(sent(IRON, "45 ug/dL"), sent(TIBC, "400 ug/dL"));

        assertThat(calculated.isCalculated()).isTrue();
        assertThat(calculated.asSent()).isEqualTo("11.3 %");
        assertThat(calculated.analyte().id()).isEqualTo("TSAT");
        assertThat(calculated.calculatedFrom())
                .extracting(it -> it.analyte().name() + " " + it.asSent())
                .containsExactly("iron 45 ug/dL", "total iron-binding capacity 400 ug/dL");
    }

    @Test
    void takesTheMeasuredCapacityFirstThenUibcThenTransferrin() {
        var iron = sent(IRON_SI, "10 umol/L");
        var transferrin = sent("3034-6", "2.5 g/L");
        var uibc = sent(UIBC_SI, "50 umol/L");

        assertThat(Values.onScale(saturation(transferrin, uibc, sent(TIBC_SI, "80 umol/L"), iron)))
                .isEqualTo("12.5 %");
        assertThat(Values.onScale(saturation(transferrin, uibc, iron))).isEqualTo("16.6667 %");
        assertThat(Values.onScale(saturation(transferrin, iron))).isEqualTo("15.9109 %");
    }

    @Test
    void goesOnToTheNextIfAPartCannotBeRead() {
        assertThat(Values.onScale(
                        saturation(sent(IRON_SI, "10 umol/L"), sent(TIBC_SI, "80"), sent(UIBC_SI, "50 umol/L"))))
                .isEqualTo("16.6667 %");
        assertThat(Values.onScale(saturation(sent(IRON_SI, "10 umol/L"), sent(TIBC_SI, "80"))))
                .isEqualTo("NO_UNIT");
    }

    @Test
    void givesWayToAReportedOneAndIsNotedIfItDiffers() {
        Lab[] parts = {sent(IRON, "45 ug/dL"), sent(TIBC, "400 ug/dL")};
        var near = (Known) saturation(sent(REPORTED, "16.25 %"), parts[0], parts[1]);
        var far = (Known) saturation(sent(REPORTED, "16.26 %"), parts[0], parts[1]);
        var farBelow = (Known) saturation(sent(REPORTED, "6.24 %"), parts[0], parts[1]);

        assertThat(Values.onScale(near)).isEqualTo("16.25 %");
        assertThat(near.isCalculated()).isFalse();
        assertThat(near.differsFrom()).isNull();
        assertThat(Values.onScale(far)).isEqualTo("16.26 %");
        assertThat(far.differsFrom()).isNotNull().returns("11.3 %", Known::asSent);
        assertThat(farBelow.differsFrom()).isNotNull().returns("11.3 %", Known::asSent);
    }

    @Test
    void standsInForAReportedOneThatCannotBeRead() {
        var calculated = saturation(sent(REPORTED, "16 ug/dL"), sent(IRON, "45 ug/dL"), sent(TIBC, "400 ug/dL"));

        assertThat(Values.onScale(calculated)).isEqualTo("11.25 %");
        assertThat(((Known) calculated).isCalculated()).isTrue();
    }

    @Test
    void doesNotDifferFromAnIntervalThatMayBeAsNear() {
        var reported = (Known) saturation(sent(REPORTED, "<20 %"), sent(IRON, "45 ug/dL"), sent(TIBC, "400 ug/dL"));
        var above = (Known) saturation(sent(REPORTED, ">30 %"), sent(IRON, "90 ug/dL"), sent(TIBC, "400 ug/dL"));

        assertThat(reported.differsFrom()).isNull();
        assertThat(above.differsFrom()).isNotNull();
    }

    /** The classes begin at 20 and 45 %. */
    @ParameterizedTest(name = "{0} reported, iron {1} of 400 → {2}")
    @CsvSource({
        "19.9 %, 79 ug/dL, ",
        "19.9 %, 80 ug/dL, DISAGREE",
        "20 %, 79 ug/dL, DISAGREE",
        "44.9 %, 180 ug/dL, DISAGREE",
        "45 %, 179 ug/dL, DISAGREE",
        "45 %, 180 ug/dL, ",
        ">20 %, 40 ug/dL, DISAGREE",
        ">=18 %, 40 ug/dL, ",
    })
    void isNotReadWhereTheTwoAreOfDifferentClasses(String reported, String iron, @Nullable String problem) {
        var read = saturation(sent(REPORTED, reported), sent(IRON, iron), sent(TIBC, "400 ug/dL"));

        assertThat(read instanceof NotInterpretable(var why, var sent) ? why.name() : null)
                .isEqualTo(problem);
    }

    @Test
    void standsBesideAReportedOneOfAnotherSpecimen() {
        var reported = lab(REPORTED).on("2026-09-01").value(quantity("30 %"));

        assertThat(saturations(reported, sent(IRON, "45 ug/dL"), sent(TIBC, "400 ug/dL")))
                .extracting(Values::onScale)
                .containsExactly("30 %", "11.25 %");
    }

    @Test
    void doesNotWaitForAReportedOneThatIsNotFinal() {
        var reported = sent(REPORTED, "30 %").status("preliminary");

        assertThat(saturations(reported, sent(IRON, "45 ug/dL"), sent(TIBC, "400 ug/dL")))
                .extracting(Values::onScale)
                .containsExactly("30 %", "11.25 %");
    }

    @Test
    void isMadeOfTheCapacityThatCountsBeforeOneThatIsAwaited() {
        var iron = sent(IRON_SI, "10 umol/L");
        var awaited = sent(TIBC_SI, "80 umol/L").status("preliminary");
        var counting = sent(UIBC_SI, "50 umol/L");

        assertThat(Values.onScale(saturation(iron, awaited, counting))).isEqualTo("16.6667 %");
        assertThat(Values.onScale(saturation(iron, counting, awaited))).isEqualTo("16.6667 %");
    }

    @Test
    void isMadeOfTheOneOfASpecimenThatCounts() {
        var iron = sent(IRON, "45 ug/dL").specimen("Specimen/s");
        var awaited = sent(TIBC, "300 ug/dL").specimen("Specimen/s").status("preliminary");
        var counting = sent(TIBC, "400 ug/dL").specimen("Specimen/s");

        assertThat(Values.onScale(saturation(iron, awaited, counting))).isEqualTo("11.25 %");
        assertThat(Values.onScale(saturation(iron, counting, awaited))).isEqualTo("11.25 %");
    }

    @Test
    void isNotMadeOfAPanelWithoutValues() {
        var panel = new ResultReader(KNOWLEDGE)
                .read(List.of(lab("50190-8").on(DAY).withoutValue().build()), List.of(), true, NOW);

        assertThat(new MeasurementReader(KNOWLEDGE).of(panel.get(0)))
                .isEqualTo(new NotInterpretable(Measurement.ValueProblem.NO_VALUE, null));
    }

    @Test
    void ofALongChartIsCalculatedInNoTime() {
        var labs = new ArrayList<Lab>();
        for (var i = 0; i < 20_000; i++) {
            labs.add(sent(i % 2 == 0 ? IRON : TIBC, "100 ug/dL"));
            labs.add(sent(REPORTED, "30 %"));
        }
        var started = System.nanoTime();

        assertThat(saturations(labs.toArray(Lab[]::new))).hasSize(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    }
}
