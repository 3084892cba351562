package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.normal;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource(
            delimiter = '|',
            value = {
                "E1|gm K50.9|FER|inflammatory bowel disease|",
                "E1|se K509|FER|inflammatory bowel disease|",
                "E1|pcs K50.9|FER|ferritin|inflammatory bowel disease",
                "E1|gm O09.3|FER|ferritin|pregnancy",
                "E3|cm O10.919 on 2026-09-01|FER|pregnancy|",
                "E3|cm O10.919 on 2026-09-01, cm O80 on 2026-10-01|FER|recent childbirth|because of pregnancy",
                "E3|cm O10.919 on 2026-09-01, cm O03.9 on 2026-10-01|FER|ferritin|pregnancy",
                "E3|cm Z3A.38 on 2026-09-01|FER|ferritin|pregnancy",
                "E3|cm Z3A.20 on 2026-09-01|FER|pregnancy|",
                "E4|says Pregnancy, female|FER|pregnancy|",
                "E4|says Pregnancy, male|FER|ferritin|pregnancy",
                "E4|says Pregnancy?, female|FER|ferritin|pregnancy",
                "E4|says Hemodialysis|FER|dialysis|",
                "E4|says Hemodialysis?|FER|ferritin|dialysis",
                "E5|took metformin on 2026-06-01, takes metformin on 2026-08-30|B12|metformin for 4 months|",
                "E5|took metformin on 2026-06-01, takes metformin on 2026-08-31|B12|B12|metformin for 4 months",
                "E6|cm G47.33|FER|sleep apnoea, if untreated|can mimic RLS or",
                "E6|cm F10.20|FER|alcohol|caffeine",
                "E6|cm F10.21|FER|ferritin|alcohol",
                "E6|cm G47.10|FER|ferritin|apnoea"
            })
    void onTheCardOfAMissingTest(String row, String charted, String test, String says, String saysNot) {
        check(normal().without(test), charted, says, saysNot);
    }

    @ParameterizedTest(name = "{0} {1}: {2}, not {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "E7|takes biotin 10 mg tablet|Takes biotin: this value can be false|",
                "E7|takes biotin 300 mcg tablet|ferritin|biotin",
                "E7|takes biotin|ferritin|biotin"
            })
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
