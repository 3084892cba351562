package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.PartialDate;

/** Dates as systems write them. A laboratory engineer adds a row to {@code world/dates.tsv} for another form. */
class DateTableTests {
    @ParameterizedTest(name = "{0} → {1}")
    @CsvFileSource(
            resources = "/world/dates.tsv",
            delimiter = '\t',
            numLinesToSkip = 3,
            ignoreLeadingAndTrailingWhitespace = false)
    void readsADateInEveryForm(String written, String means) {
        var text = written == null ? "" : written;
        var observation = (Observation) ((QueryResponse.Single) Parsing.read(
                        "{\"resourceType\":\"Observation\",\"code\":{\"text\":\"x\"},\"effectiveDateTime\":\"" + text
                                + "\"}"))
                .resource();

        assertThat(inWords(observation.effective())).isEqualTo(means);
    }

    private static String inWords(PartialDate date) {
        if (date == null) {
            return "none";
        }
        var local = date.precision() == PartialDate.Precision.TIME ? date.earliest() : date.day();
        return local + (date.offset() == null ? "" : date.offset().toString());
    }
}
