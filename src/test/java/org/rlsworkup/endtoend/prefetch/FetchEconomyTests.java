package org.rlsworkup.endtoend.prefetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Number of requests to the FHIR server: none for prefetched data, and none for data that cannot matter. */
class FetchEconomyTests extends SandboxTest {
    private static final Map<String, Scene> CHARTS = Map.of("frugal-rls", Scene.normal(), "frugal-none", noRls());

    @LocalServerPort
    int port;

    @Autowired
    HeardCalls heard;

    private Http http;

    private static Scene noRls() {
        return Scene.nobody().condition("http://snomed.info/sct", "38341003");
    }

    @BeforeEach
    void chart() {
        http = new Http(port);
        CHARTS.forEach((patient, scene) -> {
            var prefetch = of(patient, scene);
            put(prefetch.get("patient"));
            for (var bundle : prefetch) {
                bundle.path("entry").forEach(entry -> put(entry.get("resource")));
            }
        });
        put(Scene.json("{'resourceType':'Encounter','id':'frugal-visit','status':'in-progress'}"));
        heard.forget();
    }

    @ParameterizedTest(name = "{0}, visit {1}, prefetched {2}: {3}")
    @CsvSource(delimiter = ';', textBlock = """
        frugal-none; false; ;                                       1
        frugal-none; true;  ;                                       1
        frugal-none; true;  conditions;                             0
        frugal-rls;  false; ;                                       10
        frugal-rls;  true;  ;                                       11
        frugal-rls;  true;  conditions;                             10
        frugal-rls;  true;  conditions observations reports;        6
        frugal-rls;  false; conditions observations reports patient; 4
        frugal-rls;  false; all;                                    0
        frugal-rls;  true;  all;                                    1
        """)
    void asksOnlyForWhatIsNeededAndNotThere(String patient, boolean visit, String prefetched, int requests) {
        var prefetch = of(patient, CHARTS.get(patient));
        if (!"all".equals(prefetched)) {
            prefetch.retain(prefetched == null ? List.of() : List.of(prefetched.split(" ")));
        }

        var answer = http.call(call(patient, visit, prefetch));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("cards")).isEmpty();
        assertThat(heard.only().fhirRequests()).isEqualTo(requests);
    }

    private String call(String patient, boolean visit, ObjectNode prefetch) {
        var call = Scene.json("{'hookInstance':'d1577c69-dfbe-44ad-ba6d-3e05e953b2ea'}")
                .put("hook", "patient-view")
                .put("fhirServer", "http://localhost:" + port + "/fhir");
        var context = call.putObject("context").put("userId", "Practitioner/u").put("patientId", patient);
        if (visit) {
            context.put("encounterId", "frugal-visit");
        }
        call.set("prefetch", prefetch);
        return call.toString();
    }

    /** What a scene prefetches, for a patient with this id. */
    private static ObjectNode of(String patient, Scene scene) {
        return Scene.json(scene.prefetch()
                .toString()
                .replace("Patient/p\"", "Patient/" + patient + "\"")
                .replaceAll("\"id\":\"p\"", "\"id\":\"" + patient + "\"")
                .replaceAll("\"id\":\"([co]\\d+)\"", "\"id\":\"" + patient + "-$1\""));
    }

    private void put(JsonNode resource) {
        var target = "/fhir/" + resource.get("resourceType").asString() + "/"
                + resource.get("id").asString();
        var answer = http.send("PUT", target, resource.toString(), "Content-Type", "application/fhir+json");
        assertThat(answer.status()).isIn(200, 201);
    }
}
