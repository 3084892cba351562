package org.rlsworkup.workup.interpretation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.assessed;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Med.rx;
import static org.rlsworkup.workup.results.Values.quantity;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.workup.Done;
import org.rlsworkup.workup.Part;

/** Which treatment is said beside a value. */
class TreatmentBesideTests {
    private static String beside(Part treatment, String drawn) {
        return assessed(lab("2276-4").value(quantity("12 ng/mL")).on(drawn), treatment)
                .results()
                .interpretations()
                .stream()
                .flatMap(it -> it.values().stream())
                .filter(it -> it.analyte().id().equals("FER"))
                .flatMap(it -> it.beside().stream())
                .map(it -> it.treatment().id() + " " + it.days())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "oral iron since {0}, drawn {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-09-01, 2026-10-21, ON_IRON 50",
                "2026-09-01, 2026-09-01, ON_IRON 0",
                "2026-09-01, 2026-08-31, ''",
                "2026-09, 2026-10-21, ''",
                "-, 2026-10-21, ''"
            })
    void oralIronOnlyWhereTheValueWasTakenDuringIt(String since, String drawn, String beside) {
        assertThat(beside(rx("24947").written(since), drawn)).isEqualTo(beside);
    }

    @Test
    void anInfusion() {
        assertThat(beside(Done.worded("Iron infusion").on("2026-09-01"), "2026-10-21"))
                .isEqualTo("IV_IRON 50");
    }

    @Test
    void noOtherTreatment() {
        assertThat(beside(rx("7646").written("2025-01-01"), "2026-10-21")).isEmpty();
    }
}
