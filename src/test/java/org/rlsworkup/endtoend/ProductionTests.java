package org.rlsworkup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Without a profile the service refuses all calls, and no part of the sandbox is active. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Execution(ExecutionMode.SAME_THREAD)
class ProductionTests {
    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    @Row({"D-14", "T55", "S-2", "S-13"})
    void everyCallIsRefusedWithoutAReason() {
        var call = http.call("{not even JSON");
        assertThat(call.status()).isEqualTo(401);
        assertThat(call.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(call.json().at("/issue/0/code").asString()).isEqualTo("login");
        assertThat(http.get("/cds-services").status()).isEqualTo(401);
    }

    @Test
    void theKnowledgeIsForEverybodyWhoFollowsALinkOnACard() {
        assertThat(http.get("/knowledge").status()).isEqualTo(200);
        assertThat(http.send("GET", "/knowledge", null, "Accept", "image/png").status())
                .isEqualTo(406);
    }

    @Test
    void aHeadOfMoreThan8KilobytesIsABadRequest() {
        assertThat(http.send("GET", "/cds-services", null, "Authorization", "Bearer " + "x".repeat(7_000))
                        .status())
                .isEqualTo(401);
        assertThat(http.send("GET", "/cds-services", null, "Authorization", "Bearer " + "x".repeat(8_200))
                        .status())
                .isEqualTo(400);
    }

    /** The libraries are in the jar, and nothing of them is used. */
    @Test
    void noSpanIsMadeOrSentUnlessItIsSwitchedOn() {
        assertThat(context.getBeanNamesForType(Tracer.class)).isEmpty();
        assertThat(context.getBeanNamesForType(SpanProcessor.class)).isEmpty();
        assertThat(context.getBeanNamesForType(SpanExporter.class)).isEmpty();
        assertThat(context.getBeanNamesForType(ObservationHandler.class))
                .isNotEmpty()
                .noneMatch(it -> context.getBean(it) instanceof TracingObservationHandler);
        assertThat(Arrays.stream(context.getBeanDefinitionNames()))
                .noneMatch(it -> it.toLowerCase(Locale.ROOT).contains("otel")
                        || it.toLowerCase(Locale.ROOT).contains("otlp")
                        || it.toLowerCase(Locale.ROOT).contains("opentelemetry"));
        assertThat(context.getEnvironment().getProperty("logging.expect-correlation-id"))
                .isEqualTo("false");
    }

    @Test
    void readinessIsOpenAndNeedsNoFhirServer() {
        var ready = http.get("/actuator/health/readiness");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().at("/status").asString()).isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/fhir/metadata",
                "/fhir/Patient/all-missing",
                "/hooks/README.md",
                "/actuator/env",
                "/actuator/info",
                "/operators/knowledge/reload",
                "/actuator/prometheus",
                "/insights",
                "/insights/feedback.csv"
            })
    void nothingElseIsThere(String path) {
        var answer = http.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/resourceType").asString()).isEqualTo("OperationOutcome");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rls.clock.fixed-at=2026-11-20T10:00:00Z",
                "--rls.fhir.allowed-servers=https://ehr.example/fhir"
            })
    void settingsOfTheSandboxStopTheStart(String setting) {
        assertThatThrownBy(() -> start(setting))
                .rootCause()
                .hasMessageContaining("are only allowed in the sandbox profile");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rls.zone=Nowhere/City",
                "--rls.fhir.plan=lazy",
                "--rls.fhir.max-pages=0",
                "--rls.fhir.deadline=0s",
                "--rls.fhir.max-bytes=0B",
                "--rls.limits.depth=1",
                "--rls.knowledge=file:/does/not/exist.yaml",
                "--rls.site=file:/does/not/exist.yaml"
            })
    void aSettingThatMakesNoSenseStopsTheStart(String setting) {
        assertThatThrownBy(() -> start(setting)).isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body=0B",
                "body=1001MB",
                "reading=0",
                "concurrent=0",
                "bodies=9MB",
                "bodies=2001MB",
                "connections=-1",
                "head=0s",
                "head=60m",
                "share=0",
                "share=101"
            })
    void aLimitThatMakesNoSenseIsNamed(String setting) {
        assertThatThrownBy(() -> start("--rls.limits." + setting))
                .rootCause()
                .hasMessageContaining("rls.limits." + setting.replaceFirst("=.*", ""));
    }

    private static void start(String setting) {
        SpringApplication.run(RlsWorkupApplication.class, "--server.port=0", setting)
                .close();
    }
}
