package org.rlsworkup.workup.interpretation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.and;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.workup;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.results.Values.quantity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.diagnosis.CardOverrides.Decline;

/** A reading that a clinician declined is silent until there is a newer result, or its time is over. */
@Execution(ExecutionMode.CONCURRENT)
class DeclinedReadingTests {
    private static final int DAYS = 180;
    private static final Code KNOWN = new Code("https://rlsworkup.org/CodeSystem/override-reason", "known-no-action");
    private static final Code WRONG = new Code("https://rlsworkup.org/CodeSystem/override-reason", "diagnosis-wrong");
    private static final Lab LOW_B12 = sent("2132-9", "150 pg/mL", "2026-10-01");

    private static Lab sent(String loinc, String value, String date) {
        return lab(loinc).value(quantity(value)).on(date);
    }

    private static Lab ferritin(String value, String date) {
        return sent("2276-4", value, date);
    }

    private static Interpretation.Summary results(List<CardOverride> overridden, Part... parts) {
        return ((Assessed) workup().assess(chart(and(parts, rls())), overridden, NOW)).results();
    }

    private static String earning(Interpretation.Summary results) {
        return results.interpretations().stream()
                .filter(it -> it.indicator() != null)
                .map(Interpretation::finding)
                .collect(Collectors.joining(" "));
    }

    /** The override, so many days ago, of a card with all that is read of this chart. */
    private static CardOverride declined(int daysAgo, Code reason, Part... parts) {
        var told = results(List.of(), parts).interpretations().stream()
                .collect(Collectors.toMap(Interpretation::finding, Interpretation::restsOn));
        return new CardOverride(
                NOW.minusDays(daysAgo).toInstant(),
                reason,
                Set.of(),
                false,
                id -> true,
                told.keySet(),
                (finding, results) -> results.equals(told.get(finding)));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "180, true", "181, false"})
    void isSilentForItsTime(int daysAgo, boolean silent) {
        var ferritin = ferritin("40 ng/mL", "2026-05-01");
        var results = results(List.of(declined(daysAgo, KNOWN, ferritin)), ferritin);
        var day = NOW.minusDays(daysAgo).toLocalDate();

        assertThat(earning(results)).isEqualTo(silent ? "" : "IRON-AD-1");
        assertThat(results.silenced())
                .extracting(it -> it.interpretation().finding() + " " + it.day())
                .isEqualTo(silent ? List.of("IRON-AD-1 " + day) : List.of());
        assertThat(results.returned())
                .isEqualTo(silent ? Map.of() : Map.of("IRON-AD-1", new Decline(day, false, false)));
    }

    @ParameterizedTest
    @CsvSource({"40 ng/mL, 2026-10-01", "41 ng/mL, 2026-05-01"})
    void comesBackWithANewerOrCorrectedResult(String value, String date) {
        var overridden = List.of(declined(10, KNOWN, ferritin("40 ng/mL", "2026-05-01")));
        var results = results(overridden, ferritin(value, date));

        assertThat(earning(results)).isEqualTo("IRON-AD-1");
        assertThat(results.returned()).containsOnlyKeys("IRON-AD-1");
        assertThat(results.returned().get("IRON-AD-1").newer()).isTrue();
    }

    @Test
    void anotherFindingIsShownAllTheSame() {
        var ferritin = ferritin("40 ng/mL", "2026-05-01");
        var results = results(List.of(declined(10, KNOWN, ferritin)), ferritin, LOW_B12);

        assertThat(earning(results)).isEqualTo("B12-LOW");
        assertThat(results.returned()).isEmpty();
    }

    @Test
    void aWrongDiagnosisSaysNothingOfTheResult() {
        var ferritin = ferritin("40 ng/mL", "2026-05-01");
        var wrong = declined(10, WRONG, ferritin);
        var charted = chart(ferritin, rls().recorded("2026-11-19"));

        assertThat(earning(((Assessed) workup().assess(charted, List.of(wrong), NOW)).results()))
                .isEqualTo("IRON-AD-1");
    }

    @Test
    void aDeclineThatHoldsGoesBeforeANewerOneOfAnotherResult() {
        var first = ferritin("40 ng/mL", "2026-05-01");
        var second = ferritin("30 ng/mL", "2026-08-01");
        var overridden = List.of(declined(100, KNOWN, first), declined(10, KNOWN, second));

        assertThat(earning(results(overridden, first))).isEmpty();
        assertThat(earning(results(overridden, second))).isEmpty();
    }

    @Test
    void resultsThatCannotBeReadAreToldApartByWhatTheyMeasure() {
        var unitless = List.of(declined(10, KNOWN, ferritin("40 furlongs", "2026-05-01")));
        var b12 = sent("2132-9", "150 furlongs", "2026-10-01");

        assertThat(earning(results(unitless, ferritin("40 furlongs", "2026-05-01"), b12)))
                .isEqualTo("UNIT-MISMATCH:B12");
    }

    @Test
    void theDaysAreTheKnowledges() {
        assertThat(Charts.KNOWLEDGE.declined().resultDays()).isEqualTo(DAYS);
    }
}
