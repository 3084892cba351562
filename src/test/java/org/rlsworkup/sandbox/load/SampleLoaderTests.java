package org.rlsworkup.sandbox.load;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command against servers that behave differently from our own. */
class SampleLoaderTests {
    private static final String PATIENT = "{\"resource\": {\"resourceType\": \"Patient\", \"id\": \"p\"}}";
    private static final String CONDITION = """
        {"resource": {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"},
         "encounter": {"reference": "Encounter/e"}}}\
        """;
    private static final String ENCOUNTER = """
        {"resource": {"resourceType": "Encounter", "id": "e", "subject": {"reference": "Patient/p"},
         "diagnosis": [{"condition": {"reference": "Condition/c"}}]}}\
        """;

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    private Path folder;

    @BeforeEach
    void acceptEverything() {
        SERVER.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(201)));
        SERVER.stubFor(get("/fhir/metadata").willReturn(outcome(403, "no metadata")));
    }

    @Test
    void skipsAndCountsTypesThatTheMetadataDoesNotName() throws IOException {
        SERVER.stubFor(get("/fhir/metadata").willReturn(fhir(200, """
            {"resourceType": "CapabilityStatement", "rest": [{"resource": [{"type": "Patient"}]}]}\
            """)));

        assertThat(load(PATIENT, CONDITION)).isZero();

        assertThat(console()).contains("1 created, 0 updated, 1 skipped {Condition=1}, 0 refused");
        SERVER.verify(0, putRequestedFor(urlMatching("/fhir/Condition.*")));
    }

    @Test
    void skipsTypesThatTheServerSaysItDoesNotKnowAndAsksOnce() throws IOException {
        SERVER.stubFor(put("/fhir/Condition/c").willReturn(outcome(404, "Unknown resource type 'Condition'")));

        assertThat(load(PATIENT, CONDITION, CONDITION.replace("\"c\"", "\"c2\"")))
                .isZero();

        assertThat(console()).contains("1 created, 0 updated, 2 skipped {Condition=2}, 0 refused");
        SERVER.verify(1, putRequestedFor(urlMatching("/fhir/Condition.*")));
    }

    @Test
    void doesNotTakeAPlainNotFoundForAnUnknownType() throws IOException {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404).withBody("nothing here")));

        assertThat(load(PATIENT)).isEqualTo(1);

        assertThat(console()).contains("refused Patient/p: 404");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 422})
    void postsWhereIdsAreRefusedAndRewritesReferencesAlsoInCycles(int status) throws IOException {
        SERVER.stubFor(put(urlMatching("/fhir/\\w+/[pce]")).willReturn(outcome(status, "no ids from clients")));
        for (var type : List.of("Patient", "Condition", "Encounter")) {
            var location = SERVER.baseUrl() + "/fhir/" + type + "/new-" + type + "/_history/1";
            SERVER.stubFor(
                    post("/fhir/" + type).willReturn(aResponse().withStatus(201).withHeader("Location", location)));
        }

        assertThat(load(CONDITION, ENCOUNTER, PATIENT)).isZero();

        assertThat(console()).contains("3 created, 0 updated, 0 skipped, 0 refused");
        SERVER.verify(postRequestedFor(urlEqualTo("/fhir/Patient"))
                .withRequestBody(equalToJson("{\"resourceType\": \"Patient\"}")));
        SERVER.verify(postRequestedFor(urlEqualTo("/fhir/Encounter"))
                .withRequestBody(matchingJsonPath("$.subject.reference", equalTo("Patient/new-Patient"))));
        SERVER.verify(postRequestedFor(urlEqualTo("/fhir/Condition"))
                .withRequestBody(matchingJsonPath("$.encounter.reference", equalTo("Encounter/new-Encounter"))));
        SERVER.verify(putRequestedFor(urlEqualTo("/fhir/Encounter/new-Encounter"))
                .withRequestBody(
                        matchingJsonPath("$.diagnosis[0].condition.reference", equalTo("Condition/new-Condition"))));
    }

    @Test
    void reportsARefusalWithTheServersFirstReasonAndGoesOn() throws IOException {
        SERVER.stubFor(any(urlMatching("/fhir/Condition.*")).willReturn(outcome(422, "code is required")));

        assertThat(load(CONDITION, PATIENT)).isEqualTo(1);

        assertThat(console())
                .contains("refused Condition/c: 422 code is required")
                .contains("1 created, 0 updated, 0 skipped, 1 refused");
    }

    @Test
    void sendsTheTokenAndNeverShowsIt() throws IOException {
        SERVER.stubFor(put("/fhir/Patient/p").willReturn(outcome(401, "token expired")));

        assertThat(load(List.of("--token", "s3cr3t"), PATIENT)).isEqualTo(1);

        assertThat(console()).contains("refused Patient/p: 401 token expired").doesNotContain("s3cr3t");
        SERVER.verify(
                putRequestedFor(urlEqualTo("/fhir/Patient/p")).withHeader("Authorization", equalTo("Bearer s3cr3t")));
    }

    @Test
    void followsNoRedirectWithTheToken() throws IOException {
        SERVER.stubFor(get("/fhir/metadata")
                .willReturn(aResponse().withStatus(302).withHeader("Location", SERVER.baseUrl() + "/elsewhere")));

        load(List.of("--token", "s3cr3t"), PATIENT);

        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void stopsWhenTheServerFallsSilent() throws IOException {
        SERVER.stubFor(put(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        var patients = new ArrayList<String>();
        for (var number = 0; number < 9; number++) {
            patients.add(PATIENT.replace("\"p\"", "\"p" + number + "\""));
        }

        assertThat(load(patients.toArray(String[]::new))).isEqualTo(1);

        assertThat(console()).contains("patients.json: 3 of 9", "3 refused", "Stopped: the server does not answer.");
    }

    @Test
    void saysThatAServerCannotBeReached() throws IOException {
        var closed = "http://localhost:" + SERVER.getPort() + "/fhir";
        SERVER.stubFor(get("/fhir/metadata").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThat(load(List.of("--to", closed), PATIENT)).isEqualTo(1);

        assertThat(console()).contains("The server cannot be reached.");
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int load(String... entries) throws IOException {
        return load(List.of(), entries);
    }

    private int load(List<String> more, String... entries) throws IOException {
        var bundle = "{\"resourceType\": \"Bundle\", \"type\": \"transaction\", \"entry\": ["
                + String.join(",", entries) + "]}";
        Files.writeString(folder.resolve("patients.json"), bundle);
        var args = new ArrayList<>(List.of("--from", folder.toString()));
        args.addAll(more);
        if (!more.contains("--to")) {
            args.addAll(List.of("--to", SERVER.baseUrl() + "/fhir"));
        }
        try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            return LoadSamples.run(args, out, Clock.systemUTC());
        }
    }

    private String console() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static ResponseDefinitionBuilder outcome(int status, String text) {
        return fhir(status, """
            {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "diagnostics": "%s"},
             {"severity": "error", "diagnostics": "another"}]}\
            """.formatted(text));
    }

    private static ResponseDefinitionBuilder fhir(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/fhir+json")
                .withBody(body);
    }
}
