package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.normal;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * Vignettes of the clinical specification about contexts, by the row that asks for each. All core tests but one are
 * done. Charted is a condition by edition and code, or by its words, with a date; or a medicine.
 */
@TestPropertySource(properties = "rls.extended-tests=never")
class ContextVignetteTests extends SandboxTest {
    private static final Map<String, String> SYSTEMS = Map.of(
            "cm", "http://hl7.org/fhir/sid/icd-10-cm",
            "gm", "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
            "se", "urn:oid:1.2.752.116.1.1.1.1.3",
            "who", "http://hl7.org/fhir/sid/icd-10",
            "pcs", "http://www.cms.gov/Medicare/Coding/ICD10",
            "icd11", "http://id.who.int/icd/release/11/mms",
            "icpc2", "http://hl7.org/fhir/sid/icpc-2",
            "sct", "http://snomed.info/sct");

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private static void add(Scene scene, String charted) {
        var words = charted.strip().split(" ", 2);
        switch (words[0]) {
            case "male", "female" -> scene.patient("gender", Http.JSON.readTree('"' + words[0] + '"'));
            case "says" ->
                scene.condition("http://example.org", "0", it -> {
                    it.putObject("code").put("text", words[1]);
                    it.put("recordedDate", "2026-11-01");
                });
            case "takes", "took" -> {
                var parts = words[1].split(" on ", 2);
                var request = json("{'resourceType':'MedicationRequest','intent':'order'}")
                        .put("id", words[0])
                        .put("status", words[0].equals("takes") ? "active" : "completed")
                        .put("authoredOn", parts.length > 1 ? parts[1] : "2026-10-01");
                request.putObject("medicationCodeableConcept").put("text", parts[0]);
                scene.other("medicationRequests", request.toString());
            }
            default -> {
                var parts = words[1].split(" on ", 2);
                scene.condition(
                        SYSTEMS.get(words[0]),
                        parts[0],
                        it -> it.put("recordedDate", parts.length > 1 ? parts[1] : "2026-11-01"));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} without {2}: {3}, not {4}")
    @CsvFileSource(resources = "/vignettes-contexts.csv", delimiter = '|', numLinesToSkip = 1)
    void onTheCardOfAMissingTest(String row, String charted, String test, String says, String saysNot) {
        check(normal().without(test), charted, says, saysNot);
    }

    @ParameterizedTest(name = "{0} {1}: {2}, not {3}")
    @CsvFileSource(resources = "/vignettes-results.csv", delimiter = '|', numLinesToSkip = 1)
    void onTheCardOfAResult(String row, String charted, String says, String saysNot) {
        check(normal().result("FER", "42 ng/mL"), charted, says, saysNot);
    }

    private void check(Scene scene, String charted, String says, String saysNot) {
        for (var one : charted.split(",", -1)) {
            add(scene, one);
        }
        var answer = http.post("/cds-services/rls-workup", scene.patientView(), "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        var card = answer.json().get("cards").get(0);
        var text = card.get("summary").asString() + "\n" + card.get("detail").asString();
        assertThat(text).containsIgnoringCase(says);
        if (saysNot != null) {
            assertThat(text).doesNotContainIgnoringCase(saysNot);
        }
    }
}
