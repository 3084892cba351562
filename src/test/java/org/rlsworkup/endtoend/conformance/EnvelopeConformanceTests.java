package org.rlsworkup.endtoend.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.nobody;
import static org.rlsworkup.support.Scene.normal;
import static org.rlsworkup.support.Scene.rls;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.Row;
import tools.jackson.databind.node.ObjectNode;

/** The rows on the members of a call, each changed separately. */
class EnvelopeConformanceTests extends ProtocolTest {
    private static final String CARDS = "200 [";

    private Http.Answer call(ObjectNode call) {
        return http.call(call.toString());
    }

    private String expected() {
        var said = said(call(view(rls())));
        assertThat(said).startsWith(CARDS).contains("MISSING");
        return said;
    }

    /** Whatever is no UUID is taken, but for what could not be written down. */
    @ParameterizedTest
    @CsvSource({
        "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea, 200",
        "D1577C69-DFBE-44AD-BA6D-3E05E953B2EA, 200",
        "urn:uuid:d1577c69-dfbe-44ad-ba6d-3e05e953b2ea, 200",
        "7, 200",
        "'', 400",
        "' ', 400",
        "'a b', 400",
        "ä, 400"
    })
    @Row("R-2")
    void theInstanceShouldBeAUuid(String instance, int status) {
        assertThat(call(view(rls()).put("hookInstance", instance)).status()).isEqualTo(status);
    }

    @Test
    @Row("R-2")
    void theInstanceHasAnEnd() {
        assertThat(call(view(rls()).put("hookInstance", "x".repeat(128))).status())
                .isEqualTo(200);
        assertThat(call(view(rls()).put("hookInstance", "x".repeat(129))).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    @Row({"R-3", "P-32"})
    void aSlashAtTheEndOfTheServerDoesNotMatter(String end) {
        var expected = expected();
        try (var server = new ChartServer(rls())) {
            assertThat(said(call(reading(server).put("fhirServer", server.base() + end))))
                    .isEqualTo(expected);
            assertThat(server.asked()).contains("Patient/p").noneMatch(it -> it.startsWith("/"));
        }
    }

    @Test
    @Row("R-4")
    void anAuthorizationMayBeMissingOrNull() {
        var expected = expected();
        try (var server = new ChartServer(rls())) {
            for (var call : new ObjectNode[] {reading(server), reading(server).putNull("fhirAuthorization")}) {
                if (!call.path("fhirAuthorization").isNull()) {
                    call.remove("fhirAuthorization");
                }
                assertThat(said(call(call))).isEqualTo(expected);
            }
            assertThat(server.tokens()).isNotEmpty().containsOnly("null");
        }
        assertThat(said(call(view(rls()).putNull("fhirAuthorization").putNull("fhirServer"))))
                .isEqualTo(expected);
    }

    /** As it may be: missing, null, empty, of one key, of all but one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"missing", "null", "{}", "conditions", "observations", "but conditions", "but observations"})
    @Row({"R-12", "P-20", "P-30"})
    void prefetchIsMissingEmptyOrPartial(String form) {
        var expected = expected();
        var whole = prefetch(view(rls()));
        try (var server = new ChartServer(rls())) {
            var call = reading(server);
            switch (form) {
                case "missing" -> call.remove("prefetch");
                case "null" -> call.putNull("prefetch");
                case "{}" -> call.putObject("prefetch");
                case "conditions", "observations" -> call.putObject("prefetch").set(form, whole.get(form));
                default -> call.set("prefetch", whole.without(form.substring("but ".length())));
            }
            assertThat(said(call(call))).isEqualTo(expected);
            assertThat(server.asked()).hasSizeBetween(1, 10).doesNotHaveDuplicates();
        }
    }

    /** It should be an object; whatever else it is, it is no reason to refuse a call. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'com.x':{'a':[null,{}]}}", "null", "[]", "'x'", "7", "true"})
    @Row({"G-7", "G-10", "R-13"})
    void anExtensionChangesNothingWhateverItHolds(String written) {
        var extension = Http.JSON.readTree(written.replace('\'', '"'));
        var call = authorized(view(rls()).put("fhirServer", "http://localhost:1/fhir"));
        objects(call).toList().forEach(it -> it.set("extension", extension));
        assertThat(said(call(call))).isEqualTo(expected());
    }

    /** Objects of the call itself: inside of resources an extension is FHIR's. */
    private static Stream<ObjectNode> objects(ObjectNode call) {
        return Stream.of(call, call.get("context"), call.get("fhirAuthorization"), call.get("prefetch"))
                .map(ObjectNode.class::cast);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "R4 | 'class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'EMER'}",
                "R5 | 'class':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'EMER'}]}]"
            },
            quoteCharacter = '`')
    @Row("R-15")
    void encountersOfEveryFhirAreRead(String fhir, String member) {
        var call = view(rls());
        ((ObjectNode) call.get("context")).put("encounterId", "e");
        var encounter =
                "{'resourceType':'Encounter','id':'e','subject':{'reference':'Patient/p'},'status':'in-progress',";
        prefetch(call).set("encounter", json(encounter + member + "}"));
        assertThat(call(call).raw().body()).isEqualTo(NOTHING_TO_SAY);
        prefetch(call).set("encounter", json(encounter + member.replace("EMER", "AMB") + "}"));
        assertThat(said(call(call))).startsWith(CARDS).contains("MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'medicationCodeableConcept':{%s}", "'medication':{'concept':{%s}}"})
    @Row("R-15")
    void medicinesOfEveryFhirAreRead(String member) {
        var mirtazapine = "'coding':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'311725'}]";
        var scene = normal().other(
                        "medicationRequests",
                        "{'resourceType':'MedicationRequest','status':'active','intent':'order',"
                                + member.formatted(mirtazapine) + "}");
        assertThat(said(call(view(scene)))).startsWith(CARDS).contains("MED-MIRT");
    }

    @Test
    @Row("C-5")
    void callsAtTheSameTimeDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
        var silent = said(call(view(nobody())));
        var loud = expected();
        var answers = new ArrayList<Future<String>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 40; i++) {
                var call = view(i % 2 == 0 ? rls() : nobody());
                answers.add(callers.submit(() -> said(call(call))));
            }
        }
        for (var i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0 ? loud : silent);
        }
    }

    /** What this service never sends, so that nothing can be wrong with it. */
    @Test
    @Row({"A-10", "A-27", "D-9"})
    @Disabled("no icon, deletion or hookVersion is sent")
    void whatIsNotSent() {}

    @Test
    @Row({"G-8", "G-9"})
    void extensionsOfAnswersAreObjectsWithNamesOfOurOwn() {
        assertThat(cards(call(view(rls()))).map(card -> card.get("extension")))
                .isNotEmpty()
                .allSatisfy(it -> {
                    assertThat(it.isObject()).isTrue();
                    assertThat(it.propertyNames()).isNotEmpty().allMatch(name -> name.startsWith("org.rlsworkup."));
                });
    }
}
