package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@FhirSandboxTest
class FhirIncludeTests {
    @LocalServerPort
    private int port;

    @BeforeAll
    void chartMedicines() {
        keep("Patient", "ina", "\"active\": true");
        keep("Practitioner", "doc", "\"active\": true");
        keep("Medication", "iron", "\"status\": \"active\"");
        for (var id : new String[] {"ina-1", "ina-2"}) {
            keep("MedicationRequest", id, """
                "status": "active", "intent": "order", "subject": {"reference": "Patient/ina"},
                "medicationReference": {"reference": "Medication/iron"}, "requester": {"reference": "Practitioner/doc"}
                """);
        }
        keep("MedicationRequest", "ina-3", """
            "status": "active", "intent": "order", "subject": {"reference": "%s/Patient/ina"},
            "medicationReference": {"reference": "Medication/gone"}
            """.formatted(fhir().base()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        _include=MedicationRequest:medication;                     ina-1 ina-2 ina-3 +iron
        _include=MedicationRequest:patient;                        ina-1 ina-2 ina-3 +ina
        _include=MedicationRequest:subject:Patient;                ina-1 ina-2 ina-3 +ina
        _include=MedicationRequest:subject:Group;                  ina-1 ina-2 ina-3
        _include=MedicationRequest:medication&_include=MedicationRequest:requester; ina-1 ina-2 ina-3 +iron +doc
        _include=MedicationRequest:medication&_sort=-_id&_count=1; ina-3
        _include=MedicationRequest:medication&_sort=_id&_count=1;  ina-1 +iron
        """)
    void bringsAlongWhatMatchesReferTo(String parameters, String expected) {
        var asked = "patient=ina&" + parameters;

        var answer = fhir().get("MedicationRequest?" + asked);

        assertThat(shown(answer)).isEqualTo(expected);
        assertThat(answer.json().path("total").asInt()).isEqualTo(3);
        assertThat(shown(fhir().search("MedicationRequest", asked))).isEqualTo(expected);
    }

    @Test
    void bringsAlongWithEachPageWhatThatPageRefersTo() {
        var pages =
                fhir().pages("MedicationRequest?patient=ina&_sort=_id&_count=2&_include=MedicationRequest:medication");

        assertThat(pages).extracting(FhirIncludeTests::shown).containsExactly("ina-1 ina-2 +iron", "ina-3");
    }

    @Test
    void leavesWhatItBringsAlongAsItIs() {
        var answer = fhir().get("MedicationRequest?patient=ina&_include=MedicationRequest:patient");

        assertThat(shown(answer)).endsWith("+ina");
        assertThat(shown(fhir().get("Patient?_id=ina"))).isEqualTo("ina");
    }

    /** The ids of the entries, with a plus before what is included. */
    private static String shown(FhirHttp.Answer answer) {
        var shown = new StringBuilder();
        for (var entry : answer.json().path("entry")) {
            var mode = entry.at("/search/mode").asString();
            shown.append(mode.equals("include") ? " +" : " ")
                    .append(entry.at("/resource/id").asString());
        }
        return shown.toString().strip();
    }

    private void keep(String type, String id, String elements) {
        var body = "{\"resourceType\": \"%s\", \"id\": \"%s\", %s}".formatted(type, id, elements);
        assertThat(fhir().put(type + "/" + id, body).status()).isIn(200, 201);
    }

    private FhirHttp fhir() {
        return FhirHttp.fhirAt(port);
    }
}
