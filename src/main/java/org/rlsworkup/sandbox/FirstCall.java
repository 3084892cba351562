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

/** Once the sandbox is ready, asks it one recorded question over HTTP and shows on the console what came back. */
final class FirstCall {
    static final String RECORDED = "hooks/patient-view/no-results-from-fhir-server/request.json";

    private static final String RECORDED_FOR = "http://localhost:8080";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
            var here = "http://localhost:" + port;
            out.print(answer(here) + addresses(here));
            out.flush();
        }
    }

    private String answer(String here) {
        if (!recorded.exists()) {
            return "\nThe sandbox is ready. There is no recorded call to show.\n";
        }
        try (var file = recorded.getInputStream()) {
            var request = (ObjectNode) json.readTree(file);
            return call(here, request.put("fhirServer", here + "/fhir"));
        } catch (IOException | RestClientException | JacksonException | ClassCastException e) {
            // Which of them does not matter to the reader; the sandbox goes on without its demonstration.
            return "\nThe sandbox is ready, but its first call failed: "
                    + e.getClass().getSimpleName() + ".\n";
        }
    }

    private String call(String here, ObjectNode request) {
        var connections = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        var transport = new JdkClientHttpRequestFactory(connections);
        transport.setReadTimeout(PATIENCE);
        return RestClient.builder()
                .requestFactory(transport)
                .build()
                .post()
                .uri(here + "/cds-services/rls-workup")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsBytes(request))
                .exchangeForRequiredValue((sent, response) -> {
                    var status = response.getStatusCode();
                    return status.is2xxSuccessful()
                            ? shown(json.readTree(response.getBody()))
                            : "\nThe sandbox is ready, but its first call was answered with status " + status.value()
                                    + ".\n";
                });
    }

    private static String shown(JsonNode answer) {
        var text = new StringBuilder("\nThe sandbox is ready. It asked itself about one sample patient:\n");
        var cards = answer.path("cards");
        if (cards.isEmpty()) {
            return text.append("\n  (no card)\n").toString();
        }
        for (var card : cards) {
            text.append("\n  [%s] %s\n"
                    .formatted(
                            card.path("indicator").asString(""),
                            card.path("summary").asString("")));
            card.path("detail")
                    .asString("")
                    .lines()
                    .forEach(line -> text.append(("  " + line).stripTrailing()).append('\n'));
            for (var suggestion : card.path("suggestions")) {
                text.append("  -> ")
                        .append(suggestion.path("label").asString(""))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String addresses(String here) {
        var post = "curl -s -H 'Content-Type: application/json' -d @%s " + here + "/cds-services/rls-workup";
        var again = here.equals(RECORDED_FOR)
                ? post.formatted(RECORDED)
                : "sed 's#" + RECORDED_FOR + "#" + here + "#' " + RECORDED + " | " + post.formatted("-");
        return """

            Page         %s/
            Discovery    %s/cds-services
            FHIR server  %s/fhir
            Ask again    %s

            """.formatted(here, here, here, again);
    }
}
