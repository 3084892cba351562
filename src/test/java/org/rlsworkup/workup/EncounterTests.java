package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.ENCOUNTER;
import static org.rlsworkup.workup.Charts.assess;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Problem.rls;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.workup.Assessment.NoAdvice;
import org.rlsworkup.workup.Assessment.NoAdviceReason;

/** No advice in emergency and intensive care. */
class EncounterTests {
    private static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    private static Part visit(String id, String status, String system, String code, String... places) {
        return () ->
                new Encounter(id, Charts.SUBJECT, status, List.of(new Code(system, code)), List.of(places), Meta.NONE);
    }

    private static boolean isDeferred(Part visit) {
        return assess(chart(ENCOUNTER, Set.of(), rls(), visit)).equals(new NoAdvice(NoAdviceReason.DEFERRED));
    }

    @ParameterizedTest(name = "{0} in {1} → deferred: {2}")
    @CsvSource({
        "EMER, , true",
        "ACUTE, , true",
        "IMP, Medical ICU bed 4, true",
        "IMP, Intensive Care Unit, true",
        "IMP, Critical-care medicine, true",
        "IMP, Ward 4, false",
        "IMP, Difficulty clinic, false",
        "IMP, , false",
        "AMB, ICU follow-up clinic, false",
        "AMB, , false",
        "OBSENC, , false",
        "emer, , true"
    })
    void dependsOnTheClassAndOnThePlace(String code, String place, boolean deferred) {
        var visit = place == null
                ? visit(ENCOUNTER, "in-progress", ACT, code)
                : visit(ENCOUNTER, "in-progress", ACT, code, "Main building", place);

        assertThat(isDeferred(visit)).isEqualTo(deferred);
    }

    @ParameterizedTest(name = "{0} → deferred: {1}")
    @CsvSource(
            nullValues = "absent",
            value = {
                "in-progress, true",
                "triaged, true",
                "finished, true",
                "absent, true",
                "cancelled, false",
                "entered-in-error, false"
            })
    void countsUnlessTheVisitDoesNotTakePlace(String status, boolean deferred) {
        assertThat(isDeferred(visit(ENCOUNTER, status, ACT, "EMER"))).isEqualTo(deferred);
    }

    @Test
    void isNotDecidedByAVisitWhoseMeaningIsModifiedAndThatIsSaid() {
        var visit = new Encounter(
                ENCOUNTER,
                Charts.SUBJECT,
                "in-progress",
                List.of(new Code(ACT, "EMER")),
                List.of(),
                Modified.by("https://ehr.example/qualifier"));

        assertThat(assess(chart(ENCOUNTER, Set.of(), rls(), () -> visit)))
                .isInstanceOfSatisfying(
                        Assessment.Assessed.class, it -> assertThat(it.unread()).containsExactly(Source.ENCOUNTER));
    }

    @Test
    void isDecidedByThisVisitWhateverTheSystemOfItsClass() {
        assertThat(isDeferred(visit("e2", "in-progress", ACT, "EMER"))).isFalse();
        assertThat(isDeferred(visit(ENCOUNTER, "in-progress", "urn:local", "EMER")))
                .isTrue();
        assertThat(isDeferred(visit(ENCOUNTER, "in-progress", "urn:local", "E")))
                .isFalse();
        assertThat(assess(chart(rls(), visit(ENCOUNTER, "in-progress", ACT, "EMER"))))
                .isInstanceOf(Assessment.Assessed.class);
        assertThat(isDeferred(() -> new Encounter(
                        ENCOUNTER, Charts.SOMEBODY_ELSE, null, List.of(new Code(ACT, "EMER")), List.of(), Meta.NONE)))
                .isFalse();
    }

    @Test
    void waitsWhateverElseCouldNotBeRead() {
        var visit = visit(ENCOUNTER, "in-progress", ACT, "EMER");

        assertThat(assess(chart(ENCOUNTER, Set.of(Source.OBSERVATIONS), rls(), visit)))
                .isEqualTo(new NoAdvice(NoAdviceReason.DEFERRED));
    }
}
