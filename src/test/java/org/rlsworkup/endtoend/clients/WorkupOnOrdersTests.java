package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Missing tests are named when something is ordered, once in an encounter, for a client that wants it. */
class WorkupOnOrdersTests extends TwoHospitalsTest {
    private static final String SIGN = "order-sign";
    private static final String MISSING = "RLS: ferritin and TSAT not on file; B12, TSH, HbA1c also none in 3 years";

    private static ObjectNode drafts(ObjectNode... orders) {
        var context = json("{'selections':[],'draftOrders':{'resourceType':'Bundle','type':'collection','entry':[]}}");
        for (var order : orders) {
            context.withArray("/draftOrders/entry").addObject().set("resource", order);
        }
        return context;
    }

    private static ObjectNode laboratory(String system, String code) {
        var order = json("{'resourceType':'ServiceRequest','id':'d1','status':'draft','intent':'proposal',"
                + "'subject':{'reference':'Patient/p'}}");
        order.putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", system)
                .put("code", code);
        return order;
    }

    private static ObjectNode diphenhydramine() {
        var order = json("{'resourceType':'MedicationRequest','id':'d2','status':'draft','intent':'order',"
                + "'subject':{'reference':'Patient/p'}}");
        order.putObject("medicationCodeableConcept")
                .putArray("coding")
                .addObject()
                .put("system", "http://www.nlm.nih.gov/research/umls/rxnorm")
                .put("code", "3498");
        return order;
    }

    private ObjectNode call(String hook, Scene scene, ObjectNode context, String encounter) {
        var text = scene.call(hook, context)
                .replace("Patient/p", "Patient/" + patient)
                .replace("\"patientId\":\"p\"", "\"patientId\":\"" + patient + "\"")
                .replace("\"id\":\"p\"", "\"id\":\"" + patient + "\"");
        var call = (ObjectNode) Http.JSON.readTree(text);
        if (encounter != null) {
            ((ObjectNode) call.get("context")).put("encounterId", encounter);
            ((ObjectNode) call.get("prefetch"))
                    .set(
                            "encounter",
                            json("{'resourceType':'Encounter','status':'in-progress','class':{'code':'AMB'}}")
                                    .put("id", encounter)
                                    .set("subject", json("{'reference':'Patient/" + patient + "'}")));
        }
        return call;
    }

    private List<JsonNode> cards(String client, String hook, ObjectNode call) {
        var service = hook.equals("patient-view") ? WORKUP : "/cds-services/rls-medications-" + hook;
        var answer = post(client, service, call.toString());
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        var cards = answer.json().at("/cards").valueStream().toList();
        cards.forEach(this::awaitStored);
        return cards;
    }

    private List<String> sign(String client, Scene scene, ObjectNode context, String encounter) {
        return summaries(cards(client, SIGN, call(SIGN, scene, context, encounter)))
                .toList();
    }

    @Test
    void onceInAnEncounter() {
        assertThat(sign(ORDERS_ONLY, Scene.rls(), drafts(), "e1")).containsExactly(MISSING);
        assertThat(sign(ORDERS_ONLY, Scene.rls(), drafts(), "e1")).isEmpty();
        assertThat(sign(ORDERS_ONLY, Scene.rls(), drafts(), "e2")).containsExactly(MISSING);
        var select = call("order-select", Scene.rls(), drafts(), "e2");
        assertThat(cards(ORDERS_ONLY, "order-select", select))
                .as("at another hook")
                .isEmpty();
    }

    @Test
    void onceADayWhereNoEncounterIsOpen() {
        assertThat(sign(ORDERS_ONLY, Scene.rls(), drafts(), null)).containsExactly(MISSING);
        assertThat(sign(ORDERS_ONLY, Scene.rls(), drafts(), null)).isEmpty();
        assertThat(sign(ORDERS_ONLY, Scene.rls(), drafts(), "e1")).isEmpty();
    }

    @Test
    void notAfterTheChartWasOpenedInTheSameEncounter() {
        var view = call("patient-view", Scene.rls(), json("{}"), "e1");
        assertThat(summaries(cards(ORDERS_ONLY, "patient-view", view))).containsExactly(MISSING);
        assertThat(sign(ORDERS_ONLY, Scene.rls(), drafts(), "e1")).isEmpty();
    }

    @Test
    void notForAClientThatDidNotAskForIt() {
        assertThat(sign(SOUTH, Scene.rls(), drafts(), "e1")).isEmpty();
    }

    @Test
    void notWithoutRls() {
        assertThat(sign(ORDERS_ONLY, Scene.nobody(), drafts(), "e1")).isEmpty();
        assertThat(sign(ORDERS_ONLY, Scene.normal(), drafts(), "e1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http://loinc.org, 2276-4, false", "http://loinc.org, 718-7, true"})
    void whatIsBeingOrderedIsNotMissing(String system, String code, boolean isMissing) {
        var summaries = sign(ORDERS_ONLY, Scene.rls(), drafts(laboratory(system, code)), "e1");
        assertThat(summaries).singleElement().asString().matches(summary -> summary.contains("ferritin") == isMissing);
    }

    @Test
    void besideAdviceOnAMedicine() {
        var both = sign(ORDERS_ONLY, Scene.rls(), drafts(diphenhydramine()), "e1");
        assertThat(both)
                .hasSize(2)
                .anyMatch(it -> it.contains("diphenhydramine"))
                .contains(MISSING);
        assertThat(sign(ORDERS_ONLY, Scene.rls(), drafts(diphenhydramine()), "e1"))
                .singleElement()
                .asString()
                .contains("diphenhydramine");
    }

    /** Advice on a medicine does not wait for results, and nothing is called missing that was not looked for. */
    @ParameterizedTest
    @ValueSource(strings = {"observations", "reports", "patient"})
    void notWhereResultsCouldNotBeRead(String source) {
        var call = call(SIGN, Scene.rls(), drafts(diphenhydramine()), "e1");
        ((ObjectNode) call.get("prefetch")).remove(source);
        var summaries = summaries(cards(ORDERS_ONLY, SIGN, call)).toList();
        assertThat(summaries).noneMatch(it -> it.contains("ferritin"));
        assertThat(summaries).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"clinic, true", "south, false"})
    void discoveryAsksForTheWholeChart(String client, boolean whole) {
        var services = get(client, "/cds-services").json().at("/services");
        assertThat(services.valueStream()
                        .filter(it -> it.get("hook").asString().equals(SIGN))
                        .map(it -> it.get("prefetch").has("observations")))
                .containsExactly(whole);
    }
}
