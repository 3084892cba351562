package org.rlsworkup.chart.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "A;a",
                "Z;z",
                "final;final",
                " final ;final",
                "\tfinal;final",
                "\u00c9t\u00e9;\u00e9t\u00e9",
                "[@~`{;[@~`{"
            })
    void isInLowerCaseWithoutBlanksAround(String text, String lower) {
        assertThat(PlainText.lower(text)).isEqualTo(lower);
    }

    /** A chart has thousands of codes. */
    @Test
    void whatIsInLowerCaseStaysTheSameObject() {
        var code = new String("in-progress~@[");
        assertThat(PlainText.lower(code)).isSameAs(code);
    }

    @ParameterizedTest
    @CsvSource({
        "no rls, rls, true",
        "rls, rls, true",
        "rlsx, rls, false",
        "xrls, rls, false",
        "xrls rls, rls, true",
        "rls?, ?, true",
        "'', rls, false"
    })
    void containsAWordOnlyAsAWhole(String text, String word, boolean contains) {
        assertThat(PlainText.containsWord(text, word)).isEqualTo(contains);
    }
}
