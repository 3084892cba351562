package org.rlsworkup.endtoend.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.feedback.FeedbackLookup;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** An unavailable database affects feedback, but neither cards nor readiness. */
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
            "spring.datasource.hikari.connection-timeout=250"
        })
class DatabaseDownTests extends SandboxTest {
    private static final String ENTRY = """
        {"feedback":[{"card":"c","outcome":"overridden","outcomeTimestamp":"2026-11-20T10:00:00Z"}]}\
        """;

    @LocalServerPort
    int port;

    @Autowired
    FeedbackLookup earlier;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void feedbackIsToBeSentAgain() {
        var answer = http.post("/cds-services/rls-workup/feedback", ENTRY, "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo("transient");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'client':'sandbox','patient':'p'}", "{'client':'former','patient':'p'}", "{'patientKey':'k'}"})
    void anErasureIsToBeRepeated(String patient) {
        var answer = http.post("/insights/erasures", patient.replace('\'', '"'), "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(http.get("/insights").status()).isEqualTo(503);
    }

    @Test
    void theServiceIsReadyAndShowsCards() {
        assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
        var cards = http.call(Scene.rls().patientView()).json().at("/cards");
        assertThat(cards).isNotEmpty();
        assertThat(cards.at("/0/detail").asString()).contains("Not read: earlier answers.");
    }

    @Test
    void aCallThatYieldsNoCardDoesNotAskTheDatabase() {
        var before = earlier.started();
        assertThat(http.call(Scene.normal().patientView()).json().at("/cards")).isEmpty();
        assertThat(http.call(Scene.nobody().patientView()).json().at("/cards")).isEmpty();
        assertThat(earlier.started()).isEqualTo(before);
        http.call(Scene.rls().patientView());
        assertThat(earlier.started()).isEqualTo(before + 1);
    }

    @Test
    void anH2UserWhoMayNotMakeCommitsDurableStopsTheStart() throws Exception {
        var url = "jdbc:h2:mem:not-durable";
        try (var admin = DriverManager.getConnection(url, "sa", "");
                var statement = admin.createStatement()) {
            statement.execute("create user clerk password 'x'");
            assertThatThrownBy(() -> SpringApplication.run(
                                    RlsWorkupApplication.class,
                                    "--server.port=0",
                                    "--spring.datasource.url=" + url,
                                    "--spring.datasource.username=clerk",
                                    "--spring.datasource.password=x")
                            .close())
                    .rootCause()
                    .hasMessageContaining("Admin rights");
        }
    }
}
