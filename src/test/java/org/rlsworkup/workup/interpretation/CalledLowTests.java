package org.rlsworkup.workup.interpretation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.assessed;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.results.Values.normal;
import static org.rlsworkup.workup.results.Values.quantity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Observation.ReferenceRange;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;

/** Whether the laboratory called a ferritin low itself: only if it did not, the card says that it may look normal. */
class CalledLowTests {
    @ParameterizedTest(name = "{0}, flag {1}, from {2} → told: {3}")
    @CsvSource({
        "60 ng/mL, , , true",
        "60 ng/mL, N, , true",
        "60 ng/mL, H, , true",
        "60 ng/mL, L, , false",
        "60 ng/mL, l, , false",
        "60 ng/mL, LL, , false",
        "60 ng/mL, , 30 ng/mL, true",
        "60 ng/mL, , 60 ng/mL, true",
        "60 ng/mL, , 61 ng/mL, false",
        "60 ng/mL, N, 61 ng/mL, false",
        "76 ng/mL, , , false",
    })
    void isToldByItsFlagOrItsRange(String value, @Nullable String flag, @Nullable String low, boolean told) {
        var ranges = low == null ? List.<ReferenceRange>of() : List.of(normal(low, null));
        var result = ferritin("2026-10-01").measured(new Measured(quantity(value), null, ranges, flag, List.of()));

        assertThat(assessed(result).results().interpretations().stream()
                        .filter(Classified.class::isInstance)
                        .flatMap(it -> ((Classified) it).clauses().stream())
                        .anyMatch(it -> it.contains("often report such a ferritin as normal")))
                .isEqualTo(told);
    }
}
