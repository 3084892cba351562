package org.rlsworkup.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.FhirValidation;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The audit log of a call: who, what, when, the rules that applied, and of the patient only a keyed hash. */
class AuditTests extends ClientTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final PatientKeys KEYS_OF_PATIENTS = new PatientKeys("0123456789abcdef0123456789abcdef");
    private static final AuditFormat FORMS = new AuditFormat("7.1", KEYS_OF_PATIENTS);

    @LocalServerPort
    int port;

    @Autowired
    HeardCalls heard;

    @Autowired
    AuditLog audit;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
        heard.forget();
    }

    private CallOutcome call(String body) {
        var token = token("https://hosted.example", CALL, "ES384", "es384")
                .claim("tenant", "'north'")
                .by(OTHER);
        http.post(
                "/cds-services/rls-workup",
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
        return heard.only();
    }

    private static List<JsonNode> lines(
            java.util.function.Function<AuditLog.Event, String> form, CallOutcome... calls) {
        try (var log = LogLines.of("org.rlsworkup.audit")) {
            var audit = new AuditLog(form, AuditLog.Destination.logger(), () -> NOON);
            for (var call : calls) {
                audit.accept(call);
            }
            audit.close();
            // The started application audits the same call, maybe just now.
            return log.lines().stream()
                    .filter(line -> line.contains(NOON.toString()))
                    .map(Http.JSON::readTree)
                    .toList();
        }
    }

    @Test
    void aCallIsOneLine() {
        var call = call(Scene.rls().patientView());
        var line = lines(FORMS::json, call).getFirst();
        assertThat(line.at("/time").asString()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(line.at("/client").asString()).isEqualTo("north");
        assertThat(line.at("/tenant").asString()).isEqualTo("north");
        assertThat(line.at("/mode").asString()).isEqualTo("live");
        assertThat(line.at("/service").asString()).isEqualTo("rls-workup");
        assertThat(line.at("/hookInstance").asString()).isEqualTo("d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");
        assertThat(line.at("/patient").asString())
                .isEqualTo(KEYS_OF_PATIENTS.of(call.patient()))
                .hasSize(43);
        assertThat(line.at("/status").asInt()).isEqualTo(200);
        assertThat(line.at("/cards/0/uuid").asString()).hasSize(36);
        assertThat(line.at("/cards/0/rules").toString()).contains("\"MISSING FER\"", "\"MISSING B12\"");
        assertThat(line.at("/fhirRequests").asInt()).isZero();
        assertThat(line.at("/version").asString()).isEqualTo("7.1");
        assertThat(line.at("/knowledge").asString())
                .isEqualTo(call.knowledge().knowledge())
                .startsWith("2026-");
        assertThat(line.at("/milliseconds").isNumber()).isTrue();
    }

    @Test
    void aCallThatCouldNotBeAnsweredIsAuditedToo() {
        var line = lines(FORMS::json, call("{}")).getFirst();
        assertThat(line.at("/status").asInt()).isEqualTo(400);
        assertThat(line.has("patient")).isFalse();
        assertThat(line.has("hookInstance")).isFalse();
    }

    @Test
    void withoutAKeyThePatientIsLeftOut() {
        var line = lines(new AuditFormat("7.1", null)::json, call(Scene.rls().patientView()))
                .getFirst();
        assertThat(line.has("patient")).isFalse();
        assertThat(line.has("user")).isFalse();
    }

    @Test
    void bothFormsHoldTheSameFactsAndNoIdOfPatientOrUser() {
        var call = call(Scene.rls().patientView());
        var facts = texts(lines(FORMS::json, call).getFirst());
        var event = lines(FORMS::fhir, call).getFirst();
        assertThat(facts)
                .contains("north", "live", KEYS_OF_PATIENTS.ofUser(call.caller(), call.user()))
                .doesNotContain(call.user(), call.patient().id());
        // The event quotes two facts within a sentence.
        assertThat(String.join("\n", texts(event))).contains(facts);
    }

    private static List<String> texts(JsonNode node) {
        return node.isContainer()
                ? node.valueStream().flatMap(it -> texts(it).stream()).toList()
                : List.of(node.asString());
    }

    @Test
    void thatNothingCanBeWrittenIsKnownBeforeTheFirstEvent(@TempDir Path folder) throws Exception {
        var file = folder.resolve("not yet there").resolve("audit.jsonl");
        try (var log = LogLines.of(AuditLog.class.getName());
                var audit = new AuditLog(FORMS::json, AuditLog.Destination.file(file), () -> NOON)) {
            assertThat(audit.isWorking()).isFalse();
            assertThat(log.lines()).singleElement().asString().contains(file.toString());
            Files.createDirectory(file.getParent());
            await(audit::isWorking);
            assertThat(file).isEmptyFile();
        }
    }

    @Test
    void aCallForWhichThereWasNoRoomIsNotAudited() {
        var call = call(Scene.nobody().patientView());
        var refused = new CallOutcome(
                call.caller(),
                call.service(),
                null,
                null,
                null,
                null,
                null,
                503,
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                0,
                call.knowledge(),
                call.took());
        assertThat(lines(FORMS::json, refused)).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsWrittenOnceItCan(@TempDir Path folder) throws Exception {
        var call = call(Scene.nobody().patientView());
        var file = folder.resolve("not yet there").resolve("audit.jsonl");
        try (var log = LogLines.of(AuditLog.class.getName());
                var audit = new AuditLog(FORMS::json, AuditLog.Destination.file(file), () -> NOON)) {
            audit.accept(call);
            await(() -> !audit.isWorking());
            assertThat(log.lines()).anyMatch(line -> line.contains(file.toString()));
            Files.createDirectory(file.getParent());
            await(audit::isWorking);
            assertThat(Files.readAllLines(file)).hasSize(1);
            assertThat(audit.lost()).isZero();
        }
    }

    @Test
    void anErrorInOneEventIsCountedAndHoldsUpNoOther(@TempDir Path folder) throws Exception {
        var call = call(Scene.nobody().patientView());
        var broken = new AtomicBoolean(true);
        var file = folder.resolve("audit.jsonl");
        var audit = new AuditLog(
                event -> {
                    if (broken.getAndSet(false)) {
                        throw new StackOverflowError();
                    }
                    return FORMS.json(event);
                },
                AuditLog.Destination.file(file),
                () -> NOON);
        try (audit) {
            audit.accept(call);
            audit.accept(call);
        }
        assertThat(audit.lost()).isEqualTo(1);
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void aFileThatCannotBeWrittenHoldsUpNoCall(@TempDir Path folder) {
        var call = call(Scene.nobody().patientView());
        var file = folder.resolve("missing").resolve("audit.jsonl");
        try (var audit = new AuditLog(FORMS::json, AuditLog.Destination.file(file), () -> NOON)) {
            for (var i = 0; i < 10_500; i++) {
                audit.accept(call);
            }
            assertThat(audit.isWorking()).isFalse();
            assertThat(audit.lost()).isBetween(1L, 500L);
        }
    }

    private static void await(BooleanSupplier state) {
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!state.getAsBoolean()) {
            Thread.onSpinWait();
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
        }
    }

    @Test
    void allThatCameBeforeItClosedIsWritten() {
        var call = call(Scene.nobody().patientView());
        var many = new CallOutcome[500];
        java.util.Arrays.fill(many, call);
        assertThat(lines(FORMS::json, many)).hasSize(500);
    }

    @Test
    void theOtherFormIsAnAuditEventOfFhir() {
        var event = lines(FORMS::fhir, call(Scene.rls().patientView())).getFirst();
        assertThat(FhirValidation.errors(event.toString())).isEmpty();
        assertThat(event.at("/subtype/0/code").asString()).isEqualTo("rls-workup");
        assertThat(event.at("/agent/0/name").asString()).isEqualTo("north");
        assertThat(event.at("/entity/0/what/identifier/value").asString()).hasSize(43);
        assertThat(event.at("/entity/1/detail/0/valueString").asString()).startsWith("MISSING ");
    }

    @Test
    void bothFormsSayWhenTheKnowledgeWasLoadedAgain() {
        var event = new AuditLog.Reloaded("operator", true, List.of("knowledge 2026-11-30, site 3f9a2c41b0d7"), NOON);
        var line = Http.JSON.readTree(FORMS.json(event));
        assertThat(line.at("/event").asString()).isEqualTo("knowledge-reload");
        assertThat(line.at("/operator").asString()).isEqualTo("operator");
        assertThat(line.at("/accepted").asBoolean()).isTrue();
        assertThat(line.at("/versions/0").asString()).isEqualTo("knowledge 2026-11-30, site 3f9a2c41b0d7");
        var fhir = Http.JSON.readTree(FORMS.fhir(event));
        assertThat(FhirValidation.errors(fhir.toString())).isEmpty();
        assertThat(fhir.at("/outcome").asString()).isEqualTo("0");
        assertThat(fhir.at("/agent/0/name").asString()).isEqualTo("operator");
        assertThat(fhir.at("/entity/0/detail/0/valueString").asString())
                .isEqualTo("knowledge 2026-11-30, site 3f9a2c41b0d7");
        var refused = new AuditLog.Reloaded("operator", false, List.of(), NOON);
        assertThat(Http.JSON.readTree(FORMS.fhir(refused)).at("/outcome").asString())
                .isEqualTo("4");
    }

    @Test
    void bothFormsSayWhoSawHowManyCardsOfSilentMode() {
        var event = new AuditLog.Viewed("operator", true, 7, NOON);
        assertThat(FORMS.json(event))
                .isEqualTo("{\"time\":\"2026-11-20T12:00:00Z\",\"event\":\"silent-cards-viewing\","
                        + "\"operator\":\"operator\",\"exported\":true,\"cards\":7}");
        var fhir = Http.JSON.readTree(FORMS.fhir(event));
        assertThat(FhirValidation.errors(fhir.toString())).isEmpty();
        assertThat(fhir.at("/action").asString()).isEqualTo("R");
        assertThat(fhir.at("/agent/0/name").asString()).isEqualTo("operator");
        assertThat(fhir.at("/entity/0/detail").toString()).contains("\"cards\",\"valueString\":\"7\"");
    }

    @Test
    void productionAudits() {
        assertThat(audit).isNotNull();
    }
}
