package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.normal;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Vignettes of the clinical specification about medicines, by the row that asks for each: what is charted (ICD-10-CM,
 * separated by blanks), the medicine with what it is given for after a bar, and what the card says of it.
 */
@TestPropertySource(properties = "rls.extended-tests=never")
class MedicineVignetteTests extends SandboxTest {
    private static final String ICD = "http://hl7.org/fhir/sid/icd-10-cm";

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private static Scene patient(String charted) {
        var scene = normal();
        for (var code : charted == null ? new String[0] : charted.split(" ", -1)) {
            scene.condition(ICD, code, it -> it.put("recordedDate", "2026-11-01"));
        }
        return scene;
    }

    private static ObjectNode request(String medicine) {
        var parts = medicine.split(" for ", 2);
        var request = json(
                "{'resourceType':'MedicationRequest','id':'d','intent':'order','subject':{'reference':'Patient/p'}}");
        request.putObject("medicationCodeableConcept").put("text", parts[0]);
        if (parts.length > 1) {
            request.putArray("reasonCode").addObject().put("text", parts[1]);
        }
        return request;
    }

    private JsonNode sign(String charted, String medicine) {
        var context = json("{'draftOrders':{'resourceType':'Bundle','entry':[]}}");
        context.withArray("/draftOrders/entry")
                .addObject()
                .set("resource", request(medicine).put("status", "draft"));
        return post("rls-medications-order-sign", patient(charted).call("order-sign", context));
    }

    private JsonNode open(String charted, String medicines) {
        var scene = patient(charted);
        for (var medicine : medicines.split(" \\+ ", -1)) {
            scene.other(
                    "medicationRequests",
                    request(medicine)
                            .put("status", "active")
                            .put("id", "m" + medicine.hashCode())
                            .put("authoredOn", "2026-10-01")
                            .toString());
        }
        return post("rls-workup", scene.patientView());
    }

    private JsonNode post(String service, String call) {
        var answer = http.post("/cds-services/" + service, call, "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static void check(JsonNode answer, String rules, String indicator, String says, String saysNot) {
        var cards = answer.get("cards");
        assertThat(StreamSupport.stream(cards.spliterator(), false)
                        .flatMap(card -> StreamSupport.stream(
                                card.at("/extension/org.rlsworkup.findings").spliterator(), false))
                        .map(finding -> finding.get("rule").asString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(rules == null ? "" : rules);
        if (rules != null) {
            var text = cards.get(0).get("summary").asString() + "\n"
                    + cards.get(0).get("detail").asString();
            assertThat(cards.get(0).get("indicator").asString()).isEqualTo(indicator);
            assertThat(text).containsIgnoringCase(says == null ? "" : says);
            if (saysNot != null) {
                assertThat(text).doesNotContainIgnoringCase(saysNot);
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}, charted {1} → {3} {4}")
    @CsvFileSource(resources = "/vignettes-orders.csv", delimiter = '|', numLinesToSkip = 1)
    void whileAMedicineIsSigned(
            String row, String charted, String medicine, String rules, String indicator, String says, String saysNot) {
        check(sign(charted, medicine), rules, indicator, says, saysNot);
    }

    @ParameterizedTest(name = "{0} {2}, charted {1} → {3}")
    @CsvFileSource(resources = "/vignettes-medicines.csv", delimiter = '|', numLinesToSkip = 1)
    void onTheChart(String row, String charted, String medicines, String rules, String says, String saysNot) {
        check(open(charted, medicines), rules, "info", says, saysNot);
    }
}
