package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@FhirSandboxTest
@ExtendWith(OutputCaptureExtension.class)
class FhirRefusalTests {
    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "Observation?date=ap2020, date, not-supported",
        "Observation?date=yesterday, date, invalid",
        "Observation?date=2020-13, date, invalid",
        "Observation?date=ge, date, invalid",
        "Observation?date:missing=true, date, not-supported",
        "Observation?value-quantity=5, value-quantity, not-supported",
        "Observation?patient=a&secret=s3cr3t, secret, not-supported",
        "Observation?patient.identifier=s3cr3t, patient.identifier, not-supported",
        "Observation?code:text=s3cr3t, code, not-supported",
        "Observation?code:not=s3cr3t, code, not-supported",
        "Observation?patient:identifier=s3cr3t, patient, not-supported",
        "Observation?_include=patient, _include, not-supported",
        "Observation?_include=*, _include, not-supported",
        "Observation?_include=Observation:code, _include, not-supported",
        "Observation?_include=Condition:patient, _include, not-supported",
        "Observation?_include:iterate=Observation:patient, _include, not-supported",
        "Observation?_revinclude=Provenance:target, _revinclude, not-supported",
        "Observation?_has:Provenance:target:agent=s3cr3t, _has, not-supported",
        "Observation?_offset=5, _offset, not-supported",
        "Observation?_sort=status, _sort, not-supported",
        "Observation?_sort=date%2C, _sort, not-supported",
        "Observation?_count=many, _count, invalid",
        "Observation?_count=-1, _count, invalid",
        "Observation?patient=, patient, invalid",
        "Observation?patient=%2C, patient, invalid",
        "Observation?code=%7C, code, invalid",
        "Patient?deceased=true, deceased, not-supported",
        "Medication?patient=s3cr3t, patient, not-supported"
    })
    void refusesWhatItCannotHonourAndNamesIt(String search, String parameter, String code) {
        var answer = FhirHttp.fhirAt(port).get(search);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("resourceType").asString()).isEqualTo("OperationOutcome");
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo(code);
        assertThat(answer.json().at("/issue/0/diagnostics").asString())
                .startsWith("Search parameter " + parameter + " ")
                .doesNotContain("s3cr3t");
    }

    @Test
    void refusesTheSameBySearchWithPost() {
        assertThat(FhirHttp.fhirAt(port)
                        .search("Observation", "patient=a&date=ap2020")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void logsNothingOfAResourceThatItCannotRead(CapturedOutput log) {
        var unreadable = "{\"resourceType\": \"Observation\", \"status\": \"s3cr3t\", \"s3cr3t\": 1}";

        assertThat(FhirHttp.fhirAt(port).post("Observation", unreadable).status())
                .isEqualTo(400);
        assertThat(log.getAll()).doesNotContain("s3cr3t");
    }

    @Test
    void saysInItsMetadataWhatItCanSearchBy() {
        var resources = FhirHttp.fhirAt(port).get("metadata").json().at("/rest/0/resource");
        var observation = resources
                .valueStream()
                .filter(one -> one.path("type").asString().equals("Observation"))
                .findFirst()
                .orElseThrow();

        assertThat(observation
                        .path("searchParam")
                        .valueStream()
                        .map(known -> known.path("name").asString()))
                .contains("_id", "patient", "subject", "code", "status", "category", "date")
                .doesNotContain("value-quantity", "value-string");
        assertThat(observation.path("searchInclude").valueStream().map(JsonNode::asString))
                .contains("Observation:patient", "Observation:performer")
                .doesNotContain("Observation:code");
        assertThat(observation
                        .path("interaction")
                        .valueStream()
                        .map(known -> known.path("code").asString()))
                .containsExactlyInAnyOrder("read", "create", "update", "search-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "https://127.0.0.1:8443", "https://sandbox.cds-hooks.org"})
    void letsPagesOfTestEhrsReadWithoutCredentials(String origin) {
        var http = FhirHttp.fhirAt(port);
        var preflight = http.send(http.request("Patient")
                .headers("Origin", origin, "Access-Control-Request-Method", "PUT")
                .headers("Access-Control-Request-Headers", "authorization, content-type")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.raw().headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue(origin);
        assertThat(preflight.raw().headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("authorization, content-type");
        assertThat(preflight.raw().headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.test", "http://localhost.evil.test", "http://sandbox.cds-hooks.org", "null"})
    void letsNoOtherPageRead(String origin) {
        var http = FhirHttp.fhirAt(port);
        var answer = http.send(http.request("Patient").header("Origin", origin).GET());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.raw().headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }
}
