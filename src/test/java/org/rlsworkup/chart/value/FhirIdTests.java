package org.rlsworkup.chart.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirIdTests {
    @ParameterizedTest
    @ValueSource(strings = {"1", "a", "Z", "-", ".", "AZaz09-.", "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"})
    void lettersDigitsHyphensAndDotsAreAnId(String id) {
        assertThat(FhirId.isId(id)).isTrue();
        assertThat(FhirId.isReference("Practitioner/" + id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", "a_b", "a/b", "a&b", "a%20b", "a\"b", "a\\b", "a\n", "é", "١", "{{a}}", "@", "[", "`",
                ":"
            })
    void anythingElseIsNone(String id) {
        assertThat(FhirId.isId(id)).isFalse();
        assertThat(FhirId.isReference("Practitioner/" + id)).isFalse();
    }

    @Test
    void anIdHasAtMost64Characters() {
        assertThat(FhirId.isId("a".repeat(64))).isTrue();
        assertThat(FhirId.isId("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "Practitioner",
                "/1",
                "Practitioner1/1",
                "Practi tioner/1",
                "Pr\"/1",
                "Practitioner//1",
                "Practitioner/1/_history/2",
                "https://ehr.example/fhir/Practitioner/1",
                "#1",
                "urn:uuid:0b0a9a5e-7a43-4d5c-9d8c-0242ac120002"
            })
    void aReferenceIsATypeASlashAndAnId(String value) {
        assertThat(FhirId.isReference(value)).isFalse();
    }
}
