package org.rlsworkup.endtoend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.RecordedCall;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI description, compared with actual requests and responses. */
class OpenApiTests extends ProtocolTest {
    private ApiFile api;

    @BeforeEach
    void read() {
        var answer = http.get("/openapi.yaml");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
        api = new ApiFile(answer.raw().body());
    }

    static Stream<RecordedCall> calls() {
        return RecordedCall.all().stream();
    }

    /** A call with a member missing or of the wrong type also violates the description. */
    @ParameterizedTest
    @MethodSource("calls")
    @Row({"A-3", "A-4", "A-15", "G-8"})
    void describesEveryRecordedCallAndItsAnswer(RecordedCall call) {
        var request = Http.JSON.readTree(call.request(port));
        assertThat(api.problems(call.address(), request).isEmpty()).isEqualTo(call.status() != 400);
        assertThat(api.problems("post", call.address(), call.replay(port))).isEmpty();
        var golden = Http.JSON.readTree(call.file("response.json").toFile());
        assertThat(api.problems(call.address(), call.status(), golden)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STU1", "STU2", "STU3"})
    void describesWhatClientsOfEveryVersionAreTold(String version) {
        assertThat(api.problems("get", "/cds-services", discover(version))).isEmpty();
        assertThat(api.problems("post", WORKUP, call(version, Scene.rls().patientView())))
                .isEmpty();
        var tag = discover(version).header("ETag");
        assertThat(api.problems("get", "/cds-services", discover(version, "If-None-Match", tag)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/knowledge", "/actuator/health/readiness", "/openapi.yaml"})
    @Row("G-11")
    void describesWhatElseThereIs(String path) {
        assertThat(api.problems("get", path, http.get(path))).isEmpty();
    }

    @Test
    void describesErrors() {
        var call = Scene.rls().patientView();
        for (var answer : List.of(
                http.call("{"),
                http.post(WORKUP, call, "Content-Type", "text/xml"),
                http.get(WORKUP),
                http.post(WORKUP + "-of-none", call, "Content-Type", "application/json"),
                http.call(reading("http://169.254.169.254/")))) {
            assertThat(answer.status()).isIn(400, 403, 404, 405, 415);
            assertThat(api.problems("post", WORKUP, answer)).isEmpty();
        }
    }

    private static String reading(String server) {
        var call = view(Scene.rls());
        call.remove("prefetch");
        return call.put("fhirServer", server).toString();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'outcome':'overridden'}                                                            | 200",
                "{'outcome':'overridden','overrideReason':{'reason':{'code':'x'},'userComment':'y'}} | 200",
                "{'outcome':'accepted','acceptedSuggestions':[{'id':'s'}]}                           | 200",
                "{'outcome':'accepted'}                                                              | 400",
                "{'outcome':'accepted','acceptedSuggestions':['s']}                                  | 400",
                "{'outcome':'ignored'}                                                               | 400",
                "{'outcome':'overridden','overrideReason':{'reason':{}}}                             | 400",
                "{'outcome':'overridden','card':''}                                                  | 400"
            },
            quoteCharacter = '"')
    void describesFeedback(String entry, int status) {
        var batch = Http.JSON.createObjectNode();
        var sent =
                batch.putArray("feedback").addObject().put("card", "c").put("outcomeTimestamp", "2026-11-20T10:00:00Z");
        sent.setAll((ObjectNode) Http.JSON.readTree(entry.replace('\'', '"')));
        var path = "/cds-services/{id}/feedback";
        assertThat(api.problems(path, batch).isEmpty()).isEqualTo(status == 200);
        var answer = http.post(WORKUP + "/feedback", batch.toString(), "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(api.problems("post", path, answer)).isEmpty();
    }

    /** So that a description which allows anything is noticed. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/hook              | \"order-sign\"",
                "/hookInstance      | null",
                "/context/patientId | \"a b\"",
                "/context/userId    | \"u\"",
                "/prefetch/patient  | 7",
                "/fhirServer        | \"ftp://x\""
            })
    void tellsWrongCallsFromRightOnes(String place, String value) {
        var call = view(Scene.rls()).put("fhirServer", "http://localhost:1");
        assertThat(api.problems(WORKUP, call)).isEmpty();
        var slash = place.lastIndexOf('/');
        var parent = (ObjectNode) call.at(place.substring(0, slash));
        parent.set(place.substring(slash + 1), Http.JSON.readTree(value));
        assertThat(api.problems(WORKUP, call)).isNotEmpty();
        assertThat(http.call(call.toString()).status()).isEqualTo(400);
    }

    @Test
    void describesTheServicesOfDiscoveryAndNoOthers() {
        var services = discover("STU2").json().get("services").valueStream();
        var described = api.paths().stream().filter(path -> path.matches("/cds-services/[^/{]+"));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        services.map(it -> "/cds-services/" + it.get("id").asString())
                                .toList());
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsOne() {
        var references = new TreeSet<>(api.document().findValuesAsString("$ref"));
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(api.document().at(it.substring(1)).isObject())
                        .as(it)
                        .isTrue());
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(api.document().at("/components/schemas").properties()).allSatisfy(schema -> {
            assertThat(meta.validate(schema.getValue())).as(schema.getKey()).isEmpty();
            assertThat(schema.getValue().path("description").asString(""))
                    .as(schema.getKey())
                    .isNotBlank();
        });
    }

    @Test
    void everyOperationHasANameAndAnswers() {
        assertThat(api.document().get("openapi").asString()).isEqualTo("3.1.0");
        var operations = api.document()
                .get("paths")
                .valueStream()
                .flatMap(path -> path.properties().stream())
                .map(Map.Entry::getValue)
                .toList();
        assertThat(operations)
                .extracting(it -> it.get("operationId").asString())
                .doesNotHaveDuplicates();
        assertThat(operations)
                .allSatisfy(it -> assertThat(it.get("responses").valueStream())
                        .isNotEmpty()
                        .extracting(OpenApiTests.this::words)
                        .doesNotContain("")
                        .doesNotHaveDuplicates());
    }

    private String words(JsonNode response) {
        return api.resolved(response).path("description").asString("").strip();
    }
}
