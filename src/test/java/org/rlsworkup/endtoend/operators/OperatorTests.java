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
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** In production operators log in, and only operators' pages require it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.security.user.name=operator", "spring.security.user.password=correct horse"})
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
        var credentials = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
        return http.send("GET", path, null, "Authorization", "Basic " + credentials)
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/insights",
                "/insights/figures/cards.csv",
                "/insights/feedback.csv",
                "/insights/feedback.ndjson",
                "/insights/insights.js",
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
    }

    @Test
    void erasureIsForOperatorsToo() {
        assertThat(http.post("/insights/erasures", "{}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(401);
    }
}
