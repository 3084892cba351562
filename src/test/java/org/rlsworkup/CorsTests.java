package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Browser clients: spoken to over a socket, because the JDK's client does not let a test set {@code Origin}. */
class CorsTests extends SandboxTest {
    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "https://localhost",
                "http://127.0.0.1:8081",
                "https://sandbox.cds-hooks.org"
            })
    void theSandboxLetsDemonstrationsIn(String origin) throws IOException {
        var answer = preflight("/cds-services/rls-workup", origin, "authorization,content-type");
        assertThat(answer.get(0)).contains(" 200");
        assertThat(answer).contains("Access-Control-Allow-Origin: " + origin);
        assertThat(header(answer, "Access-Control-Allow-Methods")).contains("GET", "POST", "OPTIONS");
        assertThat(header(answer, "Access-Control-Allow-Headers")).contains("authorization", "content-type");
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
    void andNobodyElse(String origin) throws IOException {
        var answer = preflight("/cds-services/rls-workup", origin, "content-type");
        assertThat(answer.get(0)).contains(" 403");
        assertThat(answer).noneMatch(line -> line.startsWith("Access-Control-Allow-Origin"));
    }

    @Test
    void anotherHeaderIsNotAllowed() throws IOException {
        assertThat(preflight("/cds-services/rls-workup", "http://localhost:3000", "x-secret")
                        .get(0))
                .contains(" 403");
    }

    @Test
    void theAnswerItselfNamesTheOrigin() throws IOException {
        var answer = send("GET /cds-services HTTP/1.1", "Origin: http://localhost:3000");
        assertThat(answer.get(0)).contains(" 200");
        assertThat(answer).contains("Access-Control-Allow-Origin: http://localhost:3000", "Vary: Origin");
    }

    private List<String> preflight(String path, String origin, String headers) throws IOException {
        return send(
                "OPTIONS " + path + " HTTP/1.1",
                "Origin: " + origin,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: " + headers);
    }

    /** The status line and the headers of the answer. */
    private List<String> send(String... lines) throws IOException {
        try (var socket = new Socket("localhost", port);
                var reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            var request = String.join("\r\n", lines) + "\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return reader.lines().takeWhile(line -> !line.isEmpty()).toList();
        }
    }

    private static List<String> header(List<String> answer, String name) {
        return answer.stream()
                .filter(line -> line.startsWith(name + ": "))
                .flatMap(line -> List.of(line.substring(name.length() + 2).split(", ?", -1)).stream())
                .toList();
    }
}
