package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.assess;
import static org.rlsworkup.workup.Charts.assessed;
import static org.rlsworkup.workup.Charts.born;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.snomed;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.workup.Assessment.NoAdvice;
import org.rlsworkup.workup.Assessment.NoAdviceReason;
import org.rlsworkup.workup.missing.Finding;

class AgeTests {
    @ParameterizedTest(name = "born {0} → too young: {1}")
    @CsvSource({"2024-11-20, false", "2024-11-21, true", "2026-10-01, true", "2027-11-19, true"})
    void below2IsTooYoung(String born, boolean tooYoung) {
        assertThat(assess(chart(rls(), born(born))).equals(new NoAdvice(NoAdviceReason.TOO_YOUNG)))
                .isEqualTo(tooYoung);
    }

    @ParameterizedTest(name = "born {0}")
    @ValueSource(strings = {"2027-11-20", "2062-03-14"})
    void isUnknownWhereTheBirthLiesAYearAhead(String born) {
        assertThat(missing(born(born))).containsExactly("FER", "TSAT");
    }

    @Test
    void below18AsksForTheIronTestsOnly() {
        assertThat(missing(born("2008-11-21"))).containsExactly("FER", "TSAT");
        assertThat(missing(born("2008-11-20"))).containsExactly("FER", "TSAT", "B12", "TSH", "A1C");
    }

    @Test
    void below18IsNotChangedByAHigherYield() {
        assertThat(missing(born("2015-05-05"), snomed("34000006"))).containsExactly("FER", "TSAT");
    }

    @Test
    void thatIsUnknownAsksForTheIronTestsOnlyAndSaysSo() {
        assertThat(missing(born(null))).containsExactly("FER", "TSAT");
        assertThat(finding("B12", born(null)))
                .isEqualTo(new Finding.NotSuggested(finding("B12").test(), new Finding.Exclusion.BirthDateUnknown()));
    }

    @Test
    void isCountedInTheZoneOfTheCall() {
        var honolulu = Charts.NOW.withZoneSameInstant(ZoneId.of("Pacific/Honolulu"));
        var assessed =
                (Assessment.Assessed) Charts.workup().assess(chart(rls(), born("2008-11-20")), List.of(), honolulu);

        // Midnight of the 20th has just passed there.
        assertThat(Charts.ids(assessed)).hasSize(5);
        assertThat(Charts.ids((Assessment.Assessed)
                        Charts.workup().assess(chart(rls(), born("2008-11-20")), List.of(), honolulu.minusHours(1))))
                .containsExactly("FER", "TSAT");
    }
}
