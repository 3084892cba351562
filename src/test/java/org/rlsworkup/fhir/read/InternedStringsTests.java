package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Frequent values are interned Strings; all others are read as sent. */
class WordsTests {
    private static @Nullable String word(String json) {
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return Json.word(parser);
        }
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
        assertThat(word('"' + word + '"')).isEqualTo(word).isSameAs(word('"' + word + '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"f", "finaL", "Final", "finals", "fi nal", " final", "fanal", "http://loinc.orG", "<>", "µg/L"})
    void readsWhatIsNotQuiteAKnownWordAsSent(String word) {
        assertThat(word('"' + word + '"')).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"f\\u0069nal, final", "\\u0025, %", "\\u00b5g/L, µg/L", "f\\\\inal, f\\inal"})
    void readsAnEscapedWordAsItsCharacters(String json, String word) {
        assertThat(word('"' + json + '"')).isEqualTo(word);
    }

    @Test
    void readsAWordOfAnyLength() {
        for (var length : new int[] {63, 500, 4_000, 50_000}) {
            assertThat(word('"' + "w".repeat(length) + '"')).isEqualTo("w".repeat(length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"\\t\"", "null", "7", "[\"final\"]", "{\"value\":\"final\"}"})
    void readsBlankAndOtherShapesAsAbsent(String json) {
        assertThat(word(json)).isNull();
    }
}
