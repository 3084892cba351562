package org.rlsworkup.chart.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefTests {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Patient/1, Patient/1",
                "https://ehr.example/fhir/Patient/1/_history/2, Patient/1",
                "P/1, P/1",
                "' Patient/1 ', Patient/1",
                "Patient/1 2, -",
                "Patient/1\u00a0, -",
                "#c, #/c",
                "#, -",
                "Patient/, -",
                "/Patient, -",
                "/1, -",
                "patient/1, -",
                "urn:uuid:1/Patient/1, -",
                "Patient?identifier=1/Patient/1, -"
            })
    void aReferenceNamesATypeAndAnId(String reference, String literal) {
        var ref = Ref.parse(reference);
        assertThat(ref == null ? null : ref.literal()).isEqualTo(literal);
    }
}
