package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;
import static org.rlsworkup.workup.results.Values.limit;
import static org.rlsworkup.workup.results.Values.normal;
import static org.rlsworkup.workup.results.Values.onScale;
import static org.rlsworkup.workup.results.Values.quantity;
import static org.rlsworkup.workup.results.Values.read;
import static org.rlsworkup.workup.results.Values.readText;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.results.Measurement.Known;

/** Edge cases of values that are read, converted and shown. */
class ValueEdgeTests {
    @Test
    void aNumberOfSixtyDigitsIsRead() {
        assertThat(onScale(read("2276-4", "0.5" + "0".repeat(58) + "1 ng/mL"))).isEqualTo("0.5 ng/mL");
        assertThat(onScale(read("2276-4", "0.5" + "0".repeat(59) + "1 ng/mL"))).isEqualTo("IMPLAUSIBLE");
    }

    @ParameterizedTest
    @CsvSource({
        "error, MODIFIED",
        "not-performed, MODIFIED",
        "unknown, MODIFIED",
        "as-text, 42 ng/mL",
        "masked, 42 ng/mL"
    })
    void aValueThatIsSaidToBeAbsentIsNotRead(String reason, String read) {
        assertThat(onScale(read("2276-4", new Measured(quantity("42 ng/mL"), reason))))
                .isEqualTo(read);
    }

    @Test
    void aRangeMayBeOneNumber() {
        assertThat(onScale(read("2276-4", new Value.Range(limit("42 ng/mL"), limit("42 ng/mL")))))
                .isEqualTo("42 ng/mL");
        var known = (Known) read(
                "3016-3",
                new Measured(quantity("4.5 mIU/L"), null, List.of(normal("5 mIU/L", "5 mIU/L")), null, List.of()));
        assertThat(known.labRange()).isEqualTo(new LabRange(new BigDecimal("5"), new BigDecimal("5")));
    }

    @Test
    void aTextIsReadUpToItsLongest() {
        assertThat(onScale(readText("2276-4", "42" + " ".repeat(57) + "ng/mL"))).isEqualTo("42 ng/mL");
        assertThat(onScale(readText("2276-4", "42" + " ".repeat(58) + "ng/mL"))).isEqualTo("NO_NUMBER");
    }

    @Test
    void aTextIsShownUpToItsLongest() {
        assertThat(readText("2276-4", "x".repeat(100)).asSent()).isEqualTo("x".repeat(100));
        assertThat(readText("2276-4", "x".repeat(101)).asSent()).isEqualTo("x".repeat(100) + "…");
    }

    @ParameterizedTest
    @CsvSource({"1E+20 ng/mL, 100000000000000000000 ng/mL", "1E+21 ng/mL, 1E+21 ng/mL"})
    void zerosAreShownUpToALine(String sent, String shown) {
        assertThat(read("2276-4", sent).asSent()).isEqualTo(shown);
    }

    @Test
    void aUnitWithoutEndIsAnotherUnitAndNotNone() {
        assertThat(onScale(read("2276-4", "42 " + "x".repeat(61)))).isEqualTo("UNIT_MISMATCH");
        assertThat(onScale(read("2276-4", "42 {" + "x".repeat(50) + "}"))).isEqualTo("NO_UNIT");
    }

    /** A site may declare the unit of numbers that it files without one. */
    @Test
    void aNumberWithoutUnitHasTheOneThatIsDeclared() {
        var ferritin = KNOWLEDGE.analyte("FER");
        var filings = new LinkedHashMap<>(ferritin.codes());
        filings.computeIfPresent(Code.loinc("2276-4"), (code, filing) -> filing.in("mg/L"));
        var declared = ferritin.with(filings);
        var value = new Measured(quantity("0.042"), null);

        assertThat(onScale(ValueReader.read(declared, Charts.concept(Code.loinc("2276-4")), value)))
                .isEqualTo("42 ng/mL");
        assertThat(onScale(ValueReader.read(
                        declared,
                        new Concept(
                                List.of(
                                        new Concept.Coding(Code.loinc("20567-4"), null),
                                        new Concept.Coding(Code.loinc("2276-4"), null)),
                                null),
                        value)))
                .isEqualTo("42 ng/mL");
        assertThat(onScale(ValueReader.read(declared, Charts.concept(Code.loinc("20567-4")), value)))
                .isEqualTo("NO_UNIT");
    }

    @Test
    void aValueIsKnownOnTheOtherScalesOfItsAnalyte() {
        var percent = (Known) read("4548-4", "6.5 %");
        var inPercent = percent.scale();
        var molar = ((Known) read("59261-8", "48 mmol/mol")).scale();

        assertThat(percent.in(inPercent).written(2)).isEqualTo("6.5");
        assertThat(percent.in(molar).written(1)).isEqualTo("47.5");
        assertThat(((Known) read("59261-8", "48 mmol/mol")).in(inPercent).written(2))
                .isEqualTo("6.54");
        assertThat(((Known) read("2276-4", "42 ng/mL"))
                        .in(KNOWLEDGE.analyte("FER").scale("pmol/L"))
                        .written(2))
                .isEqualTo("94.38");
    }

    @Test
    void aScaleIsFoundByItsId() {
        var ferritin = KNOWLEDGE.analyte("FER");

        assertThat(ferritin.scale("pmol/L").id()).isEqualTo("pmol/L");
        assertThatIllegalArgumentException().isThrownBy(() -> ferritin.scale("furlongs"));
    }
}
