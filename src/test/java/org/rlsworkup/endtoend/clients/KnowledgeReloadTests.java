package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.rlsworkup.support.Scene;
import org.rlsworkup.trust.SigningKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Knowledge and site files take effect without a restart: as a whole, or not at all. */
@Import(HeardCalls.class)
@Execution(ExecutionMode.SAME_THREAD)
class KnowledgeReloadTests extends TwoHospitalsTest {
    private static final String RELOAD = "/operators/knowledge/reload";
    private static final String WITHOUT_B12 = "tests: { B12: { off: true } }\n";
    private static final String WITHOUT_B12_AND_A1C = "tests: { B12: { off: true }, A1C: { off: true } }\n";
    private static final String WRONG = "tests:\n  B12: { off: true }\n  FER: { lookbackDays: 0 }\n";

    /** The site of all clients without one of their own. */
    private static final String SHARED_FILE = file("shared", ".yaml", WITHOUT_B12);
    /** The site of {@link #PLAIN}. */
    private static final String OWN_FILE = file("own", ".yaml", WITHOUT_B12);

    private static final ChartServer CHART = new ChartServer(Scene.rls());

    @Autowired
    HeardCalls heard;

    @DynamicPropertySource
    static void files(DynamicPropertyRegistry settings) {
        settings.add("rls.site", () -> SHARED_FILE);
        // One of its requests waits for a reload, which a slow machine takes its time for.
        settings.add("rls.fhir.deadline", () -> "60s");
        settings.add("rls.clients[6].site", () -> OWN_FILE);
        settings.add("rls.clients[8].name", () -> "slow");
        settings.add("rls.clients[8].issuer", () -> "https://slow.example");
        settings.add("rls.clients[8].jwks", () -> file("keys", ".json", SigningKey.set(KEY.jwk(""))));
        settings.add("rls.clients[8].fhir-servers", CHART::base);
    }

    @AfterAll
    static void stop() {
        CHART.close();
    }

    private static void write(String file, String text) {
        try {
            Files.writeString(Path.of(URI.create(file)), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Http.Answer reload() {
        return postAsOperator(RELOAD, "{}");
    }

    @BeforeEach
    void reset() {
        write(SHARED_FILE, WITHOUT_B12);
        write(OWN_FILE, WITHOUT_B12);
        assertThat(reload().status()).isEqualTo(200);
        heard.forget();
    }

    private String summary(String client) {
        return summaries(open(client)).toList().getLast();
    }

    private String site(String client) {
        return get(client, "/cds-services")
                .json()
                .at("/services/0/extension/org.rlsworkup.software/site")
                .asString();
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void aChangedFileTakesEffectForItsClientsAndEverywhereItIsShown() {
        assertThat(summary(ORDERS_ONLY)).contains("HbA1c");
        var before = get(ORDERS_ONLY, "/cds-services");
        var site = site(ORDERS_ONLY);

        write(SHARED_FILE, WITHOUT_B12_AND_A1C);
        assertThat(summary(ORDERS_ONLY)).as("before it is loaded").contains("HbA1c");
        var answer = reload();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("reasons")).isEmpty();
        assertThat(summary(ORDERS_ONLY)).contains("TSH").doesNotContain("HbA1c");
        assertThat(summary(PLAIN)).as("with a file of its own").contains("HbA1c");
        var after = get(ORDERS_ONLY, "/cds-services");
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        assertThat(before.raw().body()).contains("4548-4");
        assertThat(after.raw().body()).doesNotContain("4548-4");
        var now = site(ORDERS_ONLY);
        assertThat(now).matches("[0-9a-f]{12}").isNotEqualTo(site);
        assertThat(heard.all().getLast().knowledge().site()).isEqualTo(site(PLAIN));
        assertThat(strings(answer.json().get("versions")))
                .first()
                .asString()
                .startsWith("knowledge 2026-")
                .endsWith(", site " + now);
        assertThat(asOperator("/insights").raw().body()).contains("site " + now);
        assertThat(http.send("GET", "/knowledge", null, "Accept", "application/json")
                        .json()
                        .at("/site/sha256")
                        .asString())
                .startsWith(now);
        assertThat(asOperator("/actuator/info")
                        .json()
                        .at("/knowledge/site/sha256")
                        .asString())
                .startsWith(now);
    }

    @Test
    void aClientsOwnFileIsLoadedToo() {
        write(OWN_FILE, WITHOUT_B12_AND_A1C);
        assertThat(reload().status()).isEqualTo(200);
        assertThat(summary(PLAIN)).doesNotContain("HbA1c");
        assertThat(summary(ORDERS_ONLY)).contains("HbA1c");
    }

    @Test
    void ifOneFileIsWrongNothingChangesAndEveryProblemIsNamedByLine() {
        write(SHARED_FILE, WITHOUT_B12_AND_A1C);
        write(OWN_FILE, WRONG);
        var site = site(ORDERS_ONLY);
        try (var log = LogLines.of("org.rlsworkup.KnowledgeConfiguration");
                var audit = LogLines.of("org.rlsworkup.audit")) {
            var answer = reload();
            assertThat(answer.status()).isEqualTo(422);
            assertThat(strings(answer.json().get("reasons")))
                    .singleElement()
                    .asString()
                    .startsWith("client plain: own")
                    .contains(".yaml:3: tests.FER.lookbackDays: ");
            assertThat(strings(answer.json().get("versions")))
                    .first()
                    .asString()
                    .endsWith(site);
            assertThat(log.lines()).singleElement().asString().contains("invalid", "lookbackDays", "Still in use");
            await(audit, "\"event\":\"knowledge-reload\",\"operator\":\"operator\",\"accepted\":false");
        }
        assertThat(summary(ORDERS_ONLY)).contains("HbA1c");
        assertThat(site(ORDERS_ONLY)).isEqualTo(site);

        write(OWN_FILE, WITHOUT_B12);
        assertThat(reload().status()).isEqualTo(200);
        assertThat(summary(ORDERS_ONLY)).doesNotContain("HbA1c");
    }

    private static void await(LogLines log, String part) {
        var until = System.nanoTime() + 10_000_000_000L;
        while (log.lines().stream().noneMatch(line -> line.contains(part))) {
            assertThat(System.nanoTime()).as(part).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void problemsOfTheSharedFileAndAFileThatIsGoneAreNamedToo() throws IOException {
        write(SHARED_FILE, WRONG);
        assertThat(strings(reload().json().get("reasons")))
                .singleElement()
                .asString()
                .startsWith("shared")
                .contains(":3: tests.FER.lookbackDays: ");
        Files.delete(Path.of(URI.create(SHARED_FILE)));
        assertThat(strings(reload().json().get("reasons")))
                .singleElement()
                .asString()
                .startsWith("rls.site cannot be read: ");
        assertThat(summary(ORDERS_ONLY)).contains("HbA1c");
    }

    @Test
    void aCallEndsWithTheKnowledgeWithWhichItBegan() {
        var site = site("slow");
        CHART.meanwhile(() -> {
            write(SHARED_FILE, WITHOUT_B12_AND_A1C);
            assertThat(reload().status()).isEqualTo(200);
        });
        var call = """
            {"hook":"patient-view","hookInstance":"i","fhirServer":"%s","context":{"userId":"Practitioner/u",
             "patientId":"%s"},"fhirAuthorization":{"access_token":"t","token_type":"Bearer","expires_in":300,
             "scope":"user/*.read","subject":"s"}}\
            """.formatted(
                        CHART.base(), Scene.rls().prefetch().at("/patient/id").asString());
        var begun = post("slow", WORKUP, call);
        assertThat(begun.json().at("/cards/0/summary").asString()).contains("HbA1c");
        assertThat(heard.all().getLast().knowledge().site()).isEqualTo(site);

        var next = post("slow", WORKUP, call);
        assertThat(next.json().at("/cards/0/summary").asString()).doesNotContain("HbA1c");
        assertThat(heard.all().getLast().knowledge().site()).isNotEqualTo(site);
    }

    @Test
    void callsBesideReloadsAreAnsweredWithTheOneOrTheOther() throws Exception {
        var both = List.of(WITHOUT_B12, WITHOUT_B12_AND_A1C);
        var over = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reloads = threads.submit(() -> {
                for (var i = 0; over.getCount() > 0; i++) {
                    write(SHARED_FILE, both.get(i % 2));
                    assertThat(reload().status()).isEqualTo(200);
                }
            });
            var calls = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> open(ORDERS_ONLY)))
                    .toList();
            for (var call : calls) {
                assertThat(whole(call)).isIn(List.of("FER TSAT TSH A1C", "FER TSAT TSH"));
            }
            over.countDown();
            reloads.get();
        }
    }

    /** The tests that a card offers, if its text names the same. */
    private static String whole(Future<List<JsonNode>> call) throws Exception {
        var card = call.get().getLast();
        var detail = card.get("detail").asString();
        var offered = card.get("suggestions").size();
        assertThat(detail.contains("HbA1c")).isEqualTo(offered == 6);
        return offered == 6 ? "FER TSAT TSH A1C" : "FER TSAT TSH";
    }

    @Test
    void onlyAnOperatorAndNoFormMayAskForIt() {
        assertThat(http.post(RELOAD, "{}", "Content-Type", "application/json").status())
                .isEqualTo(401);
        for (var type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            assertThat(http.post(RELOAD, "{}", "Content-Type", type, "Authorization", login())
                            .status())
                    .isEqualTo(415);
        }
        assertThat(asOperator(RELOAD).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/info", "/insights"})
    void versionsAreForOperators(String path) {
        assertThat(http.get(path).status()).isEqualTo(401);
        assertThat(asOperator(path).status()).isEqualTo(200);
    }

    @Test
    void theVersionIsThatOfTheBuildEverywhere() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var version = pom.replaceFirst("(?s).*?</parent>.*?<version>([^<]+)</version>.*", "$1");
        var info = asOperator("/actuator/info").json();
        assertThat(info.at("/service/version").asString()).isEqualTo(version);
        assertThat(info.at("/knowledge/version").asString()).startsWith("2026-");
        assertThat(info.at("/clients").propertyNames()).containsExactly(NORTH, SOUTH, EAST, PLAIN);
        assertThat(info.at("/clients/north/site/name").asString()).startsWith("north");
        var service = get(NORTH, "/cds-services").json().at("/services/0/extension/org.rlsworkup.software");
        assertThat(service.get("version").asString()).isEqualTo(version);
        assertThat(service.get("knowledge")).isEqualTo(info.at("/knowledge/version"));
        assertThat(info.at("/clients/north/site/sha256").asString())
                .startsWith(service.get("site").asString());
        assertThat(asOperator("/insights").raw().body())
                .contains("RLS Workup " + version, "client north: knowledge 2026-");
        assertThat(http.get("/knowledge").raw().body()).contains("RLS Workup " + version);
        assertThat(Stream.of(Files.readString(Path.of("src/docs/changelog.md")).split("\n")))
                .anyMatch(line -> line.startsWith("## " + version));
    }
}
