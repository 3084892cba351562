package org.rlsworkup.workup.medicines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.workup;
import static org.rlsworkup.workup.Med.rx;
import static org.rlsworkup.workup.Problem.rls;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Assessment.MedicationAdvice;
import org.rlsworkup.workup.Assessment.MedicationsOnly;
import org.rlsworkup.workup.Assessment.NoAdvice;
import org.rlsworkup.workup.Med;
import org.rlsworkup.workup.Workup.Ordering;
import org.rlsworkup.workup.diagnosis.CardOverrides.Decline;

/** A drug on record that a clinician declined is silent for a year; one that is being ordered never is. */
@Execution(ExecutionMode.CONCURRENT)
class DeclinedMedicineTests {
    private static final String DIPHENHYDRAMINE = "3498";
    private static final String MIRTAZAPINE = "15996";

    private static List<CardOverride> declined(int daysAgo, String drug) {
        return List.of(new CardOverride(
                NOW.minusDays(daysAgo).toInstant(),
                null,
                Set.of(),
                false,
                id -> false,
                Set.of(CardOverride.drug(drug)),
                (finding, results) -> false));
    }

    private static String told(Assessment assessment) {
        return switch (assessment) {
            case Assessed it -> told(it.advice());
            case MedicationsOnly(var advice) -> told(advice);
            case NoAdvice it -> "";
            case Assessment.IncompleteChart it -> throw new AssertionError();
        };
    }

    private static String told(MedicationAdvice advice) {
        return advice.findings().stream().map(it -> it.drug().id()).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "365, ''", "366, DIPHENHYDRAMINE"})
    void isSilentForAYear(int daysAgo, String told) {
        var chart = chart(rls(), rx(DIPHENHYDRAMINE));
        var remission = chart(rls().clinical("remission"), rx(DIPHENHYDRAMINE));

        assertThat(told(workup().assess(chart, declined(daysAgo, "DIPHENHYDRAMINE"), NOW)))
                .isEqualTo(told);
        assertThat(told(workup().assess(remission, declined(daysAgo, "DIPHENHYDRAMINE"), NOW)))
                .isEqualTo(told);
    }

    @Test
    void besideAnotherDrugItsDayIsSaid() {
        var chart = chart(rls(), rx(DIPHENHYDRAMINE).id("m1"), rx(MIRTAZAPINE).id("m2"));
        var advice = ((Assessed) workup().assess(chart, declined(20, "DIPHENHYDRAMINE"), NOW)).advice();

        assertThat(told(advice)).isEqualTo("MIRTAZAPINE");
        assertThat(advice.declined())
                .containsOnlyKeys("diphenhydramine")
                .containsValue(new Decline(NOW.minusDays(20).toLocalDate(), true, false));
    }

    private static Ordering ordering(boolean signing, Predicate<String> shown, Med... drafts) {
        return new Ordering(
                Stream.of(drafts).map(it -> it.status("draft").build()).toList(), signing, shown);
    }

    @Test
    void whileItIsOrderedItIsAlwaysSaid() {
        var ordering = ordering(false, draft -> false, rx(DIPHENHYDRAMINE));

        assertThat(told(workup().assessOrders(chart(rls()), ordering, declined(1, "DIPHENHYDRAMINE"), NOW)))
                .isEqualTo("DIPHENHYDRAMINE");
    }

    @Test
    void aDraftThatWasShownIsNotRepeated() {
        var shown = "REQUEST/d1 DIPHENHYDRAMINE";
        Predicate<String> isShown = shown::equals;

        assertThat(signed(isShown, rx(DIPHENHYDRAMINE).id("d1"))).isEmpty();
        assertThat(signed(isShown, rx(DIPHENHYDRAMINE).id("d2")))
                .as("another draft")
                .isEqualTo("DIPHENHYDRAMINE");
        assertThat(signed(isShown, rx(DIPHENHYDRAMINE).id(null))).as("no id").isEqualTo("DIPHENHYDRAMINE");
        assertThat(signed(isShown, rx(MIRTAZAPINE).id("d1"))).as("another drug").isEqualTo("MIRTAZAPINE");
        assertThat(signed(isShown, rx(DIPHENHYDRAMINE).id("d1"), rx(MIRTAZAPINE).id("d2")))
                .isEqualTo("MIRTAZAPINE");
    }

    private static String signed(Predicate<String> isShown, Med... drafts) {
        return told(workup().assessOrders(chart(rls()), ordering(true, isShown, drafts), List.of(), NOW));
    }

    @Test
    void theDraftsOfEachDrugAreKnown() {
        var drafts = ordering(
                false,
                draft -> false,
                rx(DIPHENHYDRAMINE).id("d1"),
                rx(DIPHENHYDRAMINE).id("d2"),
                rx(MIRTAZAPINE).id(null));
        var advice = ((MedicationsOnly) workup().assessOrders(chart(rls()), drafts, List.of(), NOW)).advice();

        assertThat(advice.drafts())
                .containsOnlyKeys("DIPHENHYDRAMINE")
                .containsValue(Set.of("REQUEST/d1 DIPHENHYDRAMINE", "REQUEST/d2 DIPHENHYDRAMINE"));
    }
}
