package org.rlsworkup.endtoend.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.feedback.DailyTotals;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The operators' pages in the sandbox, where no login is needed. */
class InsightsTests extends SandboxTest {
    @LocalServerPort
    int port;

    @Autowired
    CallCounter counts;

    @Autowired
    DailyTotals totals;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private String report() {
        var card = UUID.randomUUID().toString();
        var entry = "{\"feedback\":[{\"card\":\"" + card + "\",\"outcome\":\"overridden\","
                + "\"outcomeTimestamp\":\"2026-11-20T09:00:00Z\",\"overrideReason\":{\"userComment\":\"secret\"}}]}";
        assertThat(http.post("/cds-services/rls-workup/feedback", entry, "Content-Type", "application/json")
                        .status())
                .isEqualTo(200);
        return card;
    }

    @Test
    void thePageShowsEveryFigureAsChartAndTableWithoutInlineScript() {
        http.call(Scene.rls().patientView());
        counts.flush();
        totals.update();
        var page = http.get("/insights");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.raw().body())
                .contains(
                        "id=\"cards\"",
                        "id=\"tests-over-time\"",
                        "id=\"burden\"",
                        "<canvas data-chart=\"{",
                        "<th scope=\"row\">",
                        ">Time from card to feedback<",
                        "by the client&#39;s clock.")
                .doesNotContain("<script>", "??");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/insights/insights.js",
                "/insights/insights.css",
                "/webjars/chart.js/4.5.1/dist/chart.umd.min.js"
            })
    void whatThePageNeedsIsServedFromHere(String path) {
        assertThat(http.get("/insights").raw().body()).contains("\"" + path + "\"");
        assertThat(http.get(path).status()).isEqualTo(200);
    }

    @Test
    void eachFigureIsADownload() {
        http.call(Scene.rls().patientView());
        counts.flush();
        var csv = http.get("/insights/figures/latency.csv?from=2020-01-01");
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.raw().body()).startsWith("Service,Calls,Median,95 %,99 %\r\nrls-");
        assertThat(http.get("/insights/figures/nothing.csv").status()).isEqualTo(404);
        assertThat(http.get("/insights/figures/latency.csv?service=none").raw().body())
                .isEqualTo("Service,Calls,Median,95 %,99 %\r\n");
    }

    @Test
    void aDateThatIsNoneIsRefused() {
        assertThat(http.get("/insights?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void everyAnswerIsOneLineOfTheExport() {
        var card = report();
        var lines = http.get("/insights/feedback.csv").raw().body().lines().toList();
        assertThat(lines.getFirst()).startsWith("received_at,client,service,card,outcome,outcome_at");
        assertThat(lines)
                .filteredOn(line -> line.contains(card))
                .singleElement()
                .satisfies(line ->
                        assertThat(line).contains("sandbox,rls-workup," + card + ",overridden,2026-11-20T09:00:00Z"));
        var json = http.get("/insights/feedback.ndjson").raw().body().lines().toList();
        assertThat(json).hasSize(lines.size() - 1);
        assertThat(json)
                .filteredOn(line -> line.contains(card))
                .singleElement()
                .satisfies(line -> assertThat(
                                Http.JSON.readTree(line).at("/outcome").asString())
                        .isEqualTo("overridden"));
        assertThat(json).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void aPatientIsForgottenOnDemand() {
        var body = "{\"client\":\"sandbox\",\"patient\":\"nobody-knows\"}";
        var answer = http.post("/insights/erasures", body, "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/deletedAnswers").asInt()).isZero();
        assertThat(answer.json().at("/deletedCards").asInt()).isZero();
        assertThat(http.post("/insights/erasures", "{}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "{\"client\":{\"a\":1}}", "{\"client\":\"sandbox\",\"patient\":[\"1\"]}", " "})
    void anErasureThatCannotBeReadIsRefused(String body) {
        assertThat(http.post("/insights/erasures", body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=x", "to=-999999999-01-01", "from=2026-13-01"})
    void aDayThatIsNoneIsRefused(String query) {
        assertThat(http.get("/insights?" + query).status()).isEqualTo(400);
    }

    @Test
    void metricsNameServicesRulesAndTheStateOfTheDatabase() {
        http.call(Scene.rls().patientView());
        var metrics = http.get("/actuator/prometheus").raw().body();
        assertThat(metrics)
                .contains("rls_feedback_database_up 1.0", "rls_feedback_queue", "rls_feedback_cards_lost_total 0.0")
                .contains("rls_cards_total{rule=\"MISSING\",service=\"rls-workup\"}")
                .containsPattern(
                        "rls_hooks_seconds_count\\{.*outcome=\"cards\",service=\"rls-workup\",status=\"200\".*}")
                .doesNotContain("Patient/", "patientId");
    }
}
