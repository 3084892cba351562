package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Problem.problem;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The codes of real charts by which a context holds, and neighbours by which it does not. */
class ContextTableTests {
    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvFileSource(files = "src/test/resources/charts/context-codes.tsv", delimiter = '\t', numLinesToSkip = 1)
    void holdsByItsCodes(String context, String code, String holds, String source) {
        assertThat(RiskContextTests.contexts(problem(code)).holds(context)).isEqualTo(holds.equals("yes"));
    }
}
