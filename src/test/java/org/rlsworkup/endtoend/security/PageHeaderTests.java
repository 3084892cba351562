package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Security headers of pages and responses. */
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
        assertThat(page.raw().body())
                .doesNotContain("style=\"", " onclick", " onload", "javascript:")
                .doesNotContainPattern("<script(?![^>]* src=\"/)");
    }

    /** What the server refuses by itself, it would answer with a page of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /<b> HTTP/1.1 | Host: a | 400",
                "GET /a%2fb HTTP/1.1 | Host: a | 400",
                "GET /../../etc/passwd HTTP/1.1 | Host: a | 400",
                "GET / HTTP/1.1 | X: y | 400",
                "GET / HTTP/9.9 | Host: a | 505",
                "GET / HTTP/1.1 | X: LONG | 400",
                "POST /cds-services HTTP/1.1 | Transfer-Encoding: bogus | 501",
            })
    void whatIsNoRequestIsAnsweredAsOtherErrorsAre(String line, String header, int status) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            var host = header.startsWith("T") ? "Host: a\r\n" : "";
            var request =
                    line + "\r\n" + host + header.replace("LONG", "x".repeat(20_000)) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("application/json", "OperationOutcome")
                    .doesNotContainIgnoringCase("html");
        }
    }

    @Test
    void anAnswerIsNotKeptOnTheWay() {
        var answer = http.call(Scene.rls().patientView());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(http.call("{").header("Cache-Control")).isEqualTo("no-store");
    }
}
