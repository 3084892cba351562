package org.rlsworkup.support;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The service for clients of all versions of CDS Hooks, with short FHIR deadlines. */
@Import(CallersByHeader.class)
@TestPropertySource(properties = "rls.fhir.deadline=1s")
public abstract class ProtocolTest extends SandboxTest {
    public static final String NOTHING_TO_SAY = "{\"cards\":[]}";
    public static final String WORKUP = "/cds-services/rls-workup";

    @LocalServerPort
    public int port;

    public Http http;

    @BeforeEach
    public void connect() {
        http = new Http(port);
    }

    public Http.Answer discover(String version, String... headers) {
        return http.send("GET", "/cds-services", null, with(headers, CallersByHeader.HEADER, version));
    }

    public Http.Answer call(String version, String call) {
        return http.post(WORKUP, call, "Content-Type", "application/json", CallersByHeader.HEADER, version);
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
    }

    /** The call of {@code patient-view} for a chart, to be changed. */
    public static ObjectNode view(Scene scene) {
        return (ObjectNode) Http.JSON.readTree(scene.patientView());
    }

    /** The call of {@code patient-view} without prefetch, for a chart on this server. */
    public static ObjectNode reading(ChartServer server) {
        var call = view(Scene.nobody());
        call.remove("prefetch");
        return authorized(call.put("fhirServer", server.base()));
    }

    public static ObjectNode authorized(ObjectNode call) {
        call.putObject("fhirAuthorization")
                .put("access_token", ChartServer.TOKEN)
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .put("scope", "user/*.read")
                .put("subject", "cds-service");
        return call;
    }

    public static ObjectNode prefetch(ObjectNode call) {
        return (ObjectNode) call.get("prefetch");
    }

    public static Stream<JsonNode> cards(Http.Answer answer) {
        return answer.json().get("cards").valueStream();
    }

    /** What the cards say, without what is new at each call or says where we looked. */
    public static String said(Http.Answer answer) {
        return answer.status() + " "
                + cards(answer)
                        .map(card ->
                                card.get("summary").asString() + " " + card.at("/extension/org.rlsworkup.findings"))
                        .toList();
    }
}
