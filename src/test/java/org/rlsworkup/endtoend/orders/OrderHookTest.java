package org.rlsworkup.endtoend.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;

import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/** Calls of the order hooks, and their cards. */
abstract class OrderHookTest extends SandboxTest {
    static final String SELECT = "order-select";
    static final String SIGN = "order-sign";
    static final String CAPSULE = "1049909";
    static final String CETIRIZINE = "1014678";
    static final String MIRTAZAPINE = "311725";
    static final String SILENT = "";
    static final String WARNED = "MED-H1 diphenhydramine warning";
    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";

    @LocalServerPort
    int port;

    /** Another one for each test: what a user was shown at selection is not repeated at signing. */
    private final String user = "Practitioner/" + UUID.randomUUID();

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    static ObjectNode concept(String rxnorm) {
        return json("{'coding':[{'system':'" + RXNORM + "','code':'" + rxnorm + "'}]}");
    }

    static ObjectNode request(String id, String rxnorm) {
        var request = json("{'resourceType':'MedicationRequest','status':'draft','intent':'order'}");
        request.put("id", id).set("subject", json("{'reference':'Patient/p'}"));
        request.set("medicationCodeableConcept", concept(rxnorm));
        return request;
    }

    static ObjectNode orders(ObjectNode... resources) {
        var context = json("{'draftOrders':{'resourceType':'Bundle','type':'collection','entry':[]}}");
        for (var resource : resources) {
            context.withArray("/draftOrders/entry").addObject().set("resource", resource);
        }
        return context;
    }

    Http.Answer post(String hook, String call) {
        return http.post("/cds-services/rls-medications-" + hook, call, "Content-Type", "application/json");
    }

    /** The rules that spoke with their drugs and the indicator; nothing if there is no card. */
    String told(String hook, Scene scene, ObjectNode context) {
        return told(post(hook, scene.call(hook, context).replace("Practitioner/u", user)));
    }

    static String told(Http.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        var cards = answer.json().get("cards");
        if (cards.isEmpty()) {
            return SILENT;
        }
        assertThat(cards).hasSize(1);
        var said = new ArrayList<String>();
        for (var finding : cards.get(0).at("/extension/org.rlsworkup.findings")) {
            said.add(finding.get("rule").asString() + " " + finding.get("drug").asString());
        }
        return String.join(", ", said) + " " + cards.get(0).get("indicator").asString();
    }
}
