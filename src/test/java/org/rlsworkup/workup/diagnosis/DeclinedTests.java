package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.and;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.workup;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.results.Values.quantity;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Assessment.NoAdvice;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Med;
import org.rlsworkup.workup.Order;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.Workup.Ordering;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.missing.Finding;

/** A declined test is not suggested again until its time is over. */
class DeclinedTests {
    private static final String OURS = "https://rlsworkup.org/CodeSystem/override-reason";
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes";

    private static CardOverride declined(int daysAgo, @Nullable Code reason, boolean alone, String... tests) {
        return new CardOverride(
                NOW.minusDays(daysAgo).toInstant(),
                reason,
                Set.of(tests),
                alone,
                id -> "rls".equals(id),
                Set.of(),
                (finding, results) -> false);
    }

    private static Code ours(String code) {
        return new Code(OURS, code);
    }

    private static List<String> missing(List<CardOverride> declined, Part... parts) {
        return Charts.ids((Assessed) workup().assess(chart(and(parts, rls())), declined, NOW));
    }

    @Test
    void aRecheckSnoozesLikeAMissingTest() {
        var onIron = Med.rx("24947").written("2026-01-01");
        var old = Lab.ferritin("2026-03-01");
        var later = declined(14, ours("will-order-later"), true, "FER");

        assertThat(missing(List.of(), onIron, old)).contains("FER");
        assertThat(missing(List.of(later), onIron, old)).doesNotContain("FER").contains("TSAT");
        assertThat(missing(List.of(declined(15, ours("will-order-later"), true, "FER")), onIron, old))
                .contains("FER");
    }

    /** What a treatment with iron makes old stays so, whatever is answered or ordered. */
    @Test
    void anOldResultIsNotReadWhileItsRecheckIsDeclinedOrOrdered() {
        var onIron = Med.rx("24947").written("2026-01-01");
        var old = Lab.ferritin("2026-03-01").value(quantity("40 ng/mL"));
        var later = declined(1, ours("will-order-later"), true, "FER");
        var due = Order.order("2276-4").authored("2026-11-01");

        assertThat(rules(List.of(later), onIron, old)).isEmpty();
        assertThat(rules(List.of(), onIron, old, due)).isEmpty();
        assertThat(rules(List.of(), onIron, Lab.ferritin("2026-09-01").value(quantity("40 ng/mL")), due))
                .containsExactly("IRON-AD-1");
    }

    private static List<String> rules(List<CardOverride> declined, Part... parts) {
        var assessed = (Assessed) workup().assess(chart(and(parts, rls())), declined, NOW);
        return assessed.results().interpretations().stream()
                .map(Interpretation::rule)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ours, done-elsewhere, true, 365",
        "ours, done-elsewhere, false, 90",
        "ours, patient-declined, true, 365",
        "ours, patient-declined, false, 90",
        "ours, not-clinically-indicated, true, 180",
        "ours, not-clinically-indicated, false, 90",
        "ours, will-order-later, true, 14",
        "ours, will-order-later, false, 14",
        "hl7, action-completed, true, 365",
        "hl7, patient-refuses, false, 90",
        "hl7, limited-time, true, 14",
        "hl7, indication-order-exists, true, 30",
        "none, done-elsewhere, true, 365",
        "foreign, done-elsewhere, true, 30",
        "foreign, whatever, false, 30",
        ", , true, 30",
        ", , false, 30",
    })
    void aTestIsNotSuggestedForTheTimeItsReasonSets(String system, String code, boolean alone, int days) {
        var reason = code == null
                ? null
                : new Code(
                        switch (system) {
                            case "ours" -> OURS;
                            case "hl7" -> HL7;
                            case "foreign" -> "urn:foreign";
                            default -> null;
                        },
                        code);
        assertThat(missing(List.of(declined(days, reason, alone, "FER"))))
                .doesNotContain("FER")
                .contains("TSAT");
        assertThat(missing(List.of(declined(days + 1, reason, alone, "FER")))).contains("FER");
    }

    @Test
    void theNewestAnswerHolds() {
        var all = List.of(
                declined(40, ours("done-elsewhere"), true, "FER"), declined(20, ours("will-order-later"), true, "FER"));
        assertThat(missing(all)).contains("FER");
        assertThat(missing(all.reversed())).contains("FER");
    }

    @Test
    void itsDayIsKnown() {
        var assessed = (Assessed) workup().assess(chart(rls()), List.of(declined(3, null, true, "B12")), NOW);
        assertThat(assessed.findings())
                .anySatisfy(it -> assertThat(it)
                        .isEqualTo(new Finding.DeclinedByClinician(it.test(), LocalDate.from(NOW.minusDays(3)))));
    }

    @ParameterizedTest
    @CsvSource({"14, ", "15, 2026-11-05"})
    void aTestThatIsSuggestedAgainSaysWhenItWasDeclined(int daysAgo, LocalDate declined) {
        var answer = List.of(declined(daysAgo, ours("will-order-later"), true, "FER"));
        var missing = ((Assessed) workup().assess(chart(rls()), answer, NOW))
                .missing().stream()
                        .filter(it -> it.declinedBefore() != null)
                        .map(it -> it.test().id() + " " + it.declinedBefore())
                        .toList();

        assertThat(missing).isEqualTo(declined == null ? List.of() : List.of("FER " + declined));
    }

    @ParameterizedTest
    @CsvSource({
        "77386006, FER, true",
        "77386006, TSAT, true",
        "105502003, FER, true",
        "D50.9, FER, true",
        "77386006, TSH, false",
        "34000006, FER, false"
    })
    void ironTestsComeBackWhenWhatIsChartedSinceAsksForThem(String code, String test, boolean back) {
        var answer = List.of(declined(10, ours("patient-declined"), true, test));
        assertThat(missing(answer, problem(code).recorded("2026-11-19")).contains(test))
                .isEqualTo(back);
        assertThat(missing(answer, problem(code).recorded("2026-11-01"))).doesNotContain(test);
    }

    @Test
    void aDiagnosisThatIsWrongIsNotSpokenOfUntilItIsChartedAgain() {
        var wrong = List.of(declined(500, ours("diagnosis-wrong"), false, "FER"));
        assertThat(workup().assess(chart(rls().recorded("2025-01-01")), wrong, NOW))
                .isEqualTo(new NoAdvice(Assessment.NoAdviceReason.DIAGNOSIS_WRONG));
        assertThat(missing(wrong)).contains("FER");
        assertThat(workup().assess(chart(rls().recorded("2025-01-01").id("other")), wrong, NOW))
                .isInstanceOf(Assessed.class);
        assertThat(workup().assess(chart(rls().recorded("2025-01-01").clinical("remission")), wrong, NOW))
                .isEqualTo(new NoAdvice(Assessment.NoAdviceReason.DIAGNOSIS_WRONG));
        assertThat(workup().assessOrders(
                                chart(rls().recorded("2025-01-01")),
                                new Ordering(List.of(), true, draft -> false),
                                wrong,
                                NOW))
                .isEqualTo(new NoAdvice(Assessment.NoAdviceReason.DIAGNOSIS_WRONG));
    }

    @Test
    void whatIsDoneStaysDone() {
        var assessed = (Assessed) workup().assess(
                        chart(and(
                                Charts.everythingBut(
                                        "TSH", Lab.lab("FER 100 ng/mL").on("2026-10-01")),
                                rls())),
                        List.of(declined(3, null, false, "FER", "TSH")),
                        NOW);
        assertThat(assessed.findings())
                .noneMatch(it -> it instanceof Finding.DeclinedByClinician(var test, var on)
                        && test.id().equals("FER"));
    }
}
