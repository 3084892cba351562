package org.rlsworkup.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Uses a socket, because the JDK's client does not allow a test to set {@code Origin}. */
public record Browser(int port) {
    public List<String> preflight(String path, String origin, String headers) {
        return send(
                "OPTIONS " + path + " HTTP/1.1",
                "Origin: " + origin,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: " + headers);
    }

    /** The status line and the headers of the answer; read to its end, when the server is done with the request. */
    public List<String> send(String... lines) {
        try (var socket = new Socket("localhost", port);
                var reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            var request = String.join("\r\n", lines) + "\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return reader.lines().toList().stream()
                    .takeWhile(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> header(List<String> answer, String name) {
        return answer.stream()
                .filter(line -> line.startsWith(name + ": "))
                .flatMap(line -> List.of(line.substring(name.length() + 2).split(", ?", -1)).stream())
                .toList();
    }
}
