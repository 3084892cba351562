package org.rlsworkup.workup.interpretation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.chart.value.Ternary;
import org.rlsworkup.knowledge.rule.Criterion;
import org.rlsworkup.workup.diagnosis.ActiveContexts;

/** Evaluation of conditions that no shipped rule uses. */
class CriterionEvaluatorTests {
    private static CriterionEvaluator patient(@Nullable Integer age, @Nullable Sex sex) {
        return new CriterionEvaluator(Map.of(), ActiveContexts.NONE, age, sex, Set.of(), new HashSet<>());
    }

    @ParameterizedTest(name = "{0} than 18 years at 17, 18, 19 → {1}")
    @CsvSource({
        "LESS, TRUE FALSE FALSE",
        "AT_MOST, TRUE TRUE FALSE",
        "MORE, FALSE FALSE TRUE",
        "AT_LEAST, FALSE TRUE TRUE",
    })
    void comparesTheAgeOnBothSidesOfTheLimit(Comparison comparison, String expected) {
        var criterion = new Criterion.Age(comparison, 18);

        assertThat(patient(17, null).evaluate(criterion) + " "
                        + patient(18, null).evaluate(criterion) + " "
                        + patient(19, null).evaluate(criterion))
                .isEqualTo(expected);
        assertThat(patient(null, null).evaluate(criterion)).isEqualTo(Ternary.UNKNOWN);
    }

    @Test
    void knowsNoSexThatIsNotRecorded() {
        var criterion = new Criterion.IsSex(Sex.FEMALE);

        assertThat(patient(30, Sex.FEMALE).evaluate(criterion)).isEqualTo(Ternary.TRUE);
        assertThat(patient(30, Sex.MALE).evaluate(criterion)).isEqualTo(Ternary.FALSE);
        assertThat(patient(30, null).evaluate(criterion)).isEqualTo(Ternary.UNKNOWN);
    }
}
