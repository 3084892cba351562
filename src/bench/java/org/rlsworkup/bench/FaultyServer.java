package org.rlsworkup.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server on loopback that can be slow, hang, answer with errors or be gone, and that returns at the same address. */
final class FaultyServer implements AutoCloseable {
    /** How it behaves from now on. */
    enum Behaviour {
        ANSWERS(Duration.ZERO, 200),
        SLOW(Duration.ofSeconds(2), 200),
        HANGS(Duration.ofSeconds(30), 200),
        FAILS(Duration.ZERO, 500);

        private final Duration pause;
        private final int status;

        Behaviour(Duration pause, int status) {
            this.pause = pause;
            this.status = status;
        }
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final UnaryOperator<String> content;
    private volatile Behaviour behaviour = Behaviour.ANSWERS;
    private HttpServer server;

    /** @param content JSON by what is asked for: path and parameters */
    FaultyServer(UnaryOperator<String> content) throws IOException {
        this.content = content;
        server = start(0);
    }

    private HttpServer start(int port) throws IOException {
        var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        started.setExecutor(threads);
        started.createContext("/", this::answer);
        started.start();
        return started;
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void set(Behaviour now) {
        behaviour = now;
    }

    /** Refuses connections until {@link #comeBack}. */
    void leave() {
        server.stop(0);
    }

    void comeBack() throws IOException {
        server = start(server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var now = behaviour;
        try {
            TimeUnit.NANOSECONDS.sleep(now.pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A long search is sent as a form.
        var asked = exchange.getRequestURI() + "?"
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var body = content.apply(asked).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(now.status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
