package org.rlsworkup.endtoend.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.nobody;
import static org.rlsworkup.support.Scene.normal;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.node.ObjectNode;

/** How the chart determines the advice of the order hooks on a medicine. */
class OrderAdviceTests extends OrderHookTest {
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
                chart("confirmed", normal(), WARNED),
                chart("no RLS", nobody(), SILENT),
                chart("provisional", verified("provisional"), "MED-H1 diphenhydramine info"),
                chart("refuted", verified("refuted"), SILENT),
                chart("in remission", inRemission(), "MED-H1 diphenhydramine info"),
                chart(
                        "hospice",
                        normal().condition("http://snomed.info/sct", "385763009"),
                        "MED-H1 diphenhydramine info"),
                chart("a child", normal().born("2017-05-05"), WARNED),
                chart("an infant", normal().born("2026-05-05"), SILENT),
                chart("deceased", normal().patient("deceasedBoolean", Http.JSON.readTree("true")), SILENT),
                chart("no results at all", Scene.rls(), WARNED));
    }

    private static Object[] chart(String name, Scene scene, String expected) {
        return new Object[] {name, scene, expected};
    }

    private static Scene verified(String status) {
        return nobody().condition(
                        "http://snomed.info/sct",
                        "32914008",
                        it -> it.set("verificationStatus", json("{'coding':[{'code':'" + status + "'}]}")));
    }

    private static Scene inRemission() {
        return nobody().condition(
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
        var scene = normal().other(
                        "medicationRequests",
                        request("charted", MIRTAZAPINE).toString().replace("draft", "active"));
        assertThat(told(SIGN, scene, orders(request("d", CAPSULE)))).isEqualTo(WARNED);
    }

    @Test
    void theCardSaysWhatIsBeingOrderedAndNothingOfStopping() {
        var answer = post(SIGN, normal().call(SIGN, orders(request("a", CAPSULE), request("b", MIRTAZAPINE))));
        var detail = answer.json().at("/cards/0/detail").asString();
        assertThat(detail)
                .contains("**Diphenhydramine**", "**Mirtazapine**")
                .contains("cetirizine", "bupropion")
                .doesNotContain("stop", "On record since", "Not read");
        assertThat(answer.json().at("/cards/0/suggestions").isMissingNode()).isTrue();
    }

    @Test
    void aPatientIsToldNothing() {
        var call = normal().call(SIGN, orders(request("d", CAPSULE))).replace("Practitioner/u", "Patient/p");
        assertThat(told(post(SIGN, call))).isEqualTo(SILENT);
    }
}
