package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.support.Tries;
import org.rlsworkup.workup.Assessment.Assessed;

/** The workup agrees with an independent reading of its rules, about charts near every threshold and look-back. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class WorkupOracleTests {
    private static final int CHARTS = 20_000;
    private static final Workup WORKUP = Charts.workup();

    @Test
    void agreesWithAPlainReadingOfItsRules() {
        Tries.forAll(CHARTS, PlainFacts::any, facts -> {
            var assessed = (Assessed) WORKUP.assess(facts.chart(), List.of(), NOW);
            var oracle = new WorkupOracle(facts);

            assertThat(due(assessed)).as("due").isEqualTo(oracle.due());
            assertThat(rules(assessed)).as("rules").isEqualTo(oracle.rules());
        });
    }

    private static Set<String> due(Assessed assessed) {
        return assessed.missing().stream()
                .map(it -> (it.recheckOn() == null ? "" : "~") + it.test().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rules(Assessed assessed) {
        return assessed.results().interpretations().stream()
                .filter(it -> it.indicator() != null)
                .map(it -> it.rule() + " "
                        + Objects.requireNonNull(it.indicator()).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
