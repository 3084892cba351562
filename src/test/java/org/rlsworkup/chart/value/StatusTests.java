package org.rlsworkup.chart.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.value.Concept.Coding;

/** Statuses as codes, and as concepts of several codings. */
class StatusTests {
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    private static final String SNOMED_CT = "http://snomed.info/sct";

    private static Coding coding(String written) {
        var code = written.substring(written.indexOf(':') + 1);
        return switch (written.substring(0, written.indexOf(':'))) {
            case "hl7" -> new Coding(new Code(HL7, code), null);
            case "sct" -> new Coding(new Code(SNOMED_CT, code), null);
            case "local" -> new Coding(new Code("http://example.org/statuses", code), null);
            default -> new Coding(new Code(null, code), null);
        };
    }

    @ParameterizedTest(name = "{0} and \"{1}\": {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "hl7:confirmed, -, confirmed",
                "none:confirmed, -, confirmed",
                "hl7:provisional hl7:confirmed, -, provisional",
                "sct:410605003, -, confirmed",
                "sct:410590009 sct:410605003, -, differential",
                "sct:410605003 hl7:provisional, -, provisional",
                "hl7:confirmed sct:410594000, -, refuted",
                "hl7:entered-in-error sct:410594000, -, entered-in-error",
                "local:x hl7:confirmed, -, confirmed",
                "local:x sct:410605003, -, confirmed",
                "local:q local:y, -, q",
                "local:x, Confirmed, confirmed",
                "local:q, perhaps, q"
            })
    void theGravestOrBestKnownCodingDecides(String codings, String text, String status) {
        var sent = Stream.of(codings.split(" ", -1)).map(StatusTests::coding).toList();
        assertThat(StatusConcept.of(sent, text)).isEqualTo(status);
    }

    @Test
    void withoutACodingTheTextDoes() {
        assertThat(StatusConcept.of(List.of(), "Confirmed ")).isEqualTo("confirmed");
        assertThat(StatusConcept.of(List.of(), "perhaps")).isEqualTo("perhaps");
        assertThat(StatusConcept.of(List.of(), null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "FINAL, final",
        "F, final",
        "Entered in error, entered-in-error",
        "entered_in_error, entered-in-error",
        "in-progress, in-progress",
        "inProgress, in-progress",
        "canceled, cancelled",
        "a{, a{",
        "a`, a`",
        "az-, az-"
    })
    void aCodeIsKnownByItsLetters(String written, String code) {
        assertThat(StatusCode.of(written)).isEqualTo(code);
    }
}
