package org.rlsworkup.endtoend.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Faults of a server that are not valid HTTP: by name, with what it does after a request. */
final class RawFaults {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n";

    private RawFaults() {}

    /** What is done with a connection on which a request came in; then it is closed. */
    interface Script {
        void run(Socket connection, OutputStream out, String right) throws IOException;
    }

    static Map<String, Script> byName() {
        var scripts = new LinkedHashMap<String, Script>();
        scripts.put("raw: closes at once", (connection, out, right) -> {});
        scripts.put("raw: no HTTP", (connection, out, right) -> write(out, "220 mail.example ESMTP\r\n"));
        scripts.put("raw: a status that is no number", (connection, out, right) -> write(out, "HTTP/1.1 OK\r\n\r\n"));
        scripts.put("raw: hangs before the head", (connection, out, right) -> untilCut(connection));
        scripts.put("raw: hangs in the head", (connection, out, right) -> {
            write(out, HEAD);
            untilCut(connection);
        });
        scripts.put("raw: hangs before the body", (connection, out, right) -> {
            write(out, HEAD + "Content-Length: 1000\r\n\r\n");
            untilCut(connection);
        });
        scripts.put("raw: hangs in the body", (connection, out, right) -> {
            write(out, HEAD + "Content-Length: 1000000\r\n\r\n" + right.substring(0, right.length() - 1));
            untilCut(connection);
        });
        scripts.put("raw: hangs after the body", (connection, out, right) -> {
            write(out, HEAD + "\r\n" + right);
            untilCut(connection);
        });
        scripts.put("raw: head drips", (connection, out, right) -> drip(connection, out, HEAD + "X-Padding: ", "x"));
        scripts.put("raw: body drips", (connection, out, right) -> drip(connection, out, HEAD + "\r\n", " "));
        scripts.put("raw: body without end", (connection, out, right) -> {
            write(out, HEAD + "\r\n{\"x\":[");
            var much = "0,".repeat(8000);
            for (var i = 0; i < 12_500; i++) {
                write(out, much);
            }
        });
        scripts.put("raw: head without end", (connection, out, right) -> {
            write(out, HEAD);
            for (var i = 0; i < 100_000; i++) {
                write(out, "X-" + i + ": " + "x".repeat(100) + "\r\n");
            }
        });
        scripts.put(
                "raw: body shorter than said",
                (connection, out, right) -> write(out, HEAD + "Content-Length: 1000000\r\n\r\n" + right));
        scripts.put(
                "raw: body longer than said",
                (connection, out, right) -> write(out, HEAD + "Content-Length: 20\r\n\r\n" + right));
        scripts.put(
                "raw: two lengths",
                (connection, out, right) ->
                        write(out, HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n" + right));
        scripts.put(
                "raw: broken chunk",
                (connection, out, right) -> write(out, HEAD + "Transfer-Encoding: chunked\r\n\r\n" + "10\r\n" + right));
        scripts.put(
                "raw: last chunk missing",
                (connection, out, right) -> write(
                        out,
                        HEAD + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(right.getBytes(UTF_8).length)
                                + "\r\n" + right + "\r\n"));
        scripts.put("raw: HTTP 1.0", (connection, out, right) -> write(out, "HTTP/1.0 200 OK\r\n\r\n" + right));
        scripts.put(
                "raw: continues for ever",
                (connection, out, right) -> drip(connection, out, "", "HTTP/1.1 100 Continue\r\n\r\n"));
        return scripts;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** Waits until the service lets go of the connection. */
    private static void untilCut(Socket connection) throws IOException {
        while (connection.getInputStream().read() >= 0) {
            // what else it sends is of no interest
        }
    }

    /** A little now and then, until the service lets go of the connection. */
    private static void drip(Socket connection, OutputStream out, String beginning, String drop) throws IOException {
        write(out, beginning);
        connection.setSoTimeout(50);
        while (!isCut(connection)) {
            write(out, drop);
        }
    }

    private static boolean isCut(Socket connection) throws IOException {
        try {
            return connection.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
