package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The name of an order that may be a missing test stands on the card, as text. */
class OrderNamesOnCardsTests extends SandboxTest {
    @LocalServerPort
    private int port;

    @Test
    void areEscaped() {
        var answer = new Http(port).call("""
            {"hook": "patient-view", "hookInstance": "1", "context": {"userId": "Practitioner/1", "patientId": "p"},
             "prefetch": {
               "patient": {"resourceType": "Patient", "id": "p", "birthDate": "1980-01-01"},
               "conditions": {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Condition",
                 "subject": {"reference": "Patient/p"}, "clinicalStatus": {"coding": [{"code": "active"}]},
                 "code": {"coding": [{"system": "http://snomed.info/sct", "code": "32914008"}]}}}]},
               "observations": null, "reports": null, "procedures": null, "encounter": null,
               "orders": {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "ServiceRequest", "status": "active",
                 "intent": "order", "authoredOn": "2026-11-18", "subject": {"reference": "Patient/p"},
                 "code": {"text": "TSH <img src=x onerror=alert(1)> ![a](//b)"}}}]},
               "medicationRequests": null, "medicationStatements": null}}\
            """);

        assertThat(answer.json().at("/cards/0/detail").asString())
                .contains(
                        "an open order 'TSH &lt;img src=x onerror=alert\\(1\\)&gt; \\!\\[a\\]\\(//b\\)' of 2026-11-18")
                .doesNotContain("<img");
    }
}
