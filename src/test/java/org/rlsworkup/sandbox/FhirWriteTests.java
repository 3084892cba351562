package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@FhirSandboxTest
class FhirWriteTests {
    private static final String ORDER = """
        {"resourceType": "ServiceRequest", %s "status": "%s", "intent": "order",
         "code": {"coding": [{"system": "http://loinc.org", "code": "2276-4"}]},
         "subject": {"reference": "Patient/%s"}}\
        """;

    @LocalServerPort
    private int port;

    @Test
    void findsACreatedOrderOnTheNextSearch() {
        var created = fhir().post("ServiceRequest", ORDER.formatted("\"id\": \"wished\",", "draft", "uma"));

        var id = created.json().path("id").asString();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.raw().headers().firstValue("Location").orElseThrow())
                .isEqualTo(fhir().base() + "/ServiceRequest/" + id + "/_history/1");
        assertThat(id).isNotEqualTo("wished");
        assertThat(fhir().get("ServiceRequest?patient=uma&status=draft,active").ids())
                .containsExactly(id);
        assertThat(fhir().get("ServiceRequest?patient=una&status=draft,active").ids())
                .isEmpty();
        assertThat(fhir().get("ServiceRequest/" + id).json().path("status").asString())
                .isEqualTo("draft");
    }

    @Test
    void createsUnderTheClientsIdAndThenUpdates() {
        var first = fhir().put("ServiceRequest/eli-1", ORDER.formatted("\"id\": \"eli-1\",", "draft", "eli"));
        var second = fhir().put("ServiceRequest/eli-1", ORDER.formatted("\"id\": \"eli-1\",", "active", "eli"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.raw().headers().firstValue("ETag")).hasValue("W/\"2\"");
        assertThat(fhir().get("ServiceRequest?patient=eli&status=draft").ids()).isEmpty();
        assertThat(fhir().get("ServiceRequest?patient=eli&status=active").ids()).containsExactly("eli-1");
    }

    @ParameterizedTest
    @CsvSource({"other-id, \"id\": \"this-id\",", "bad_id, \"id\": \"bad_id\","})
    void refusesAnUpdateWithAnIdThatDoesNotFit(String inUrl, String inBody) {
        var answer = fhir().put("ServiceRequest/" + inUrl, ORDER.formatted(inBody, "draft", "ole"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fhir().get("ServiceRequest?patient=ole").ids()).isEmpty();
    }

    @Test
    void refusesConditionsOnAWriteInsteadOfLeavingThemOut() {
        var order = ORDER.formatted("\"id\": \"kim-1\",", "draft", "kim");

        assertThat(fhir().post("ServiceRequest", order, "If-None-Exist", "identifier=1")
                        .status())
                .isEqualTo(400);
        assertThat(fhir().put("ServiceRequest/kim-1", order, "If-Match", "W/\"1\"")
                        .status())
                .isEqualTo(400);
        assertThat(fhir().get("ServiceRequest?patient=kim").ids()).isEmpty();
    }

    @Test
    void answersNotFoundForWhatItDoesNotHold() {
        assertThat(fhir().get("Observation/nowhere").status()).isEqualTo(404);
        assertThat(fhir().get("Basic/1").status()).isEqualTo(404);
    }

    @Test
    void keepsPatientsApartWhileManyWriteAndSearchAtOnce() throws InterruptedException {
        var calls = IntStream.range(0, 160)
                .<Callable<List<String>>>mapToObj(number -> () -> writeAndFindOthers("busy" + number % 8, number))
                .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            assertThat(threads.invokeAll(calls))
                    .allSatisfy(found -> assertThat(found.get()).isEmpty());
        }
        assertThat(fhir().get("ServiceRequest?patient=busy0")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(20);
    }

    private List<String> writeAndFindOthers(String patient, int number) {
        var id = patient + "-" + number;
        fhir().put("ServiceRequest/" + id, ORDER.formatted("\"id\": \"" + id + "\",", "active", patient));
        return fhir().get("ServiceRequest?patient=" + patient + "&code=2276-4").ids().stream()
                .filter(found -> !found.startsWith(patient + "-"))
                .toList();
    }

    private FhirHttp fhir() {
        return FhirHttp.fhirAt(port);
    }
}
