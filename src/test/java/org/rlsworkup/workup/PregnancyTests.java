package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Lab.b12;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.Problem.snomed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PregnancyTests {
    private static final String PREGNANCY = "77386006";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "77386006",
                "1052284009",
                "Z33.1",
                "Z34.90",
                "O09.513",
                "Z3A.20",
                "O26.892",
                "O10.019",
                "O99.012",
                "O9A.113"
            })
    void turnsHbA1cOffAndOffersActiveB12(String code) {
        var pregnancy = problem(code).recorded("2026-09-01");

        assertThat(missing(pregnancy)).containsExactly("FER", "TSAT", "B12", "TSH");
        assertThat(missingTest("B12", pregnancy).orderable().codings()).containsExactly(Code.loinc("72160-5"));
        assertThat(missingTest("B12", pregnancy).orderedInsteadIn())
                .extracting(RiskContext::id)
                .isEqualTo("PREGNANT");
    }

    @Test
    void isDoneByEitherB12() {
        assertThat(missing(
                        everythingBut("B12", snomed(PREGNANCY), lab("72160-5").on("2026-10-01"))))
                .isEmpty();
        assertThat(missing(everythingBut("B12", snomed(PREGNANCY), b12("2026-10-01"))))
                .isEmpty();
    }

    @ParameterizedTest(name = "recorded {0} → pregnant: {1}")
    @CsvSource({"2026-01-24, true", "2026-01-23, false"})
    void isHeldFor300Days(String recorded, boolean pregnant) {
        assertThat(finding("A1C", snomed(PREGNANCY).recorded(recorded)) instanceof Finding.Off)
                .isEqualTo(pregnant);
        assertThat(finding("A1C", snomed("1052284009").recorded(recorded)) instanceof Finding.Off)
                .isEqualTo(pregnant);
    }

    @ParameterizedTest(name = "delivered {0} → pregnant: {1}")
    @CsvSource({"2026-10-15, false", "2026-09-01, false", "2026-08-31, true"})
    void endsWithTheDelivery(String delivered, boolean pregnant) {
        var parts = new Part[] {
            snomed(PREGNANCY).recorded("2026-09-01"), snomed("86569001").recorded(delivered)
        };

        assertThat(finding("A1C", parts) instanceof Finding.Off).isEqualTo(pregnant);
    }

    @Test
    void beginsAgainAfterADelivery() {
        var parts = new Part[] {
            snomed("86569001").recorded("2026-09-01"), icd("Z34.90").recorded("2026-11-10")
        };

        assertThat(finding("A1C", parts)).isInstanceOf(Finding.Off.class);
    }
}
