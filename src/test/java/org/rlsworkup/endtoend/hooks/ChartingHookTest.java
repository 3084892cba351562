package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;

import org.junit.jupiter.api.BeforeEach;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of {@code problem-list-item-create}, and which tests are reported as missing. */
abstract class ChartingHookTest extends SandboxTest {
    static final String HOOK = "problem-list-item-create";
    static final String SCT = "http://snomed.info/sct";
    static final String RLS = "32914008";
    static final String ANKLE = "16114001";
    static final String ALL = "FER TSAT B12 TSH A1C";
    static final String SILENT = "no card";

    @LocalServerPort
    int port;

    Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    static ObjectNode condition(String id, String code) {
        var condition = json("{'resourceType':'Condition','subject':{'reference':'Patient/p'},"
                + "'clinicalStatus':{'coding':[{'code':'active'}]},"
                + "'verificationStatus':{'coding':[{'code':'confirmed'}]},"
                + "'category':[{'coding':[{'code':'problem-list-item'}]}]}");
        condition.put("id", id).set("code", Scene.code(SCT, code));
        return condition;
    }

    static ObjectNode charting(ObjectNode... conditions) {
        var context = json("{'conditions':{'resourceType':'Bundle','type':'collection','entry':[]}}");
        for (var condition : conditions) {
            context.withArray("/conditions/entry").addObject().set("resource", condition);
        }
        return context;
    }

    Http.Answer post(String call) {
        return http.post("/cds-services/rls-workup-on-diagnosis", call, "Content-Type", "application/json");
    }

    JsonNode cards(Scene scene, ObjectNode context) {
        var answer = post(scene.call(HOOK, context));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json().get("cards");
    }

    /** The core tests that are called missing. */
    String missing(Scene scene, ObjectNode context) {
        return missing(cards(scene, context));
    }

    static String missing(JsonNode cards) {
        if (cards.isEmpty()) {
            return SILENT;
        }
        return String.join(
                " ",
                cards.valueStream()
                        .flatMap(card ->
                                card.at("/extension/org.rlsworkup.findings").valueStream())
                        .filter(finding -> finding.get("rule").asString().equals("MISSING"))
                        .filter(finding -> finding.get("tier").asString().equals("core"))
                        .map(finding -> finding.get("test").asString())
                        .toList());
    }
}
