package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Observation;

/** Frequent values are interned Strings; all others are read as sent. */
class WordsTests {
    private static String status(String json) {
        return ((Observation) ((QueryResponse.Single) Parsing.read(
                                "{\"resourceType\":\"Observation\",\"code\":{\"text\":\"x\"},\"status\":" + json + "}"))
                        .resource())
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "final",
                "http://loinc.org",
                "http://hl7.org/fhir/sid/icd-10-cm",
                "%",
                "<=",
                "m[IU]/L",
                "entered-in-error"
            })
    void makesNoNewStringOfAKnownWord(String word) {
        assertThat(status('"' + word + '"')).isEqualTo(word).isSameAs(status('"' + word + '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"f", "finaL", "Final", "finals", "fi nal", " final", "fanal", "http://loinc.orG", "<>", "µg/L"})
    void readsWhatIsNotQuiteAKnownWordAsSent(String word) {
        assertThat(status('"' + word + '"')).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"f\\u0069nal, final", "\\u0025, %", "\\u00b5g/L, µg/L", "f\\\\inal, f\\inal"})
    void readsAnEscapedWordAsItsCharacters(String json, String word) {
        assertThat(status('"' + json + '"')).isEqualTo(word);
    }

    @Test
    void readsAWordOfAnyLength() {
        for (var length : new int[] {63, 500, 4_000, 50_000}) {
            assertThat(status('"' + "w".repeat(length) + '"')).isEqualTo("w".repeat(length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"\\t\"", "null", "7", "[\"final\"]", "{\"value\":\"final\"}"})
    void readsBlankAndOtherShapesAsAbsent(String json) {
        assertThat(status(json)).isNull();
    }
}
