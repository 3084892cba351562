package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkEscapingTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://ehr.example:8443/fhir/Observation?patient=1&code=2276-4,2132-9&_sort=-date#x",
                "Observation?code=http://loinc.org%7C2276-4&page=a%2Bb+c%20d",
                "?a=~!$&'()*+,;=:@/-._",
                "http://[::1]:8080/fhir"
            })
    void leavesAnAddressAsItIs(String link) {
        assertThat(PagedFetch.escape(link)).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource({
        "a|b, a%7Cb",
        "a b, a%20b",
        "a<b>, a%3Cb%3E",
        "a{b}, a%7Bb%7D",
        "a^b`c\\d, a%5Eb%60c%5Cd",
        "'a\"b', a%22b",
        "'a\tb', a%09b",
        "é, %C3%A9",
        "血, %E8%A1%80",
        "a%7Cb|c, a%7Cb%7Cc"
    })
    void escapesWhatNoAddressMayHold(String link, String escaped) {
        assertThat(PagedFetch.escape(link)).isEqualTo(escaped);
        assertThatCode(() -> URI.create(escaped)).doesNotThrowAnyException();
    }

    @Test
    void dropsBlanksAroundALink() {
        assertThat(PagedFetch.escape(" \n/fhir?page=2\r\n")).isEqualTo("/fhir?page=2");
    }
}
