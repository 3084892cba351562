package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What browsers are told about pages and about answers. */
class PageHeaderTests extends SandboxTest {
    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/knowledge"})
    void aPageRunsNothingAndIsFramedByNobody(String path) {
        var page = http.send("GET", path, null, "Accept", "text/html");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "*", "http:");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        // What the policy would block must not be there either.
        assertThat(page.raw().body()).doesNotContain("<script", "style=\"", " onclick", " onload", "javascript:");
    }

    @Test
    void anAnswerIsNotKeptOnTheWay() {
        var answer = http.call(Scene.rls().patientView());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(http.call("{").header("Cache-Control")).isEqualTo("no-store");
    }
}
