package org.rlsworkup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A clinician's complete use of a card: accept an order, open the chart again. */
class SandboxJourneyTests extends SandboxTest {
    private static final String FHIR = "application/fhir+json";

    @LocalServerPort
    int port;

    @Test
    void anAcceptedOrderIsOnFileAtTheNextOpening() {
        var http = new Http(port);
        http.send("PUT", "/fhir/Patient/journey", """
            {"resourceType":"Patient","id":"journey","birthDate":"1980-01-01"}\
            """, "Content-Type", FHIR);
        http.send("PUT", "/fhir/Condition/journey-rls", """
            {"resourceType":"Condition","id":"journey-rls","subject":{"reference":"Patient/journey"},
             "code":{"coding":[{"system":"http://snomed.info/sct","code":"32914008"}]}}\
            """, "Content-Type", FHIR);
        var first = open(http);
        assertThat(first.get("suggestions")).hasSize(7);

        // The EHR signs what the clinician accepted, as it is, and makes it active.
        var order = first.at("/suggestions/0/actions/0/resource").toString().replace("\"draft\"", "\"active\"");
        assertThat(http.post("/fhir/ServiceRequest", order, "Content-Type", FHIR)
                        .status())
                .isEqualTo(201);

        var second = open(http);
        assertThat(second.get("suggestions")).hasSize(6);
        assertThat(second.get("summary").asString()).doesNotContain("ferritin");
        assertThat(second.get("detail").asString()).contains("Not offered: ferritin, ordered 2026-11-20");
    }

    private JsonNode open(Http http) {
        var answer = http.call("""
            {"hook":"patient-view","hookInstance":"i","fhirServer":"http://localhost:%d/fhir",
             "context":{"userId":"Practitioner/p","patientId":"journey"}}\
            """.formatted(port));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().at("/cards/0");
    }
}
