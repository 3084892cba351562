package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import org.rlsworkup.trust.SigningKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Calls, requests to FHIR servers and access to the database as spans, once Spring Boot's own settings ask for it. */
@Import(TracingTests.Collected.class)
@TestPropertySource(
        properties = {
            "management.tracing.export.enabled=true",
            "rls.fhir.deadline=60s",
            "management.tracing.sampling.probability=1.0",
            "management.opentelemetry.tracing.export.schedule-delay=50ms"
        })
class TracingTests extends TwoHospitalsTest {
    private static final ChartServer ALLOWED = new ChartServer(Scene.rls());
    private static final ChartServer OTHER = new ChartServer(Scene.rls());
    private static final String NOWHERE = "http://localhost:1/fhir";
    private static final String CALLER_SPAN = "00f067aa0ba902b7";
    private static final List<String> SENT = new CopyOnWriteArrayList<>();
    private static final HttpServer COLLECTOR = collector();

    @Autowired
    Collected collected;

    /** Keeps in memory what is exported, beside the exporter to the collector. */
    static final class Collected implements SpanExporter {
        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

        List<SpanData> of(String trace) {
            return spans.stream().filter(it -> it.getTraceId().equals(trace)).toList();
        }
    }

    private static HttpServer collector() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                try (exchange) {
                    SENT.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void traces(DynamicPropertyRegistry settings) {
        settings.add(
                "management.opentelemetry.tracing.export.otlp.endpoint",
                () -> "http://localhost:" + COLLECTOR.getAddress().getPort() + "/v1/traces");
        client(settings, 8, "traced", ALLOWED.base());
        settings.add("rls.clients[8].fhir-servers[0].trace-context", () -> "true");
        settings.add("rls.clients[8].fhir-servers[1].url", () -> NOWHERE);
        client(settings, 9, "untraced", OTHER.base());
    }

    private static void client(DynamicPropertyRegistry settings, int number, String name, String server) {
        var client = "rls.clients[" + number + "].";
        settings.add(client + "name", () -> name);
        settings.add(client + "issuer", () -> "https://" + name + ".example");
        settings.add(client + "jwks", () -> file("keys", ".json", SigningKey.set(KEY.jwk(""))));
        settings.add(client + "fhir-servers[0].url", () -> server);
    }

    @AfterAll
    static void stop() {
        ALLOWED.close();
        OTHER.close();
        COLLECTOR.stop(0);
    }

    private static String newTrace() {
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong() | 1)
                + HexFormat.of().toHexDigits(random.nextLong());
    }

    /** A call without prefetch, in a trace of the client. */
    private Http.Answer call(String client, String server, String trace) {
        return call(client, server, patientId(), trace);
    }

    private Http.Answer call(String client, String server, String patientId, String trace) {
        var body = """
            {"hook":"patient-view","hookInstance":"instance-of-hook","fhirServer":"%s",
             "context":{"userId":"Practitioner/doctor-who","patientId":"%s"},
             "fhirAuthorization":{"access_token":"secret-token","token_type":"Bearer",
             "expires_in":300,"scope":"user/*.read","subject":"s"}}\
            """.formatted(server, patientId);
        return http.post(
                WORKUP,
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                bearer(client, WORKUP),
                "traceparent",
                "00-" + trace + "-" + CALLER_SPAN + "-01",
                "baggage",
                "patient=" + patientId);
    }

    private static String patientId() {
        return Scene.rls().prefetch().at("/patient/id").asString();
    }

    private static void await(String what, BooleanSupplier isThere) {
        var until = System.nanoTime() + 20_000_000_000L;
        while (!isThere.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** The spans of a trace, once there are some of all these names. */
    private List<SpanData> spans(String trace, String... names) {
        await(
                String.join(", ", names),
                () -> collected.of(trace).stream()
                        .map(SpanData::getName)
                        .toList()
                        .containsAll(List.of(names)));
        return collected.of(trace);
    }

    private static SpanData of(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(it -> it.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    @Test
    void aCallItsFhirRequestsAndItsDatabaseAccessAreOneTrace() {
        var trace = newTrace();
        assertThat(call("traced", ALLOWED.base(), trace).status()).isEqualTo(200);
        var spans = spans(trace, WORKUP, "http get", "database");
        var call = of(spans, WORKUP);
        assertThat(call.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(call.getParentSpanId()).isEqualTo(CALLER_SPAN);
        assertThat(attribute(call, "status")).isEqualTo("200");
        assertThat(spans.stream().filter(it -> it != call))
                .allSatisfy(it -> assertThat(it.getParentSpanId()).isEqualTo(call.getSpanId()));
        var requests =
                spans.stream().filter(it -> it.getName().startsWith("http ")).toList();
        assertThat(requests)
                .allSatisfy(it -> assertThat(attribute(it, "status")).isEqualTo("200"));
        assertThat(requests.stream().map(it -> attribute(it, "type")))
                .contains("Patient", "Condition", "Observation", "DiagnosticReport");
    }

    @Test
    void feedbackAndItsDatabaseAccessAreOneTrace() {
        var trace = newTrace();
        var address = WORKUP + "/feedback";
        var entry = "{\"feedback\":[{\"card\":\"unknown\",\"outcome\":\"accepted\",\"acceptedSuggestions\":[{\"id\":"
                + "\"s\"}],\"outcomeTimestamp\":\"2026-11-20T09:00:00Z\"}]}";
        var answer = http.post(
                address,
                entry,
                "Content-Type",
                "application/json",
                "Authorization",
                bearer(PLAIN, address),
                "traceparent",
                "00-" + trace + "-" + CALLER_SPAN + "-01");
        assertThat(answer.status()).isEqualTo(200);
        var spans = spans(trace, address, "database");
        assertThat(of(spans, "database").getParentSpanId())
                .isEqualTo(of(spans, address).getSpanId());
    }

    @Test
    void aServerIsToldOfTheTraceOnlyIfTheSettingsOfItsClientAllowIt() {
        var trace = newTrace();
        assertThat(call("traced", ALLOWED.base(), trace).status()).isEqualTo(200);
        assertThat(call("untraced", OTHER.base(), trace).status()).isEqualTo(200);
        assertThat(ALLOWED.traces().stream().filter(it -> it.startsWith("00-" + trace)))
                .hasSizeGreaterThan(8);
        assertThat(OTHER.traces()).hasSizeGreaterThan(8).containsOnly("null");
        assertThat(Stream.concat(ALLOWED.headers().stream(), OTHER.headers().stream()))
                .contains("Traceparent")
                .doesNotContain("Baggage");
    }

    @Test
    void nothingOfAPatientIsInASpan() {
        var trace = newTrace();
        assertThat(call("traced", ALLOWED.base(), trace).status()).isEqualTo(200);
        assertThat(call("traced", NOWHERE, "patient-4711", trace).status()).isEqualTo(412);
        http.send(
                "GET",
                "/insights/silent?patient=some-hash",
                null,
                "Authorization",
                login(),
                "traceparent",
                "00-" + trace + "-" + CALLER_SPAN + "-01");
        spans(trace, WORKUP, "http get /insights/silent");
        await(
                "both calls",
                () -> collected.of(trace).stream()
                                .filter(it -> it.getName().equals(WORKUP))
                                .count()
                        == 2);
        var secrets = new String[] {
            "patient-4711",
            "patient=",
            "Patient/",
            "doctor-who",
            "secret-token",
            "some-hash",
            "localhost:1",
            "instance-of-hook"
        };
        assertThat(collected.of(trace)).hasSizeGreaterThan(9).allSatisfy(it -> {
            assertThat(it.getName()).doesNotContain(secrets);
            assertThat(it.getAttributes().toString()).doesNotContain(secrets);
            assertThat(it.getEvents()).isEmpty();
            assertThat(it.getStatus().getDescription()).isEmpty();
        });
        await("sent", () -> String.join("", SENT).contains(WORKUP));
        assertThat(String.join("\n", SENT)).doesNotContain(secrets);
    }
}
