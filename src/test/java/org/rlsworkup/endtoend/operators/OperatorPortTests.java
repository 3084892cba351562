package org.rlsworkup.endtoend.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.support.Http;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Operators have a port of their own where {@code management.server.port} sets one. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "spring.security.user.name=operator",
            "spring.security.user.password=correct horse",
            "spring.datasource.url=jdbc:h2:mem:operator-port"
        })
@Execution(ExecutionMode.SAME_THREAD)
class OperatorPortTests {
    @LocalServerPort
    int port;

    @LocalManagementPort
    int operatorPort;

    private static Http.Answer get(int port, String path, String password) {
        var credentials = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
        return new Http(port).send("GET", path, null, "Authorization", "Basic " + credentials);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/insights",
                "/insights/figures/cards.csv",
                "/insights/feedback.csv",
                "/insights/feedback.ndjson",
                "/insights/insights.js",
                "/style/base.css",
                "/webjars/chart.js/4.5.1/dist/chart.umd.min.js",
                "/insights/silent",
                "/actuator/info",
                "/actuator/prometheus"
            })
    void theirPagesAreThereAndForThemOnly(String path) {
        var stranger = new Http(operatorPort).get(path);
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(get(operatorPort, path, "wrong").status()).isEqualTo(401);
        assertThat(get(operatorPort, path, "correct horse").status()).isIn(200, 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/insights",
                "/insights/feedback.csv",
                "/insights/silent",
                "/operators/knowledge/reload",
                "/actuator",
                "/actuator/info",
                "/actuator/prometheus",
                "/actuator/health/readiness"
            })
    void nothingOfItIsOnThePortOfCalls(String path) {
        for (var answer : new Http.Answer[] {new Http(port).get(path), get(port, path, "correct horse")}) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().at("/resourceType").asString()).isEqualTo("OperationOutcome");
        }
    }

    @Test
    void erasureIsThereToo() {
        var erasure = "{\"patientKey\":\"nobody\"}";
        var json = new String[] {"Content-Type", "application/json"};
        assertThat(new Http(port).post("/insights/erasures", erasure, json).status())
                .isEqualTo(404);
        assertThat(new Http(operatorPort)
                        .post("/insights/erasures", erasure, json)
                        .status())
                .isEqualTo(401);
        assertThat(new Http(operatorPort)
                        .post("/operators/knowledge/reload", "{}", json)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void probesNeedNoLoginAndCallsAreNotAnsweredThere() {
        assertThat(new Http(operatorPort).get("/actuator/health/readiness").status())
                .isEqualTo(200);
        assertThat(new Http(operatorPort).get("/actuator/health/liveness").status())
                .isEqualTo(200);
        assertThat(new Http(port).get("/readyz").status()).isEqualTo(200);
        assertThat(get(operatorPort, "/cds-services", "correct horse").status()).isEqualTo(404);
        assertThat(new Http(port).get("/cds-services").status()).isEqualTo(401);
        assertThat(new Http(port).get("/knowledge").status()).isEqualTo(200);
    }

    @Test
    void withoutALoginNothingIsThereEither() {
        try (var service = SpringApplication.run(
                RlsWorkupApplication.class,
                "--server.port=0",
                "--management.server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:operator-port")) {
            var open = new Http(service.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
            assertThat(open.get("/insights").status()).isEqualTo(404);
            assertThat(open.get("/actuator/prometheus").status()).isEqualTo(404);
            assertThat(open.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }
}
