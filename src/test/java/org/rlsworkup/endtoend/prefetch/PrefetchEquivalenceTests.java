package org.rlsworkup.endtoend.prefetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.CountedIds;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The prefetch template is the query: an EHR that sends everything, something or nothing gets the same card. The
 * prefetch is what the sandbox's FHIR server answers to the templates of discovery, as an EHR would get it.
 */
class PrefetchEquivalenceTests extends SandboxTest {
    /** The visits in which charts are opened. */
    private static final Map<String, String> ENCOUNTERS = Map.of(
            "all-missing", "all-missing-visit",
            "icd10-only-and-text", "icd10-only-and-text-visit",
            "large-chart", "large-chart-follow-up-003");

    @LocalServerPort
    int port;

    @Autowired
    CountedIds ids;

    static Stream<String> patients() {
        return Stream.of(
                "all-missing",
                "cancelled-and-entered-in-error",
                "child",
                "deceased",
                "dialysis",
                "haemochromatosis",
                "icd10-only-and-text",
                "iron-by-parts",
                "large-chart",
                "no-rls",
                "nothing-missing",
                "old-result",
                "pending-order",
                "pregnant",
                "refuted-diagnosis",
                "si-units");
    }

    @ParameterizedTest
    @MethodSource("patients")
    void theCardIsTheSameWithFullPartialAndNoPrefetch(String patient) {
        var http = new Http(port);
        var everything = prefetch(http, patient);
        var expected = essence(http, patient, everything);

        assertThat(essence(http, patient, Map.of())).isEqualTo(expected);
        for (var key : everything.keySet()) {
            var without = new LinkedHashMap<>(everything);
            without.remove(key);
            assertThat(essence(http, patient, without)).as("without " + key).isEqualTo(expected);
            assertThat(essence(http, patient, Map.of(key, everything.get(key))))
                    .as("only " + key)
                    .isEqualTo(expected);
        }
    }

    private static Map<String, JsonNode> prefetch(Http http, String patient) {
        var prefetch = new LinkedHashMap<String, JsonNode>();
        http.get("/cds-services").json().at("/services/0/prefetch").properties().forEach(template -> {
            var query = template.getValue()
                    .asString()
                    .replace("{{context.patientId}}", patient)
                    .replace("{{context.encounterId}}", String.valueOf(ENCOUNTERS.get(patient)));
            if (query.startsWith("Encounter/") && !ENCOUNTERS.containsKey(patient)) {
                return;
            }
            var answer = http.get("/fhir/" + query);
            assertThat(answer.status()).isEqualTo(200);
            prefetch.put(template.getKey(), answer.json());
        });
        return prefetch;
    }

    /** The cards without what says where we looked, which differs as it should. */
    private List<String> essence(Http http, String patient, Map<String, JsonNode> prefetch) {
        ids.restart();
        var call = Http.JSON.createObjectNode();
        call.put("hook", "patient-view").put("hookInstance", "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");
        call.put("fhirServer", "http://localhost:" + port + "/fhir");
        var context = call.putObject("context").put("userId", "Practitioner/p").put("patientId", patient);
        if (ENCOUNTERS.containsKey(patient)) {
            context.put("encounterId", ENCOUNTERS.get(patient));
        }
        if (!prefetch.isEmpty()) {
            prefetch.forEach(call.putObject("prefetch")::set);
        }
        var answer = http.call(call.toString());
        assertThat(answer.status()).isEqualTo(200);
        var cards = new ArrayList<String>();
        answer.json().get("cards").forEach(card -> {
            var where = card.get("detail").asString().indexOf("Looked in ");
            if (where >= 0) {
                ((ObjectNode) card).put("detail", card.get("detail").asString().substring(0, where));
            }
            cards.add(card.toPrettyString());
        });
        return cards;
    }
}
