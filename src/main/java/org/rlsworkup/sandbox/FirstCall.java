package org.rlsworkup.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends a recorded call over HTTP when the sandbox is ready, and prints the answer to the console. */
final class FirstCall {
    static final String RECORDED = "hooks/patient-view/no-results-from-fhir-server/request.json";

    private static final String RECORDED_FOR = "http://localhost:8080";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JsonMapper json = JsonMapper.shared();
    private final Environment environment;
    private final Resource recorded;
    private final PrintStream out;

    FirstCall(Environment environment, Resource recorded, PrintStream out) {
        this.environment = environment;
        this.recorded = recorded;
        this.out = out;
    }

    @EventListener
    void onReady(AvailabilityChangeEvent<ReadinessState> event) {
        var port = environment.getProperty("local.server.port");
        if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && port != null) {
            var base = "http://localhost:" + port;
            out.print("\nThe sandbox is ready" + answer(base) + "\n" + addresses(base));
            out.flush();
        }
    }

    private String answer(String base) {
        if (!recorded.exists()) {
            return ". There is no recorded call to send.";
        }
        try (var file = recorded.getInputStream()) {
            var request = (ObjectNode) json.readTree(file);
            return call(base, request.put("fhirServer", base + "/fhir"));
        } catch (IOException | RestClientException | JacksonException | ClassCastException e) {
            // The cause does not matter to the reader; the sandbox works without the demonstration.
            return ", but its first call failed: " + e.getClass().getSimpleName() + ".";
        }
    }

    private String call(String base, ObjectNode request) {
        var transport = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        transport.setReadTimeout(TIMEOUT);
        return RestClient.builder()
                .requestFactory(transport)
                .build()
                .post()
                .uri(base + "/cds-services/rls-workup")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsBytes(request))
                .exchangeForRequiredValue(
                        (sent, response) -> response.getStatusCode().is2xxSuccessful()
                                ? ". Its answer for one sample patient:\n" + cards(json.readTree(response.getBody()))
                                : ", but its first call was answered with status "
                                        + response.getStatusCode().value() + ".");
    }

    private static String cards(JsonNode answer) {
        var text = new StringBuilder(answer.path("cards").isEmpty() ? "\n  (no card)" : "");
        for (var card : answer.path("cards")) {
            text.append("\n  [%s] %s"
                    .formatted(
                            card.path("indicator").asString(""),
                            card.path("summary").asString("")));
            card.path("detail")
                    .asString("")
                    .lines()
                    .forEach(line -> text.append('\n').append(("  " + line).stripTrailing()));
            for (var suggestion : card.path("suggestions")) {
                text.append("\n  -> ").append(suggestion.path("label").asString(""));
            }
        }
        return text.toString();
    }

    private static String addresses(String base) {
        var post = "curl -s -H 'Content-Type: application/json' -d @%s " + base + "/cds-services/rls-workup";
        var again = base.equals(RECORDED_FOR)
                ? post.formatted(RECORDED)
                : "sed 's#" + RECORDED_FOR + "#" + base + "#' " + RECORDED + " | " + post.formatted("-");
        return """

            Page         %s/
            Discovery    %s/cds-services
            FHIR server  %s/fhir
            Ask again    %s

            """.formatted(base, base, base, again);
    }
}
