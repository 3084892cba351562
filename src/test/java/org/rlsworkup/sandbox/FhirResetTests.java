package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;

@FhirSandboxTest
class FhirResetTests {
    @LocalServerPort
    private int port;

    @Test
    void goesBackToTheSamples() {
        var fhir = FhirHttp.fhirAt(port);
        assertThat(fhir.post("$reset", "").status()).isEqualTo(200);
        var samples = fhir.get("Patient?_count=500&_sort=_id");
        var first = samples.ids().getFirst();
        fhir.put("Patient/" + first, "{\"resourceType\": \"Patient\", \"id\": \"%s\"}".formatted(first));
        fhir.put("Patient/written", "{\"resourceType\": \"Patient\", \"id\": \"written\"}");

        var answer = fhir.post("$reset", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("resourceType").asString()).isEqualTo("OperationOutcome");
        assertThat(fhir.get("Patient/written").status()).isEqualTo(404);
        assertThat(fhir.get("Patient?_count=500&_sort=_id").json().path("entry"))
                .isNotEmpty()
                .isEqualTo(samples.json().path("entry"));
    }

    @Test
    void forgetsTheAnswersToCards() {
        var http = new Http(port);
        var call = Scene.rls().patientView();
        var card = http.call(call).json().at("/cards/0/uuid").asString();
        var answer = "{'feedback':[{'card':'" + card
                + "','outcome':'overridden','outcomeTimestamp':'2026-11-20T09:00:00Z'}]}";
        http.post("/cds-services/rls-workup/feedback", answer.replace('\'', '"'), "Content-Type", "application/json");
        assertThat(http.get("/insights/feedback.csv").raw().body()).contains(card);

        assertThat(FhirHttp.fhirAt(port).post("$reset", "").status()).isEqualTo(200);

        assertThat(http.get("/insights/feedback.csv").raw().body()).doesNotContain(card);
        assertThat(http.call(call).json().at("/cards")).isNotEmpty();
    }

    @Test
    void isNotToBeHadByFollowingALink() {
        assertThat(FhirHttp.fhirAt(port).get("$reset").status()).isEqualTo(405);
    }
}
