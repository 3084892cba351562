package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.chart.value.Value;

/** Units as laboratories write them. A laboratory engineer adds a row to {@code world/units.tsv} for another one. */
class SentUnitTests {
    @ParameterizedTest(name = "{0}: {1} {2} → {3}")
    @CsvFileSource(
            resources = "/world/units.tsv",
            delimiter = '\t',
            numLinesToSkip = 2,
            ignoreLeadingAndTrailingWhitespace = false)
    void readsAUnitInEveryForm(String loinc, String value, String unit, String means) {
        var quantity = new Value.Quantity(null, new BigDecimal(value), unit, null, null);

        assertThat(Values.onScale(Values.read(loinc, quantity))).isEqualTo(means);
    }

    @ParameterizedTest(name = "{0}: \"{1} {2}\" → {3}")
    @CsvFileSource(
            resources = "/world/units.tsv",
            delimiter = '\t',
            numLinesToSkip = 2,
            ignoreLeadingAndTrailingWhitespace = false)
    void readsTheSameFromAText(String loinc, String value, String unit, String means) {
        var read = Values.onScale(Values.readText(loinc, value + " " + unit));

        // A text with words that are no unit is no number with a unit.
        assertThat(read.replace("NO_NUMBER", "UNIT_MISMATCH")).isEqualTo(means);
    }
}
