package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.assessed;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Lab.bindingCapacity;
import static org.rlsworkup.workup.Lab.iron;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.results.Values.quantity;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.missing.Finding;

/** Iron and binding capacity give a saturation only if they are from one specimen. */
class SpecimenTests {
    private static boolean isSaturation(Lab one, Lab other) {
        return finding("TSAT", one, other) instanceof Finding.Done;
    }

    @ParameterizedTest(name = "{0} and {1} → {2}")
    @CsvSource({
        "2026-10-01T08:00:00Z, 2026-10-01T09:00:00Z, true",
        "2026-10-01T09:00:00Z, 2026-10-01T08:00:00Z, true",
        "2026-10-01T08:00:00Z, 2026-10-01T09:00:01Z, false",
        "2026-10-01T23:50:00Z, 2026-10-02T00:10:00Z, true",
        "2026-10-01T08:00:00+02:00, 2026-10-01T06:30:00Z, true",
        "2026-10-01T08:00:00+02:00, 2026-10-01T08:00:00Z, false",
        "2026-10-01, 2026-10-01, true",
        "2026-10-01, 2026-10-02, false",
        "2026-10-01, 2026-10-01T08:00:00Z, false",
        "2026-10, 2026-10, false",
        "2026, 2026, false",
    })
    void isOneWithin60MinutesOrOnEqualDays(String iron, String capacity, boolean one) {
        assertThat(isSaturation(iron(iron), bindingCapacity(capacity))).isEqualTo(one);
    }

    @Test
    void isOneByReference() {
        var iron = iron("2026-10-01T08:00:00Z").specimen("Specimen/s1");

        assertThat(isSaturation(iron, bindingCapacity("2026-10-01T17:00:00Z").specimen("Specimen/s1")))
                .isTrue();
        assertThat(isSaturation(iron, bindingCapacity("2026-10-01T17:00:00Z").specimen("Specimen/s2")))
                .isFalse();
    }

    @Test
    void isNotOneByAContainedSpecimenOfTheSameName() {
        assertThat(isSaturation(
                        iron("2026-10-01T08:00:00Z").specimen("#s"),
                        bindingCapacity("2026-10-01T17:00:00Z").specimen("#s")))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} of {1} in {2} → {3}")
    @CsvSource({
        "9318-7, 400 mg/g, Urine, ACR-2",
        "9318-7, 400 mg/g, Spot urine, ACR-2",
        "9318-7, 400 mg/g, Cerebrospinal fluid, ''",
        "9318-7, 400 mg/g, Saliva, ''",
        "2276-4, 20 ng/mL, Serum, IRON-AD-1",
        "2276-4, 20 ng/mL, Urine, ''",
    })
    void isThatOfTheAnalyte(String loinc, String value, String specimen, String rule) {
        var result = lab(loinc).on("2026-10-01").value(quantity(value)).specimenCalled(specimen);

        assertThat(assessed(result).results().interpretations().stream()
                        .map(Interpretation::rule)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(rule);
    }

    @Test
    void isWaitedForWhileOneOfBothIs() {
        assertThat(finding(
                        "TSAT",
                        iron("2026-11-18"),
                        bindingCapacity("2026-11-18").status("preliminary")))
                .isInstanceOf(Finding.Pending.class);
    }

    @Test
    void isNoneWhereOneOfBothFallsShort() {
        assertThat(shortfalls(
                        "TSAT",
                        iron("2026-10-01"),
                        bindingCapacity("2026-10-01").says("hemolyzed")))
                .containsExactly(Shortfall.PART_ONLY);
    }

    @Test
    void isAsOldAsTheIron() {
        assertThat(isSaturation(iron("2025-11-20"), bindingCapacity("2025-11-20")))
                .isTrue();
        assertThat(isSaturation(iron("2025-11-19"), bindingCapacity("2025-11-19")))
                .isFalse();
    }

    @Test
    void needsIronAndNotTwoCapacities() {
        assertThat(isSaturation(lab("2501-5").on("2026-10-01"), bindingCapacity("2026-10-01")))
                .isFalse();
    }
}
