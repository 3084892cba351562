package org.rlsworkup.knowledge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

class KnowledgePageFormTests {
    private static String choose(String... accept) throws HttpMediaTypeNotAcceptableException {
        return KnowledgePage.mostWelcome(Collections.enumeration(List.of(accept)))
                .toString();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "text/html;text/html",
                "application/json;application/json",
                "*/*;text/html",
                "text/*;text/html",
                "application/*;application/json",
                "text/html,application/xhtml+xml,application/xml,*/*;text/html",
                "#text/html;q=0.8, application/json#;application/json",
                "#application/json;q=0.8, text/html#;text/html",
                "#application/json, */*;q=0.1#;application/json",
                "#text/html;q=0, */*#;application/json",
                "#text/html;q=0.5, */*;q=0.9#;application/json",
                "text/html, application/json;text/html",
                "application/json, text/html;text/html",
            })
    void givesTheMostWelcomeForm(String accept, String form) throws HttpMediaTypeNotAcceptableException {
        assertThat(choose(accept)).isEqualTo(form);
    }

    @Test
    void givesThePageWithoutAPreference() throws HttpMediaTypeNotAcceptableException {
        assertThat(choose()).isEqualTo("text/html");
        assertThat(choose("")).isEqualTo("text/html");
    }

    @Test
    void readsALongHeaderInSeveralLines() throws HttpMediaTypeNotAcceptableException {
        assertThat(choose("image/png", "application/json")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/plain", "application/fhir+json", "*/*;q=0", "nonsense", "text/html;q=0"})
    void refusesWhatItCannotGive(String accept) {
        assertThatThrownBy(() -> choose(accept)).isInstanceOf(HttpMediaTypeNotAcceptableException.class);
    }
}
