package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Lab.lab;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.workup.missing.Finding;

/** Texts in place of a number. A laboratory engineer adds a row to {@code world/texts.tsv} for another one. */
class SentTextTests {
    @ParameterizedTest(name = "{0} → {1}")
    @CsvFileSource(resources = "/world/texts.tsv", delimiter = '\t', numLinesToSkip = 2)
    @CsvSource(
            delimiter = '|',
            value = {
                "3 attempts, not performed | NOT_PERFORMED",
                "42 ng/mL. The test was repeated; on the second specimen it was not performed | DONE",
                "42 (second specimen: not performed) | DONE",
            })
    void tellsAResultFromARemark(String text, String means) {
        var found =
                switch (finding("FER", lab("2276-4").on("2026-10-20").says(text))) {
                    case Finding.Done done -> "DONE";
                    case Finding.Missing missing ->
                        missing.onFile().get(0).why().name();
                    case Finding other -> other.toString();
                };

        assertThat(found).isEqualTo(means);
    }
}
