package org.rlsworkup.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.value.Interval;

class ValueFormatterTests {
    private final Rounding rounding = new Rounding(KNOWLEDGE);

    /** Seen on a real patient's card: "EGFR". */
    @ParameterizedTest
    @CsvSource({"ferritin, Ferritin", "eGFR, eGFR", "HbA1c, HbA1c", "p, P"})
    void keepsANamesOwnCapitals(String name, String atTheBeginning) {
        assertThat(ValueFormatter.capitalised(name)).isEqualTo(atTheBeginning);
    }

    @ParameterizedTest
    @CsvSource({
        "FER, ng/mL, 42.3157, 42",
        "FER, ng/mL, 8.26, 8.3",
        "FER, ng/mL, 75, 75",
        // Rounded to 75 it would meet the threshold that it does not meet.
        "FER, ng/mL, 75.3, 75.3",
        "FER, ng/mL, 75.04, 75.04",
        "FER, ng/mL, 74.96, 74.96",
        "FER, ng/mL, 100.4, 100.4",
        "TSAT, %, 19.96, 19.96",
        "TSAT, %, 19.44, 19",
        "TSAT, %, 11.25, 11",
        "B12, ng/L, 180.27, 180.3",
        "A1C, %, 6.46, 6.46",
        "A1C, %, 6.24, 6.2",
        "A1C, mmol/mol, 44.26, 44",
        "TSH, mIU/L, 2.0449, 2.04"
    })
    void roundsForTheEyeAndNeverAcrossAThreshold(String analyte, String unit, BigDecimal value, String shown) {
        var scale = KNOWLEDGE.analyte(analyte).scale(unit);
        assertThat(rounding.rounded(Interval.exactly(value), analyte, scale, List.of())
                        .written(9))
                .isEqualTo(shown);
    }

    @Test
    void aLimitOfTheLaboratoryIsAThresholdToo() {
        var scale = KNOWLEDGE.analyte("TSH").scale("mIU/L");
        var value = Interval.exactly(new BigDecimal("4.252"));

        assertThat(rounding.rounded(value, "TSH", scale, List.of()).written(9)).isEqualTo("4.25");
        assertThat(rounding.rounded(value, "TSH", scale, List.of(new BigDecimal("4.25")))
                        .written(9))
                .isEqualTo("4.252");
    }

    @ParameterizedTest
    @CsvSource({
        "m[IU]/L, mIU/L",
        "u[IU]/mL, µIU/mL",
        "mL/min/{1.73_m2}, mL/min/1.73 m²",
        "mL/min/1.73m2, mL/min/1.73 m²",
        "ug/L, µg/L",
        "mcg/L, µg/L",
        "umol/L, µmol/L",
        "pg/mL, pg/mL",
        "ng/dL, ng/dL",
        "mg/g{creat}, mg/g",
        "%{saturation}, %",
        "<5 ug/L, <5 µg/L",
        "mmol/mol, mmol/mol"
    })
    void writesUnitsAsPeopleDo(String ucum, String shown) {
        assertThat(UnitText.written(ucum)).isEqualTo(shown);
    }
}
