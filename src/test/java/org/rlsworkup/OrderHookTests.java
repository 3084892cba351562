package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.Scene.json;
import static org.rlsworkup.Scene.normal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/** What the order hooks read of the drafted orders and of the chart, asked over HTTP. */
class OrderHookTests extends SandboxTest {
    private static final String SELECT = "order-select";
    private static final String SIGN = "order-sign";
    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
    private static final String CAPSULE = "1049909";
    private static final String MIRTAZAPINE = "311725";
    private static final String SILENT = "";

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private static ObjectNode concept(String rxnorm) {
        return json("{'coding':[{'system':'" + RXNORM + "','code':'" + rxnorm + "'}]}");
    }

    private static ObjectNode request(String id, String rxnorm) {
        var request = json("{'resourceType':'MedicationRequest','status':'draft','intent':'order'}");
        request.put("id", id).set("subject", json("{'reference':'Patient/p'}"));
        request.set("medicationCodeableConcept", concept(rxnorm));
        return request;
    }

    private static ObjectNode diphenhydramine(Consumer<ObjectNode> change) {
        var request = request("d", CAPSULE);
        change.accept(request);
        return request;
    }

    private static ObjectNode orders(ObjectNode... resources) {
        var context = json("{'draftOrders':{'resourceType':'Bundle','type':'collection','entry':[]}}");
        for (var resource : resources) {
            context.withArray("/draftOrders/entry").addObject().set("resource", resource);
        }
        return context;
    }

    private Http.Answer post(String hook, String call) {
        return http.post("/cds-services/rls-medications-" + hook, call, "Content-Type", "application/json");
    }

    /** The rules that spoke with their drugs and the indicator; nothing if there is no card. */
    private String told(String hook, Scene scene, ObjectNode context) {
        return told(post(hook, scene.call(hook, context)));
    }

    private static String told(Http.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        var cards = answer.json().get("cards");
        if (cards.isEmpty()) {
            return SILENT;
        }
        assertThat(cards).hasSize(1);
        var said = new ArrayList<String>();
        for (var finding : cards.get(0).at("/extension/org.rlsworkup.findings")) {
            said.add(finding.get("rule").asString() + " " + finding.get("drug").asString());
        }
        return String.join(", ", said) + " " + cards.get(0).get("indicator").asString();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "MedicationRequest/a, MED-H1 diphenhydramine warning",
        "MedicationRequest/b, MED-MIRT mirtazapine warning",
        "https://ehr.example/fhir/MedicationRequest/a, MED-H1 diphenhydramine warning",
        "MedicationRequest/c, ''",
        "ServiceRequest/a, ''",
        "a, ''"
    })
    void onlyTheSelectedOrderIsJudgedAtSelection(String selection, String expected) {
        var context = orders(request("a", CAPSULE), request("b", MIRTAZAPINE));
        context.putArray("selections").add(selection);
        assertThat(told(SELECT, normal(), context)).isEqualTo(expected);
    }

    @Test
    void anEntryIsSelectedByItsAddressToo() {
        var context = orders(request("a", CAPSULE), request("b", MIRTAZAPINE));
        ((ObjectNode) context.at("/draftOrders/entry/1")).put("fullUrl", "urn:uuid:4c1");
        context.putArray("selections").add("urn:uuid:4c1");
        assertThat(told(SELECT, normal(), context)).isEqualTo("MED-MIRT mirtazapine warning");
    }

    @Test
    void nothingSelectedIsNothingJudged() {
        var context = orders(request("a", CAPSULE));
        context.putArray("selections");
        assertThat(told(SELECT, normal(), context)).isEqualTo(SILENT);
    }

    @Test
    void allOrdersAreJudgedAtSigningWhateverIsSelected() {
        var context = orders(request("a", CAPSULE), request("b", MIRTAZAPINE));
        context.put("selections", 7);
        assertThat(told(SIGN, normal(), context))
                .isEqualTo("MED-H1 diphenhydramine, MED-MIRT mirtazapine warning");
    }

    record Draft(String name, ObjectNode draft, boolean counts) {
        @Override
        public String toString() {
            return name + (counts ? " counts" : " does not count");
        }
    }

    private static Draft draft(String name, boolean counts, Consumer<ObjectNode> change) {
        return new Draft(name, diphenhydramine(change), counts);
    }

    static Stream<Draft> drafts() {
        return Stream.of(
                draft("a draft", true, it -> {}),
                draft("without status", true, it -> it.remove("status")),
                draft("a revised active order", true, it -> it.put("status", "active")),
                draft("a stopped order", false, it -> it.put("status", "stopped")),
                draft("without subject", true, it -> it.remove("subject")),
                draft("subject that only the Bundle knows", true, it -> subject(it, "urn:uuid:1")),
                draft("subject with the server's address", true, it -> subject(it, "https://ehr.example/Patient/p")),
                draft("another patient's", false, it -> subject(it, "Patient/q")),
                draft("a group's", false, it -> subject(it, "Group/p")),
                draft("not to be given", false, it -> it.put("doNotPerform", true)),
                draft("a statement, no order", false, it -> it.put("resourceType", "MedicationStatement")));
    }

    private static void subject(ObjectNode draft, String reference) {
        draft.set("subject", json("{}").put("reference", reference));
    }

    @ParameterizedTest
    @MethodSource("drafts")
    void judgesWhatMayBeAnOrderForThisPatient(Draft draft) {
        assertThat(told(SIGN, normal(), orders(draft.draft())))
                .isEqualTo(draft.counts() ? "MED-H1 diphenhydramine warning" : SILENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle", "no type", "list of entries", "list of resources", "alone", "type last"})
    void theFormOfTheBundleDoesNotMatter(String form) {
        var context = orders(request("d", CAPSULE));
        var bundle = (ObjectNode) context.get("draftOrders");
        switch (form) {
            case "no type" -> bundle.remove(List.of("type", "resourceType"));
            case "list of entries" -> context.set("draftOrders", bundle.get("entry"));
            case "list of resources" -> context.putArray("draftOrders").add(request("d", CAPSULE));
            case "alone" -> context.set("draftOrders", request("d", CAPSULE));
            case "type last" -> {
                var resource = (ObjectNode) bundle.at("/entry/0/resource");
                resource.set("resourceType", resource.remove("resourceType"));
            }
            default -> assertThat(form).isEqualTo("bundle");
        }
        assertThat(told(SIGN, normal(), context)).isEqualTo("MED-H1 diphenhydramine warning");
    }

    @Test
    void entriesThatMakeNoSenseAreLeftOut() {
        var context = orders(request("d", CAPSULE));
        context.withArray("/draftOrders/entry")
                .add(7)
                .addNull()
                .add("x")
                .add(json("{'resource':7}"))
                .add(json("{'resource':{}}"))
                .add(json("{'fullUrl':{}}"))
                .addArray();
        assertThat(told(SIGN, normal(), context)).isEqualTo("MED-H1 diphenhydramine warning");
    }

    @ParameterizedTest(name = "{0} to {1} | {2}")
    @CsvSource({
        "urn:uuid:88f1, urn:uuid:88f1, x",
        "urn:uuid:88f1, , 88f1",
        "Medication/x, , x",
        "https://ehr.example/fhir/Medication/x, https://ehr.example/fhir/Medication/x, x",
        "Medication/x/_history/2, , x"
    })
    void aReferredMedicationStandsInTheSameBundle(String reference, String fullUrl, String id) {
        var medication = json("{'resourceType':'Medication'}").put("id", id);
        medication.set("code", concept(CAPSULE));
        var context = orders(referring(reference), medication);
        if (fullUrl != null) {
            ((ObjectNode) context.at("/draftOrders/entry/1")).put("fullUrl", fullUrl);
        }
        assertThat(told(SIGN, normal(), context)).isEqualTo("MED-H1 diphenhydramine warning");

        medication.set("code", concept("1014678"));
        assertThat(told(SIGN, normal(), context)).as("cetirizine").isEqualTo(SILENT);
    }

    private static ObjectNode referring(String reference) {
        return diphenhydramine(it -> {
            it.remove("medicationCodeableConcept");
            it.set("medicationReference", json("{}").put("reference", reference));
        });
    }

    @Test
    void anotherMedicationOfTheBundleSaysNothing() {
        var medication = json("{'resourceType':'Medication','id':'y'}");
        medication.set("code", concept(CAPSULE));
        assertThat(told(SIGN, normal(), orders(referring("Medication/x"), medication)))
                .isEqualTo(SILENT);
    }

    @ParameterizedTest(name = "{0} {1} in class {2} → {3}")
    @CsvSource({
        "order-select, EMER, ''",
        "order-sign, EMER, MED-H1 diphenhydramine warning",
        "order-select, AMB, MED-H1 diphenhydramine warning"
    })
    void anEmergencyKeepsOnlySelectionSilent(String hook, String encounterClass, String expected) {
        var context = orders(request("d", CAPSULE)).put("encounterId", "e");
        context.putArray("selections").add("MedicationRequest/d");
        var call = (ObjectNode) Http.JSON.readTree(normal().call(hook, context));
        ((ObjectNode) call.get("prefetch"))
                .set(
                        "encounter",
                        json("{'resourceType':'Encounter','id':'e','status':'in-progress','subject':{'reference':"
                                + "'Patient/p'},'class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode',"
                                + "'code':'" + encounterClass + "'}}"));
        assertThat(told(post(hook, call.toString()))).isEqualTo(expected);
    }

    static Stream<Object[]> charts() {
        return Stream.of(
                chart("confirmed", normal(), "MED-H1 diphenhydramine warning"),
                chart("no RLS", Scene.nobody(), SILENT),
                chart("provisional", verified("provisional"), "MED-H1 diphenhydramine info"),
                chart("refuted", verified("refuted"), SILENT),
                chart("in remission", inRemission(), "MED-H1 diphenhydramine info"),
                chart("hospice", normal().condition("http://snomed.info/sct", "385763009"), "MED-H1 diphenhydramine info"),
                chart("a child", normal().born("2017-05-05"), "MED-H1 diphenhydramine warning"),
                chart("an infant", normal().born("2026-05-05"), SILENT),
                chart("deceased", normal().patient("deceasedBoolean", Http.JSON.readTree("true")), SILENT),
                chart("no results at all", Scene.rls(), "MED-H1 diphenhydramine warning"));
    }

    private static Object[] chart(String name, Scene scene, String expected) {
        return new Object[] {name, scene, expected};
    }

    private static Scene verified(String status) {
        return Scene.nobody()
                .condition(
                        "http://snomed.info/sct",
                        "32914008",
                        it -> it.set("verificationStatus", json("{'coding':[{'code':'" + status + "'}]}")));
    }

    private static Scene inRemission() {
        return Scene.nobody()
                .condition(
                        "http://snomed.info/sct",
                        "32914008",
                        it -> it.set("clinicalStatus", json("{'coding':[{'code':'remission'}]}")));
    }

    @ParameterizedTest(name = "{0} → {2}")
    @MethodSource("charts")
    void theChartDecidesHowMuchIsSaid(String name, Scene scene, String expected) {
        assertThat(told(SIGN, scene, orders(request("d", CAPSULE)))).as(name).isEqualTo(expected);
    }

    private static String withoutConditions(ObjectNode context) {
        var call = (ObjectNode) Http.JSON.readTree(normal().call(SIGN, context));
        ((ObjectNode) call.get("prefetch")).remove("conditions");
        return call.toString();
    }

    @Test
    void conditionsThatWereNotReadAreNotAbsent() {
        var answer = post(SIGN, withoutConditions(orders(request("d", CAPSULE))));
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.json().at("/issue/0/details/text").asString()).contains("conditions");
    }

    @Test
    void withoutAMedicineNothingIsRead() {
        var tsh = json("{'resourceType':'ServiceRequest','id':'s'}");
        assertThat(told(post(SIGN, withoutConditions(orders(tsh))))).isEqualTo(SILENT);
    }

    /** What the patient is on already is the business of patient-view. */
    @Test
    void chartedMedicinesAreNotJudged() {
        var scene = normal()
                .other(
                        "medicationRequests",
                        request("charted", MIRTAZAPINE).toString().replace("draft", "active"));
        assertThat(told(SIGN, scene, orders(request("d", CAPSULE)))).isEqualTo("MED-H1 diphenhydramine warning");
    }

    @Test
    void theCardSaysWhatIsBeingOrderedAndNothingOfStopping() {
        var answer = post(SIGN, normal().call(SIGN, orders(request("a", CAPSULE), request("b", MIRTAZAPINE))));
        var detail = answer.json().at("/cards/0/detail").asString();
        assertThat(detail)
                .startsWith("Being ordered: diphenhydramine, mirtazapine.")
                .contains("cetirizine", "bupropion")
                .doesNotContain("stop", "On record since", "Medications could not be checked");
        assertThat(answer.json().at("/cards/0/suggestions").isMissingNode()).isTrue();
    }

    @Test
    void aPatientIsToldNothing() {
        var call = normal().call(SIGN, orders(request("d", CAPSULE))).replace("Practitioner/u", "Patient/p");
        assertThat(told(post(SIGN, call))).isEqualTo(SILENT);
    }

    @Test
    void theServiceOfOneHookDoesNotAnswerAnother() {
        var answer = post(SELECT, normal().call(SIGN, orders()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("hook");
    }
}
