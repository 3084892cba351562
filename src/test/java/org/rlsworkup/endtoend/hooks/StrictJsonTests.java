package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.FullOnly;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.RecordedCall;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.StrictText;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a chart, a call or feedback holds, every strict JSON parser accepts what the service sends. */
class StrictJsonTests extends SandboxTest {
    /** Of members that hold text, and whose text may be on a card. */
    private static final Set<String> TEXTS =
            Set.of("text", "display", "unit", "code", "valueString", "value", "name", "family", "system", "reference");

    private static final JsonMapper ESCAPED =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private static void spoil(JsonNode node, Set<String> names) {
        if (node instanceof ObjectNode object) {
            var members = new ArrayList<>(object.properties());
            for (var member : members) {
                if (member.getValue().isString() && names.contains(member.getKey())) {
                    object.put(member.getKey(), member.getValue().asString() + " " + StrictText.REFUSED);
                }
            }
        }
        node.forEach(child -> spoil(child, names));
    }

    private static byte[] bytes(Http.Answer answer) {
        // Http decodes malformed bytes to U+FFFD, which none of the answers here holds otherwise.
        return answer.raw().body().getBytes(StandardCharsets.UTF_8);
    }

    @FullOnly
    @Test
    void noCardRepeatsWhatParsersRefuse() {
        var replaced = 0;
        for (var call : RecordedCall.all()) {
            for (var names :
                    Stream.concat(TEXTS.stream().map(Set::of), Stream.of(TEXTS)).toList()) {
                var sent = (ObjectNode) Http.JSON.readTree(call.request(port));
                spoil(sent.path("prefetch"), names);
                spoil(sent.at("/context"), names);
                var answer =
                        http.post(call.address(), ESCAPED.writeValueAsString(sent), "Content-Type", "application/json");
                assertThat(answer.status()).isLessThan(500);
                StrictText.check(bytes(answer));
                replaced += answer.raw().body().contains("\ufffd") ? 1 : 0;
            }
        }
        assertThat(replaced).as("answers that repeat such a text").isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"X\":1}",
                "{\"hook\":\"X\"}",
                "{\"hook\":\"patient-view\",\"hookInstance\":\"X\"}",
                "{\"hook\":\"patient-view\",\"X\":{\"X\":\"X\"},\"X\":2,\"context\":{\"X\":1,\"patientId\":\"X\"}}",
                "{\"hook\":\"patient-view\",\"prefetch\":{\"X\":1,\"patient\":\"X\"}}",
                "X"
            })
    void noErrorRepeatsIt(String body) {
        var quoted = ESCAPED.writeValueAsString(StrictText.REFUSED);
        var sent = body.replace("X", quoted.substring(1, quoted.length() - 1));
        for (var address : new String[] {"", "/feedback"}) {
            var answer = http.post("/cds-services/rls-workup" + address, sent, "Content-Type", "application/json");
            assertThat(answer.status()).isEqualTo(400);
            StrictText.check(bytes(answer));
        }
    }

    @Test
    void theDemonstrationDoesNotEither() {
        var bundle = (ObjectNode) Http.JSON.readTree("""
            {"patientId":"p","unread":[],"resources":[
             {"resourceType":"Patient","id":"p","birthDate":"1980-01-01","name":[{"text":"Patient"}]},
             {"resourceType":"Condition","subject":{"reference":"Patient/p"},"recordedDate":"2024-01-01",
              "clinicalStatus":{"coding":[{"code":"active"}]},
              "code":{"text":"RLS","coding":[{"system":"http://snomed.info/sct","code":"32914008"}]}},
             {"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/p"},
              "effectiveDateTime":"2026-10-01","code":{"coding":[{"system":"http://loinc.org","code":"2276-4"}]},
              "valueQuantity":{"value":40,"unit":"ng/mL"}}]}\
            """);
        spoil(bundle.path("resources"), Set.of("text", "unit", "display"));
        var answer = http.post("/demo/chart", ESCAPED.writeValueAsString(bundle), "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).contains("\ufffd");
        StrictText.check(bytes(answer));
    }

    @Test
    void exportsOfFeedbackDoNotEither() {
        var id = UUID.randomUUID();
        var feedback = Http.JSON.createObjectNode();
        var entry = feedback.putArray("feedback").addObject();
        entry.put("card", id + StrictText.REFUSED)
                .put("outcome", "overridden")
                .put("outcomeTimestamp", "2026-11-20T09:59:00Z");
        entry.putObject("overrideReason")
                .put("userComment", StrictText.REFUSED)
                .putObject("reason")
                .put("code", StrictText.REFUSED)
                .put("system", StrictText.REFUSED)
                .put("display", StrictText.REFUSED + StrictText.ACCEPTED);
        var stored = http.post(
                "/cds-services/rls-workup/feedback",
                ESCAPED.writeValueAsString(feedback),
                "Content-Type",
                "application/json");
        assertThat(stored.status()).isEqualTo(200);
        for (var export : new String[] {"/insights/feedback.ndjson", "/insights/feedback.csv", "/insights"}) {
            var answer = http.get(export);
            assertThat(answer.status()).isEqualTo(200);
            StrictText.check(bytes(answer));
            assertThat(answer.raw().body()).contains(export.endsWith("s") ? "" : StrictText.ACCEPTED);
        }
        assertThat(http.get("/insights/feedback.ndjson").raw().body())
                .contains(id + "a\ufffdb\ufffdc\ufffd\ufffdd\ufffde\ufffd\ufffd\ufffd");
    }
}
