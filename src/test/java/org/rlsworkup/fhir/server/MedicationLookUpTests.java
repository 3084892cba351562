package org.rlsworkup.fhir.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.fhir.server.FakeFhirServer.bundle;
import static org.rlsworkup.fhir.server.FakeFhirServer.resource;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;

/** Medicines given by reference only are looked up in one search, and only if needed. */
@Execution(ExecutionMode.CONCURRENT)
class MedicationLookUpTests {
    private static final String MEDICATION =
            "{\"resourceType\":\"Medication\",\"id\":\"a\",\"code\":{\"text\":\"Mirtazapine\"}}";

    private final FakeFhirServer server = new FakeFhirServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String request(String reference) {
        return resource(
                "MedicationRequest",
                "m" + reference.hashCode(),
                "\"status\":\"active\",\"intent\":\"order\",\"medicationReference\":" + reference);
    }

    private static String to(String literal) {
        return request("{\"reference\":\"" + literal + "\"}");
    }

    private void requests(String... requests) {
        server.answers(Source.MEDICATION_REQUESTS, aResponse().withBody(bundle("", requests)));
    }

    private List<String> lookedUp() {
        return server.requests().stream()
                .map(LoggedRequest::getUrl)
                .filter(url -> url.startsWith("/fhir/Medication?"))
                .toList();
    }

    @Test
    void looksUpAllInOneSearch() {
        requests(
                to("Medication/a"),
                to("https://ehr.example/fhir/Medication/b/_history/2"),
                to("Medication/a/_history/1"));
        server.answersAt("/fhir/Medication?_id=a,b", bundle("", MEDICATION));

        var read = server.read(Map.of());

        assertThat(lookedUp()).containsExactly("/fhir/Medication?_id=a,b");
        assertThat(read.chart().medications()).containsOnlyKeys("a");
        assertThat(read.chart().unread()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reference\":\"Medication/a\",\"display\":\"Mirtazapine\"}",
                "{\"reference\":\"#a\"}",
                "{\"reference\":\"urn:uuid:0b0a9a5e-7a43-4d5c-9d8c-0242ac120002\"}",
                "{\"reference\":\"Medication/a,b&x=1\"}",
                "{\"reference\":\"Substance/a\"}",
                "{}"
            })
    void asksForNothingThatIsNamedOrHasNoAddress(String reference) {
        requests(request(reference));

        assertThat(server.read(Map.of()).chart().unread()).isEmpty();
        assertThat(lookedUp()).isEmpty();
    }

    @Test
    void asksForNothingThatCameInTheSameBundle() {
        server.answers(Source.MEDICATION_REQUESTS, aResponse().withBody(bundle("", to("Medication/a"), MEDICATION)));

        assertThat(server.read(Map.of()).chart().medications()).containsOnlyKeys("a");
    }

    /** The answer stands, whatever becomes of the search. */
    @ParameterizedTest
    @ValueSource(ints = {404, 500, 200})
    void mayFail(int status) {
        requests(to("Medication/a"));
        server.http.stubFor(any(urlPathEqualTo("/fhir/Medication"))
                .willReturn(aResponse().withStatus(status).withBody("no JSON")));

        var read = server.read(Map.of());

        assertThat(lookedUp()).hasSize(1);
        assertThat(read.chart().medications()).isEmpty();
        assertThat(read.chart().unread()).isEmpty();
    }

    @Test
    void asksForFiftyAtMost() {
        requests(IntStream.range(0, 60).mapToObj(i -> to("Medication/" + i)).toArray(String[]::new));

        server.read(Map.of());

        assertThat(lookedUp())
                .singleElement()
                .satisfies(url -> assertThat(url.split(",", -1)).hasSize(50));
    }

    @Test
    void asksNobodyWhereThereIsNoServer() {
        var prefetch = Map.of(
                Source.CONDITIONS, FakeFhirServer.RLS, Source.MEDICATION_REQUESTS, bundle("", to("Medication/a")));

        assertThat(server.read(prefetch, null).chart().medicationUses()).hasSize(1);
        assertThat(server.requests()).isEmpty();
    }
}
