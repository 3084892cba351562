package org.rlsworkup.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A FHIR server that accepts every connection and never responds. */
final class SilentServer implements AutoCloseable {
    private static final int BACKLOG = 1000;

    private final ServerSocket server;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

    SilentServer() throws IOException {
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    connections.add(server.accept());
                }
            } catch (IOException e) {
                // closed
            }
        });
    }

    String base() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/fhir";
    }

    /** Connections taken since the start. */
    int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
