package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.knowledge.rule.Criterion;
import org.rlsworkup.knowledge.rule.Criterion.LabEnd;

/** The language of conditions in the knowledge file. */
class CriterionReaderTests {
    private static final CriterionReader.KnownIds VOCABULARY = new CriterionReader.KnownIds(
            Yaml.load(Yaml.SHIPPED, null).analytes(),
            Set.of("TSAT", "MMA"),
            Set.of("PREGNANT", "IBD"),
            Set.of("B12-LOW"));
    private static final Criterion PREGNANT = new Criterion.Holds("PREGNANT");
    private static final Criterion IBD = new Criterion.Holds("IBD");

    private static Criterion read(String text) {
        return CriterionReader.read(text, VOCABULARY);
    }

    private static Criterion.Compares compares(String analyte, Comparison comparison, String value, String unit) {
        return new Criterion.Compares(
                analyte, comparison, new Criterion.Limit(null, Map.of(unit, new BigDecimal(value))));
    }

    @Test
    void readsComparisons() {
        assertThat(read("FER <= 75 ng/mL")).isEqualTo(compares("FER", Comparison.AT_MOST, "75", "ng/mL"));
        assertThat(read("FER<75 ng/mL")).isEqualTo(compares("FER", Comparison.LESS, "75", "ng/mL"));
        assertThat(read("TSAT > 20 %")).isEqualTo(compares("TSAT", Comparison.MORE, "20", "%"));
        assertThat(read("TSAT >= 45.5 %")).isEqualTo(compares("TSAT", Comparison.AT_LEAST, "45.5", "%"));
    }

    @Test
    void readsACutOffInUnitsOfItsOwn() {
        assertThat(read("B12 < 180 ng/L | 133 pmol/L"))
                .isEqualTo(new Criterion.Compares(
                        "B12",
                        Comparison.LESS,
                        new Criterion.Limit(
                                null, Map.of("ng/L", new BigDecimal("180"), "pmol/L", new BigDecimal("133")))));
    }

    @Test
    void readsTheRangeOfTheLaboratory() {
        assertThat(read("MMA > lab-upper"))
                .isEqualTo(new Criterion.Compares("MMA", Comparison.MORE, new Criterion.Limit(LabEnd.UPPER, Map.of())));
        assertThat(read("MMA < lab-lower else 70 nmol/L"))
                .isEqualTo(new Criterion.Compares(
                        "MMA",
                        Comparison.LESS,
                        new Criterion.Limit(LabEnd.LOWER, Map.of("nmol/L", new BigDecimal("70")))));
        assertThat(read("MMA has-lab-range")).isEqualTo(new Criterion.HasLabRange("MMA"));
    }

    @Test
    void readsFacts() {
        assertThat(read("FER present")).isEqualTo(new Criterion.Present("FER"));
        assertThat(read("FER absent")).isEqualTo(new Criterion.Not(new Criterion.Present("FER")));
        assertThat(read("FER afternoon")).isEqualTo(new Criterion.Afternoon("FER"));
        assertThat(read("CRP within 14 days of FER")).isEqualTo(new Criterion.Near("CRP", 14, "FER"));
        assertThat(read("missing TSAT")).isEqualTo(new Criterion.Missing("TSAT"));
        assertThat(read("spoke B12-LOW")).isEqualTo(new Criterion.Spoke("B12-LOW"));
        assertThat(read("PREGNANT")).isEqualTo(PREGNANT);
        assertThat(read("age < 18")).isEqualTo(new Criterion.Age(Comparison.LESS, 18));
        assertThat(read("sex female")).isEqualTo(new Criterion.IsSex(Sex.FEMALE));
        assertThat(read("sex male")).isEqualTo(new Criterion.IsSex(Sex.MALE));
    }

    @Test
    void bindsAndTighterThanOr() {
        var age = new Criterion.Age(Comparison.AT_LEAST, 18);
        assertThat(read("PREGNANT or IBD and age >= 18"))
                .isEqualTo(new Criterion.AnyOf(List.of(PREGNANT, new Criterion.All(List.of(IBD, age)))));
        assertThat(read("(PREGNANT or IBD) and not age >= 18"))
                .isEqualTo(new Criterion.All(
                        List.of(new Criterion.AnyOf(List.of(PREGNANT, IBD)), new Criterion.Not(age))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        FERR < 75 ng/mL       ; word 1, at "FERR": this is no analyte, context or word of the language
        FER < 75              ; word 4, at the end: expected a unit of FER
        FER < 75 ug/L         ; word 4, at "ug/L": this is no unit of FER
        FER < many ng/mL      ; word 3, at "many": expected a number
        FER = 75 ng/mL        ; word 2, at "75": expected one of <, <=, >, >=
        FER                   ; word 2, at the end: expected a comparison
        B12 < 133 pmol/L      ; the limit must be given in ng/L
        FER < 1 ng/mL | 2 ng/mL ; two limits in one unit
        (PREGNANT             ; word 3, at the end: expected ")"
        PREGNANT)             ; word 2, at ")": nothing is expected after it
        PREGNANT IBD          ; word 2, at "IBD": nothing is expected after it
        PREGNANT and          ; word 3, at the end: expected a condition
        not                   ; word 2, at the end: expected a condition
        missing FER           ; word 2, at "FER": this is no test
        spoke B12-IND         ; word 2, at "B12-IND": this is no earlier rule
        age < 18.5            ; word 3, at "18.5": expected a whole number
        age 18                ; word 2, at "18": expected one of <, <=, >, >=
        sex other             ; word 2, at "other": expected female or male
        CRP within 14 of FER  ; word 4, at "of": expected "days"
        CRP within 14 days of IBD ; word 6, at "IBD": this is no analyte
        """)
    void saysWhereAConditionIsWrong(String text, String complaint) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(text)).withMessageContaining(complaint);
    }

    @Test
    void refusesAnEmptyCondition() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(" ")).withMessageContaining("expected a condition");
    }
}
