package org.rlsworkup.endtoend.prefetch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The authorization of a call determines what is read from its FHIR server. */
class TokenTests extends SandboxTest {
    private static final String RLS = """
        {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","id":"c",\
        "subject":{"reference":"Patient/1"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"32914008"}]}}}]}\
        """;

    @LocalServerPort
    int port;

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    @BeforeEach
    void start() {
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{\"resourceType\":\"Bundle\"}")));
        server.stubFor(any(urlPathMatching("/fhir/Patient/.*"))
                .willReturn(aResponse().withBody("{\"resourceType\":\"Patient\",\"id\":\"1\"}")));
        server.stubFor(
                any(urlPathMatching("/fhir/Condition")).willReturn(aResponse().withBody(RLS)));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Http.Answer call(String authorization, String prefetch) {
        return new Http(port).call("""
            {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
             "context":{"userId":"Practitioner/p","patientId":"1"},"fhirServer":"%s/fhir",
             "fhirAuthorization":{"access_token":"secret-1",%s,"subject":"rls"},"prefetch":%s}\
            """.formatted(server.baseUrl(), authorization, prefetch));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"user/*.read\",\"patient\":\"1\"",
                "\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"user/*.rs\",\"patient\":\"Patient/1\"",
                "\"token_type\":\"bearer\",\"expires_in\":\"300\",\"scope\":\"launch openid\",\"patient\":null",
                "\"token_type\":null,\"expires_in\":{\"a\":[0]},\"scope\":[\"user/Patient.rs\"]",
                "\"expires_in\":null,\"scope\":7"
            })
    @Row({"R-5", "R-9", "R-10", "P-34"})
    void aTokenForThisPatientIsUsed(String authorization) {
        var answer = call(authorization, "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/cards")).isNotEmpty();
        assertThat(server.getAllServeEvents())
                .hasSize(10)
                .allMatch(event -> event.getRequest().getHeader("Authorization").equals("Bearer secret-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "\"token_type\":\"MAC\";fhirAuthorization.token_type",
                "\"token_type\":\"\";fhirAuthorization.token_type",
                "\"expires_in\":0;fhirAuthorization.expires_in",
                "\"expires_in\":-5;fhirAuthorization.expires_in",
                "\"expires_in\":\"0\";fhirAuthorization.expires_in",
                "\"patient\":\"2\",\"scope\":\"patient/*.rs\";fhirAuthorization.patient",
                "\"patient\":\"Patient/2\";fhirAuthorization.patient"
            })
    @Row({"R-6", "R-7", "R-10"})
    void anotherTokenIsNotUsedAndTheMemberThatSaysSoIsNamed(String authorization, String field) {
        var answer = call(authorization, "{}");

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo(field);
        assertThat(answer.raw().body()).doesNotContain("secret-1");
        assertThat(server.getAllServeEvents()).isEmpty();
        assertThat(call(authorization, "{\"conditions\":null}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "user/Condition.read, 1, 412",
        "user/Condition.rs, 1, 412",
        "user/Patient.rs user/Observation.rs, 0, 412",
        "user/Condition.rs user/Patient.r user/Observation.rs?category=laboratory user/DiagnosticReport.rs, 4, 412",
        "user/Condition.read user/Patient.read user/Observation.read user/DiagnosticReport.read, 6, 200",
        "user/Condition.rs user/Patient.r user/Observation.rs user/DiagnosticReport.rs, 6, 200"
    })
    @Row({"R-8", "P-33"})
    void onlyWhatTheScopeAllowsIsAskedForAndTheCardSaysWhatWasNotRead(String scope, int requests, int status) {
        var answer = call("\"scope\":\"" + scope + "\"", "{}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(server.getAllServeEvents())
                .extracting(event -> event.getRequest())
                .extracting(LoggedRequest::getUrl)
                .hasSize(requests);
        if (status == 200) {
            assertThat(answer.json().at("/cards/0/detail").asString())
                    .contains("Open orders could not be read")
                    .contains("Not read: orders, medicines, procedures.");
        }
    }
}
