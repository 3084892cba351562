package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.workup;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.snomed;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Source;

/** While a problem is being charted, the diagnosis is looked for in it only, everything else in the whole chart. */
class ChartingTests {
    private static final String HYPERTENSION = "38341003";

    private static Assessment assess(Chart onFile, Chart charted) {
        return workup().assess(onFile.withConditionsOf(charted), charted, List.of(), NOW);
    }

    @Test
    void theDiagnosisIsTheOneThatIsCharted() {
        assertThat(assess(chart(rls().id("old")), chart(rls().id("new"))))
                .isInstanceOfSatisfying(
                        Assessment.Assessed.class,
                        it -> assertThat(it.diagnosis().conditionId()).isEqualTo("new"));
        assertThat(assess(chart(rls()), chart(snomed(HYPERTENSION)))).isInstanceOf(Assessment.NoAdvice.class);
    }

    @Test
    void aRemissionOnFileIsNotSpokenOf() {
        assertThat(assess(chart(rls().clinical("remission")), chart(snomed(HYPERTENSION))))
                .isEqualTo(new Assessment.NoAdvice(Assessment.NoAdviceReason.RLS_NOT_CHARTED));
    }

    @Test
    void conditionsOnFileThatWereNotReadAreUnknown() {
        var unread = Set.of(Source.CONDITIONS);
        assertThat(assess(chart(null, unread), chart(rls())))
                .isInstanceOfSatisfying(Assessment.IncompleteChart.class, it -> {
                    assertThat(it.diagnosis()).isNotNull();
                    assertThat(it.unread()).isEqualTo(unread);
                });
        assertThat(assess(chart(null, unread), chart(rls().clinical("remission"))))
                .isEqualTo(new Assessment.IncompleteChart(null, unread));
    }

    @Test
    void aNewerConditionStandsInPlaceOfTheOneWithItsId() {
        var charted = chart(rls().id("a"), rls());
        assertThat(chart(snomed(HYPERTENSION).id("a"), snomed(HYPERTENSION).id("b"), snomed(HYPERTENSION))
                        .withConditionsOf(charted)
                        .conditions())
                .extracting(Condition::id)
                .containsExactly("a", "rls", "b", null);
    }
}
