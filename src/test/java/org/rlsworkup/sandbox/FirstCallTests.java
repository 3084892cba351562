package org.rlsworkup.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.mock.env.MockEnvironment;

class FirstCallTests {
    private static final Resource RECORDED = new ClassPathResource("sandbox/first-call.json");
    private static final String SERVICE = "/cds-services/rls-workup";

    @RegisterExtension
    static final WireMockExtension SANDBOX =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Test
    void showsTheCardAndHowToRepeatTheCall() {
        SANDBOX.stubFor(post(SERVICE).willReturn(okJson("""
            {"cards": [{"summary": "Two tests missing", "indicator": "info", "detail": "**Why**\\n\\n- ferritin",
             "suggestions": [{"label": "Order ferritin"}, {"label": "Order TSH"}]}]}\
            """)));

        var shown = shownWhen(ReadinessState.ACCEPTING_TRAFFIC, RECORDED);

        assertThat(shown)
                .contains(
                        "  [info] Two tests missing\n  **Why**\n\n  - ferritin\n  -> Order ferritin\n  -> Order TSH\n")
                .contains("Page         " + SANDBOX.baseUrl() + "/\n")
                .contains("Discovery    " + SANDBOX.baseUrl() + "/cds-services\n")
                .contains("FHIR server  " + SANDBOX.baseUrl() + "/fhir\n")
                .contains("| curl -s -H 'Content-Type: application/json' -d @- " + SANDBOX.baseUrl() + SERVICE);
        SANDBOX.verify(postRequestedFor(urlEqualTo(SERVICE))
                .withRequestBody(matchingJsonPath("$.fhirServer", equalTo(SANDBOX.baseUrl() + "/fhir")))
                .withRequestBody(matchingJsonPath("$.hook", equalTo("patient-view"))));
    }

    @Test
    void saysThatThereIsNoCard() {
        SANDBOX.stubFor(post(SERVICE).willReturn(okJson("{\"cards\": []}")));

        assertThat(shownWhen(ReadinessState.ACCEPTING_TRAFFIC, RECORDED)).contains("(no card)");
    }

    @Test
    void saysPlainlyThatTheCallFailedAndStillGivesTheAddresses() {
        SANDBOX.stubFor(post(SERVICE).willReturn(aResponse().withStatus(412).withBody("{}")));
        assertThat(shownWhen(ReadinessState.ACCEPTING_TRAFFIC, RECORDED)).contains("status 412", "Discovery");

        SANDBOX.stubFor(post(SERVICE).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(shownWhen(ReadinessState.ACCEPTING_TRAFFIC, RECORDED)).contains("first call failed", "Discovery");

        SANDBOX.stubFor(post(SERVICE).willReturn(okJson("no json")));
        assertThat(shownWhen(ReadinessState.ACCEPTING_TRAFFIC, RECORDED)).contains("first call failed", "Discovery");
    }

    @Test
    void doesWithoutARecordedCall() {
        assertThat(shownWhen(ReadinessState.ACCEPTING_TRAFFIC, new ClassPathResource("no/such.json")))
                .contains("no recorded call", "Discovery");
    }

    @Test
    void keepsQuietWhenTheSandboxStops() {
        assertThat(shownWhen(ReadinessState.REFUSING_TRAFFIC, RECORDED)).isEmpty();
    }

    private String shownWhen(ReadinessState state, Resource recorded) {
        var environment = new MockEnvironment().withProperty("local.server.port", "" + SANDBOX.getPort());
        var console = new ByteArrayOutputStream();
        try (var out = new PrintStream(console, true, StandardCharsets.UTF_8)) {
            new FirstCall(environment, recorded, out).onReady(new AvailabilityChangeEvent<>(this, state));
        }
        return console.toString(StandardCharsets.UTF_8);
    }
}
