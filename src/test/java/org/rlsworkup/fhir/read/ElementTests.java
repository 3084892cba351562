package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** An element is recognised by its full name only, in every JSON spelling. */
class ElementTests {
    private static final JsonFactory JSON = new JsonFactory();

    private static JsonParser member(String name, Charset charset) {
        var parser = JSON.createParser(ObjectReadContext.empty(), ("{\"" + name + "\":[1]}").getBytes(charset));
        parser.nextToken();
        return parser;
    }

    @ParameterizedTest
    @CsvSource({
        "id, ID",
        "url, URL",
        "code, CODE",
        "issued, ISSUED",
        "resourceType, RESOURCE_TYPE",
        "doNotPerform, DO_NOT_PERFORM",
        "verificationStatus, VERIFICATION_STATUS",
        "medicationCodeableConcept, MEDICATION_CODEABLE_CONCEPT",
        "asNeededCodeableConcept, AS_NEEDED_CODEABLE_CONCEPT"
    })
    void isFoundInEveryEncodingAndBehindEscapes(String name, Element element) {
        var escaped = String.format("\\u%04x", (int) name.charAt(0)) + name.substring(1);

        assertThat(Element.next(member(name, StandardCharsets.UTF_8))).isEqualTo(element);
        assertThat(Element.next(member(name, StandardCharsets.UTF_16BE))).isEqualTo(element);
        assertThat(Element.next(member(escaped, StandardCharsets.UTF_8))).isEqualTo(element);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i",
                "Id",
                "cod",
                "codes",
                "Code",
                "_code",
                "código",
                "other",
                "resourcetype",
                "resourceTypes",
                "abatementAge",
                "valueSampledData",
                "medicationCodeableConcepu",
                "deceasedDateTimeExtension"
            })
    void anyOtherNameIsStillTold(String name) {
        for (var charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16BE}) {
            var parser = member(name, charset);

            assertThat(Element.next(parser)).isEqualTo(Element.OTHER);
            parser.nextToken();
            assertThat(parser.currentName()).isEqualTo(name);
        }
    }

    @Test
    void endsWithTheObject() {
        var parser = JSON.createParser(ObjectReadContext.empty(), "{}");
        parser.nextToken();

        assertThat(Element.next(parser)).isNull();
    }
}
