package org.rlsworkup.endtoend.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.endtoend.faults.FaultCase.Hits;
import org.rlsworkup.support.CountedIds;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import org.rlsworkup.support.Tries;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answers to all faults of a FHIR server are recorded in {@code
 * fault-matrix.csv}; {@code -Dgolden.update=true} rewrites the table; review the difference. The
 * chart has RLS, three core tests done, HbA1c ordered, TSH missing, and an antihistamine.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "rls.clock.fixed-at=2026-11-20T10:00:00Z",
            "rls.fhir.deadline=2s",
            "rls.fhir.max-bytes=2MB",
            "rls.fhir.max-pages=10",
            "rls.fhir.allowed-servers=http://conditions.invalid,http://labs.invalid,"
                    + "http://orders.invalid,http://medications.invalid"
        })
@ActiveProfiles("sandbox")
@Import({CountedIds.class, HeardCalls.class})
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@Tag("long")
class FaultMatrixTests {
    private static final String TOKEN = "token-of-the-matrix";
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int AT_ONCE = Math.max(8, Tries.of(32));
    private static final boolean NEW_TABLE = Boolean.getBoolean("golden.update");

    @LocalServerPort
    int port;

    @Autowired
    HeardCalls heard;

    private final WireMockServer http =
            new WireMockServer(options().dynamicPort().containerThreads(100));
    private final WireMockServer elsewhere =
            new WireMockServer(options().dynamicPort().dynamicHttpsPort());
    private final List<RawServer> servers = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, RawServer> raw = new ConcurrentHashMap<>();
    private final Map<String, FaultCase> found = new ConcurrentHashMap<>();
    private final Map<String, Duration> took = new ConcurrentHashMap<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();

    private static Scene chart() {
        return Scene.normal()
                .without("TSH")
                .without("A1C")
                .other(
                        "orders",
                        "{'resourceType':'ServiceRequest','id':'s','status':'active','intent':'order','authoredOn':"
                                + "'2026-11-10','code':{'coding':[{'system':'http://loinc.org','code':'4548-4'}]}}")
                .other(
                        "medicationStatements",
                        "{'resourceType':'MedicationStatement','id':'m','status':'active','medicationCodeableConcept':"
                            + "{'coding':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'3498'}]}}");
    }

    /** Where the FHIR server of a case is, by fault. */
    private interface Place {
        String base(String id, Hits hits);
    }

    private Map<String, Place> faults() {
        var places = new LinkedHashMap<String, Place>();
        places.put("none", (id, hits) -> overHttp(id, hits, FaultyPage::right));
        Faults.byName().forEach((name, fault) -> places.put(name, (id, hits) -> overHttp(id, hits, fault::apply)));
        RawFaults.byName()
                .forEach((name, script) -> places.put(name, (id, hits) -> {
                    var right = chart().prefetch();
                    var server = RawServer.running(
                            script, type -> right.get(hits.key(type)).toString());
                    raw.put(name + hits, server);
                    return opened(server).origin() + "/fhir";
                }));
        places.put("nobody listens", (id, hits) -> closed() + "/fhir");
        places.put(
                "name that does not resolve",
                (id, hits) -> "http://" + hits.name().toLowerCase(Locale.ROOT) + ".invalid/fhir");
        places.put(
                "TLS that is none",
                (id, hits) -> opened(RawServer.relayTo(http.port())).origin().replace("http:", "https:"));
        places.put(
                "certificate nobody knows",
                (id, hits) -> opened(RawServer.relayTo(elsewhere.httpsPort()))
                        .origin()
                        .replace("http:", "https:"));
        places.put("server that may not be read", (id, hits) -> "http://169.254.169.254/latest");
        return places;
    }

    private static String closed() {
        try (var server = new RawServer(connection -> {})) {
            return server.origin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawServer opened(RawServer server) {
        servers.add(server);
        return server;
    }

    private interface Answering {
        ResponseDefinitionBuilder answer(FaultyPage page);
    }

    /**
     * Each case has its own port and so its own origin: what is remembered of a server must not reach the next case.
     */
    private String overHttp(String id, Hits hits, Answering fault) {
        var path = "/" + id + "/fhir/";
        var base = opened(RawServer.relayTo(http.port())).origin() + path;
        hits.typesByKey().forEach((key, type) -> {
            var whole = (ObjectNode) chart().prefetch().get(key);
            var page = new FaultyPage(http, path, base, type, "http://localhost:" + elsewhere.port() + "/fhir", whole);
            // Nothing is hidden by another code, so that the number of requests does not depend on who comes first.
            for (var parameter : List.of("combo-code", "category")) {
                http.stubFor(any(urlPathEqualTo(path + type))
                        .withQueryParam(parameter, matching(".*"))
                        .atPriority(1)
                        .willReturn(aResponse().withBody("{\"resourceType\":\"Bundle\"}")));
            }
            http.stubFor(any(urlPathEqualTo(path + type)).atPriority(5).willReturn(fault.answer(page)));
        });
        return base;
    }

    private Http.Answer call(Hits hits, Place place, int number) {
        var call = Scene.json(chart().patientView()).put("hookInstance", id(number));
        hits.typesByKey().keySet().forEach(key -> ((ObjectNode) call.get("prefetch")).remove(key));
        call.put("fhirServer", place.base("case" + number, hits))
                .putObject("fhirAuthorization")
                .put("access_token", TOKEN)
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .put("scope", "user/*.read")
                .put("subject", "rls");
        return new Http(port).call(call.toString());
    }

    private static String id(int number) {
        return "0fa17000-0000-4000-8000-%012d".formatted(number);
    }

    private void run(String fault, Hits hits, Place place, int number) {
        var start = System.nanoTime();
        var answer = call(hits, place, number);
        var key = fault + hits;
        took.put(key, Duration.ofNanos(System.nanoTime() - start));
        bodies.put(key, answer.raw().body());
        CallOutcome was = heard.of(id(number));
        found.put(key, FaultCase.of(fault, hits, answer, was));
    }

    /** The first calls of a service that has just started take long, and would run into the deadline. */
    private void warmUp(Place place) {
        var number = 100_000;
        for (var round = 1; round <= 10; round++) {
            for (var hits : Hits.values()) {
                call(hits, place, number++);
            }
        }
    }

    @BeforeAll
    void runAll() throws Exception {
        var tried = tried().map(FaultMatrixTests::key).collect(Collectors.toSet());
        http.start();
        elsewhere.start();
        elsewhere.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{\"resourceType\":\"Bundle\"}")));
        warmUp(faults().get("none"));
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var runs = new ArrayList<Future<?>>();
            faults().forEach((fault, place) -> Stream.of(Hits.values())
                    .filter(hits -> NEW_TABLE || tried.contains(fault + hits))
                    .forEach(hits -> {
                        var number = runs.size();
                        runs.add(threads.submit(() -> run(fault, hits, place, number)));
                    }));
            for (var run : runs) {
                run.get();
            }
        }
        runAgainWhatWasCutShort(50_000);
        if (NEW_TABLE) {
            FaultTable.write(inOrder());
        }
    }

    /** On a busy machine time may be up before the answer is there: such a case is tried once more, by itself. */
    private void runAgainWhatWasCutShort(int number) throws IOException {
        var places = faults();
        for (var expected : NEW_TABLE ? List.<FaultCase>of() : tried().toList()) {
            var key = key(expected);
            if (took.get(key).compareTo(DEADLINE) >= 0 && !expected.equals(found.get(key))) {
                run(expected.fault(), expected.hits(), places.get(expected.fault()), number++);
            }
        }
    }

    private Stream<FaultCase> inOrder() {
        return faults().keySet().stream()
                .flatMap(fault -> Stream.of(Hits.values()).map(hits -> fault + hits))
                .filter(found::containsKey)
                .map(found::get);
    }

    @AfterAll
    void printAndStop() throws IOException {
        FaultTable.print(inOrder(), Path.of("target", "fault-matrix.txt"));
        http.stop();
        elsewhere.stop();
        for (var server : servers) {
            server.close();
        }
    }

    /** The rows of the table that are tried. */
    static Stream<FaultCase> tried() throws IOException {
        return Tries.of(FaultTable.read().toList()).stream();
    }

    private static String key(FaultCase it) {
        return it.fault() + it.hits();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tried")
    void isAnsweredAsWrittenDown(FaultCase expected) {
        var key = key(expected);

        assertThat(found.get(key))
                .isEqualTo(isCutShort(key) ? expected.with(found.get(key).requests()) : expected);
        assertThat(bodies.get(key)).doesNotContain(TOKEN);
        // No more than it takes to answer on a machine that is busy with other things.
        assertThat(took.get(key)).isLessThan(DEADLINE.plusSeconds(3));
    }

    /**
     * Pages without end are read until there are enough of them, and forms of a search are tried until none is left, or
     * time is up: on a busy machine that may come first.
     */
    private boolean isCutShort(String key) {
        return key.matches("(next: without end|status (400|422|501)).*")
                && took.get(key).compareTo(DEADLINE) >= 0;
    }

    @Test
    void theTableHoldsEveryFaultForEverySourceAndNothingElse() throws IOException {
        assertThat(FaultTable.read().map(FaultMatrixTests::key))
                .containsExactlyInAnyOrderElementsOf(faults().keySet().stream()
                        .flatMap(fault -> Stream.of(Hits.values()).map(hits -> fault + hits))
                        .toList());
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void nothingIsCalledMissingThatIsThereAndNothingIsOurOwnFailure() {
        assertThat(found.values()).allSatisfy(it -> {
            assertThat(it.status()).isIn("200", "403", "412");
            assertThat(it.says()).doesNotContain("FER", "TSAT", "B12");
            // Only where the card says what could not be checked may an ordered test be offered, or a medicine passed
            // over.
            assertThat(it.says().contains("A1C") && !it.unread().contains("orders"))
                    .isFalse();
            assertThat(it.status().equals("200")
                            && !it.says().contains("MED-H1")
                            && it.unread().isEmpty())
                    .isFalse();
        });
    }

    @Test
    void noOtherServerIsEverCalled() {
        assertThat(elsewhere.getAllServeEvents()).isEmpty();
    }

    @Test
    void noTokenIsLogged(CapturedOutput log) {
        assertThat(log).contains("Could not read all of ", "conditions: ").doesNotContain(TOKEN, "Bearer");
    }

    @Test
    void noConnectionIsKeptThatWasCut() {
        await().untilAsserted(() -> assertThat(raw)
                .isNotEmpty()
                .allSatisfy((name, server) ->
                        assertThat(server.connections()).as(name).isZero()));
    }
}
