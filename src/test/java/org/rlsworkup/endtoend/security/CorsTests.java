package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Browser;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Browser clients. */
class CorsTests extends SandboxTest {
    @LocalServerPort
    int port;

    private Browser browser() {
        return new Browser(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "https://localhost",
                "http://127.0.0.1:8081",
                "https://sandbox.cds-hooks.org"
            })
    @Row({"D-15", "S-22", "S-23", "T07"})
    void theSandboxLetsDemonstrationsIn(String origin) {
        var answer = browser().preflight("/cds-services/rls-workup", origin, "authorization,content-type");
        assertThat(answer.get(0)).contains(" 200");
        assertThat(answer).contains("Access-Control-Allow-Origin: " + origin);
        assertThat(Browser.header(answer, "Access-Control-Allow-Methods")).contains("GET", "POST", "OPTIONS");
        assertThat(Browser.header(answer, "Access-Control-Allow-Headers")).contains("authorization", "content-type");
        assertThat(answer).noneMatch(line -> line.startsWith("Access-Control-Allow-Credentials"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://sandbox.cds-hooks.org",
                "https://localhost.evil.example",
                "https://sandbox.cds-hooks.org.evil.example"
            })
    @Row("S-22")
    void andNobodyElse(String origin) {
        var answer = browser().preflight("/cds-services/rls-workup", origin, "content-type");
        assertThat(answer.get(0)).contains(" 403");
        assertThat(answer).noneMatch(line -> line.startsWith("Access-Control-Allow-Origin"));
    }

    @Test
    void anotherHeaderIsNotAllowed() {
        assertThat(browser()
                        .preflight("/cds-services/rls-workup", "http://localhost:3000", "x-secret")
                        .get(0))
                .contains(" 403");
    }

    @Test
    @Row("S-22")
    void theAnswerItselfNamesTheOrigin() {
        var answer = browser().send("GET /cds-services HTTP/1.1", "Origin: http://localhost:3000");
        assertThat(answer.get(0)).contains(" 200");
        assertThat(answer).contains("Access-Control-Allow-Origin: http://localhost:3000", "Vary: Origin");
    }

    /** A browser keeps it for a while, and must not take it for the answer to a page of another origin. */
    @Test
    void whatMayBeKeptDependsOnTheOriginEvenIfNoneIsNamed() {
        var answer = browser().send("GET /cds-services HTTP/1.1");
        assertThat(answer.get(0)).contains(" 200");
        assertThat(answer).contains("Vary: Origin");
    }

    @Test
    @Row("S-22")
    void aCallFromAPageOfAForeignOriginIsRefusedBeforeItIsRead() {
        var answer = browser()
                .send("POST /cds-services/rls-workup HTTP/1.1", "Origin: https://evil.example", "Content-Length: 0");
        assertThat(answer.get(0)).contains(" 403");
    }
}
