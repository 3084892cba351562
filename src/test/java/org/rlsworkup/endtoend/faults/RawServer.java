package org.rlsworkup.endtoend.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A server on a separate port, hence a separate origin, that handles each connection as scripted. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What is done with a connection; then it is closed. */
    interface Handler {
        void handle(Socket connection) throws IOException;
    }

    RawServer(Handler handler) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var connection = server.accept();
                    open.add(connection);
                    Thread.ofVirtual().start(() -> serve(connection, handler));
                } catch (IOException e) {
                    // closed, or a connection that was given up
                }
            }
        });
    }

    /** A server that hands every connection on to another, byte by byte. */
    static RawServer relayTo(int port) {
        return new RawServer(connection -> {
            try (var target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                var back = Thread.ofVirtual().start(() -> copy(target, connection));
                copy(connection, target);
                back.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Reads a request up to the end of its head, then does what the script says.
     *
     * @param right the right answer by resource type
     */
    static RawServer running(RawFaults.Script script, UnaryOperator<String> right) {
        return new RawServer(connection -> {
            var type = resourceType(head(connection.getInputStream()));
            script.run(connection, connection.getOutputStream(), right.apply(type));
        });
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (var read = in.read(); read >= 0; read = in.read()) {
            head.append((char) read);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    private static String resourceType(String head) {
        return head.replaceFirst("(?s)^[A-Z]+ /fhir/([A-Za-z]+).*", "$1");
    }

    private void serve(Socket connection, Handler handler) {
        try (connection) {
            handler.handle(connection);
        } catch (IOException e) {
            // cut by the service
        } finally {
            open.remove(connection);
        }
    }

    /** A reset goes on as a reset. */
    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                to.setSoLinger(true, 0);
                to.close();
            } catch (IOException closed) {
                // it was
            }
        }
    }

    String origin() {
        return "http://localhost:" + server.getLocalPort();
    }

    int connections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var connection : open) {
            connection.close();
        }
    }
}
