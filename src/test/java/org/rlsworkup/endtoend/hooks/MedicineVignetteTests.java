package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.normal;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource(
            delimiter = '|',
            value = {
                "F1||quetiapine 25 mg for insomnia|MED-AP|warning|therapy for insomnia (CBT-I)|aripiprazole",
                "F1||quetiapine 25 mg for schizophrenia|MED-AP|info|aripiprazole|CBT-I",
                "F1|Z34.82|promethazine 25 mg for nausea|MED-D2|info||alternative",
                "F1|Z33.1|doxylamine 25 mg|MED-H1|info||alternative",
                "F1|Z33.1|prochlorperazine 5 mg|MED-D2|info||alternative",
                "F1|Z33.1|chlorpromazine 25 mg|MED-AP|info||alternative",
                "F1|Z33.1|metoclopramide 10 mg|MED-D2|warning||ondansetron",
                "F1|Z3A.10|metoclopramide 10 mg|MED-D2|warning||ondansetron",
                "F1|Z3A.20|metoclopramide 10 mg|MED-D2|warning|ondansetron|",
                "F1||metoclopramide 10 mg|MED-D2|warning|ondansetron|domperidone",
                "F2||sertraline 50 mg for depression|MED-SSRI|info|bupropion|",
                "F2|G40.909|sertraline 50 mg|MED-SSRI|info||bupropion",
                "F2|F50.2|sertraline 50 mg|MED-SSRI|info||bupropion",
                "F2|F10.20|sertraline 50 mg|MED-SSRI|info||bupropion",
                "F2|F13.20|sertraline 50 mg|MED-SSRI|info||bupropion",
                "F2||duloxetine 60 mg for diabetic neuropathy|MED-SSRI|info||bupropion",
                "F3||pramipexole 0.25 mg|MED-DA|info|augmentation|",
                "F3|G31.83|pramipexole 0.25 mg||||",
                "F3|G90.3|levodopa 100 mg||||",
                "F3|G23.1|levodopa 100 mg||||",
                "F3|E22.1|cabergoline 0.5 mg||||",
                "F4||sertraline 50 mg|MED-SSRI|info|Alternative to discuss|did it start",
                "F4||quetiapine 25 mg|MED-AP|info|Alternative to discuss|with the prescriber",
                "F4||pramipexole 0.25 mg|MED-DA|info|alpha-2-delta|prescriber",
                "F5||sertraline 50 mg|MED-SSRI|info|observational, uncontrolled|controlled-like",
                "F6||dosulepin 75 mg|MED-TCA|info|conflicting|",
                "F6||tetrabenazine 25 mg|MED-DOP|warning|mechanism only|alternative",
                "F6||bromopride 10 mg|MED-D2|warning|ondansetron|",
                "F6||tiapride 100 mg|MED-AP|info|aripiprazole|",
                "F6||mepyramine 25 mg|MED-H1|warning|cetirizine|",
                "F6||betahistine 16 mg||||",
                "F7||promethazine 25 mg|MED-H1|warning|sedating antihistamine|antiemetic",
                "F7||promethazine 25 mg for nausea|MED-D2|warning|antiemetic|sedating antihistamine",
                "F9||avoid diphenhydramine||||",
                "F9||allergic to sertraline||||",
                "F9||do not give metoclopramide||||",
                "F9||metoclopramide 10 mg, do not crush|MED-D2|warning||",
                "F10||Benadryl 25 mg|MED-H1|warning|diphenhydramine|",
                "F10||Dolormin 25 mg||||"
            })
    void whileAMedicineIsSigned(
            String row, String charted, String medicine, String rules, String indicator, String says, String saysNot) {
        check(sign(charted, medicine), rules, indicator, says, saysNot);
    }

    @ParameterizedTest(name = "{0} {2}, charted {1} → {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "F2||sertraline 50 mg + phenelzine 15 mg|MED-SSRI||bupropion",
                "F2||sertraline 50 mg + cetirizine 10 mg|MED-SSRI|bupropion|",
                "F4||sertraline 50 mg|MED-SSRI|did it start or worsen|",
                "F4||quetiapine 25 mg|MED-AP|with the prescriber|",
                "F8||pramipexole 0.25 mg + sertraline 50 mg|MED-SSRI MED-DA|RLS: pramipexole – screen for augmentation;"
                        + " sertraline can worsen it|",
                "F8||pramipexole 0.25 mg|MED-DA|RLS: pramipexole – screen for augmentation|can worsen",
                "F8||sertraline 50 mg|MED-SSRI|RLS: sertraline can worsen it|augmentation"
            })
    void onTheChart(String row, String charted, String medicines, String rules, String says, String saysNot) {
        check(open(charted, medicines), rules, "info", says, saysNot);
    }
}
