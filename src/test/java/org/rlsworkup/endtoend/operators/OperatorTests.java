package org.rlsworkup.endtoend.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** In production operators log in, and only operators' pages require it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.security.user.name=operator",
            "spring.security.user.password=correct horse",
            "server.forward-headers-strategy=framework"
        })
@Execution(ExecutionMode.SAME_THREAD)
class OperatorTests {
    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private int get(String path, String password) {
        return get(path, password, "192.0.2.1").status();
    }

    private Http.Answer get(String path, String password, String address) {
        var credentials = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
        return http.send("GET", path, null, "Authorization", "Basic " + credentials, "X-Forwarded-For", address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/insights",
                "/insights/figures/cards.csv",
                "/insights/feedback.csv",
                "/insights/feedback.ndjson",
                "/insights/insights.js",
                "/insights/silent",
                "/insights/silent.csv",
                "/actuator/info",
                "/actuator/prometheus"
            })
    void isForOperatorsOnly(String path) {
        var stranger = http.get(path);
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(get(path, "wrong")).isEqualTo(401);
        assertThat(get(path, "correct horse")).isIn(200, 503);
    }

    @Test
    void nobodyElseIsAskedForThatLogin() {
        assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(http.get("/cds-services").header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(http.get("/nothing").status()).isEqualTo(404);
        assertThat(http.get("/actuator").status()).as("lists nothing").isEqualTo(404);
    }

    @Test
    void erasureIsForOperatorsToo() {
        assertThat(http.post("/insights/erasures", "{}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anAddressThatGuessesHasToWaitAndIsOneLineInTheLog() {
        try (var log = LogLines.of("org.rlsworkup")) {
            for (var i = 0; i < 3; i++) {
                assertThat(get("/insights", "guess", "192.0.2.66").status()).isEqualTo(401);
            }
            var fourth = get("/insights", "correct horse", "192.0.2.66");
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.header("Retry-After")).isEqualTo("1");
            assertThat(get("/insights", "correct horse")).isIn(200, 503);
            assertThat(log.lines())
                    .containsOnlyOnce("Operator login failed: wrong name or password, from 192.0.2.66")
                    .containsOnlyOnce("Operator login refused after wrong passwords, from 192.0.2.66")
                    .noneMatch(line -> line.contains("guess"));
        }
    }
}
