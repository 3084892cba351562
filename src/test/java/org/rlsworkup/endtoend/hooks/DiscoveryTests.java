package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.EmptyMembers;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The discovery response, checked against the rules of CDS Hooks 2.0.1. */
class DiscoveryTests extends SandboxTest {
    private static final Pattern TOKEN = Pattern.compile("\\{\\{context\\.(patientId|userId|encounterId)}}");

    @LocalServerPort
    int port;

    private JsonNode services;
    private JsonNode service;

    @BeforeEach
    void discover() {
        var answer = new Http(port).get("/cds-services");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().propertyNames()).containsExactly("services");
        services = answer.json().get("services");
        service = services.get(0);
    }

    @Test
    void saysWhatThereIs() {
        assertThat(services)
                .extracting(
                        it -> it.get("id").asString() + " on " + it.get("hook").asString())
                .containsExactly(
                        "rls-workup on patient-view",
                        "rls-workup-on-diagnosis on problem-list-item-create",
                        "rls-workup-encounter-start on encounter-start",
                        "rls-medications-order-select on order-select",
                        "rls-medications-order-sign on order-sign");
        assertThat(services).allSatisfy(it -> {
            for (var member : new String[] {"title", "description", "usageRequirements"}) {
                assertThat(it.get(member).asString()).isNotBlank();
            }
        });
    }

    /** Orders come with the call; of the chart only these matter. */
    @Test
    @Row("P-14")
    void orderHooksAskForLittle() {
        assertThat(services.get(3).get("prefetch").propertyNames())
                .containsExactly("patient", "conditions", "encounter");
        assertThat(services.get(4).get("prefetch").propertyNames()).containsExactly("patient", "conditions");
    }

    @Test
    @Row("V-1")
    void asksForOneTypeAKey() {
        assertThat(templates().keySet())
                .containsExactly(
                        "patient",
                        "conditions",
                        "observations",
                        "reports",
                        "orders",
                        "medicationRequests",
                        "medicationStatements",
                        "procedures",
                        "encounter");
        assertThat(templates().values())
                .extracting(template -> template.split("[/?]", 2)[0])
                .containsExactly(
                        "Patient",
                        "Condition",
                        "Observation",
                        "DiagnosticReport",
                        "ServiceRequest",
                        "MedicationRequest",
                        "MedicationStatement",
                        "Procedure",
                        "Encounter");
    }

    @Test
    @Row({"P-11", "P-13"})
    void templatesStayInsideTheRulesOfTheSpecification() {
        assertThat(services.valueStream()
                        .flatMap(it -> it.get("prefetch").valueStream())
                        .map(JsonNode::asString))
                .allSatisfy(template -> {
                    assertThat(template.length()).isLessThanOrEqualTo(2000);
                    assertThat(TOKEN.matcher(template).replaceAll("x")).doesNotContain("{", "}", " ", "http");
                    if (template.contains("?")) {
                        var names = java.util.Arrays.stream(template.split("\\?", 2)[1].split("&", -1))
                                .map(parameter -> parameter.split("=", 2)[0])
                                .toList();
                        // Clients merge repeated parameters with a comma, which turns AND into OR.
                        assertThat(names)
                                .doesNotHaveDuplicates()
                                .isSubsetOf("patient", "code", "status", "_sort", "_count");
                    }
                });
    }

    @Test
    void asksForPanelsAmongTheObservationsBecauseAPanelMayHoldTheValues() {
        assertThat(templates().get("observations")).contains("2276-4", "50190-8", "72160-5", "59261-8");
        assertThat(templates().get("observations")).doesNotContain("14685-0");
        assertThat(templates().get("reports")).contains("code=50190-8").contains("4548-4");
    }

    @Test
    void sendsNothingEmpty() {
        services.forEach(EmptyMembers::none);
    }

    private Map<String, String> templates() {
        return service.get("prefetch").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().asString(),
                        (a, b) -> a,
                        java.util.LinkedHashMap::new));
    }
}
