package org.rlsworkup.cards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDetailTests {
    @Test
    void leavesTheWords() {
        assertThat(PlainDetail.of(
                        "- **TSAT**: none in 365 days. *Guideline consensus.*\n\nFurther.\n\n---\n\nLooked here."))
                .isEqualTo("- TSAT: none in 365 days. Guideline consensus.\n\nFurther.\n\nLooked here.");
    }

    /** Whatever a chart says is the same again, however it had to be escaped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>&amp;</b> \"x\" 'y'",
                "**bold** _it_ `code` [a](b) # ! | ~",
                "http://a.example/?q=1@b www.c.example",
                "10*3/uL \\* \\\\",
                "&lt; &#42; --- -"
            })
    void givesBackWhatWasEscaped(String text) {
        assertThat(PlainDetail.of(MarkdownEscaper.escape(text))).isEqualTo(text);
    }
}
