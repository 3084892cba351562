package org.rlsworkup.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/** The FHIR server of one patient's chart as a {@link Scene} describes it, by resource type; records its requests. */
public final class ChartServer implements AutoCloseable {
    public static final String TOKEN = "Zaphod-1234567";
    private static final Map<String, String> KEYS = Map.of(
            "Patient", "patient",
            "Condition", "conditions",
            "Observation", "observations",
            "DiagnosticReport", "reports",
            "ServiceRequest", "orders",
            "MedicationRequest", "medicationRequests",
            "MedicationStatement", "medicationStatements",
            "MedicationAdministration", "medicationAdministrations",
            "Procedure", "procedures");

    private record Told(int status, String body) {}

    private final HttpServer server;
    private final JsonNode chart;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private final Set<String> headers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Runnable> first = new AtomicReference<>(() -> {});

    public ChartServer(Scene scene) {
        this.chart = scene.prefetch();
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String base() {
        return "http://localhost:" + server.getAddress().getPort() + "/fhir";
    }

    /** Answers whatever is asked of this type, or under this address, so from now on. */
    public ChartServer answers(String typeOrAddress, int status, String body) {
        told.put(typeOrAddress, new Told(status, body));
        return this;
    }

    /** Happens while the next request waits for its answer. */
    public ChartServer meanwhile(Runnable happens) {
        first.set(happens);
        return this;
    }

    /** Never answers what is asked of this type. */
    public ChartServer hangs(String type) {
        return answers(type, 0, "");
    }

    /** Each request's path and query below the base, in the order in which they came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The types that were asked for. */
    public List<String> types() {
        return asked.stream().map(ChartServer::type).toList();
    }

    /** What came as {@code traceparent}, with each request. */
    public List<String> traces() {
        return List.copyOf(traces);
    }

    /** The names of all headers that came. */
    public Set<String> headers() {
        return Set.copyOf(headers);
    }

    /** What came as {@code Authorization}, with each request. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    private static String type(String address) {
        return address.split("[/?]", 2)[0];
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var address = exchange.getRequestURI().toString().replaceFirst("^/fhir/", "");
            asked.add(address);
            headers.addAll(exchange.getRequestHeaders().keySet());
            traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            first.getAndSet(() -> {}).run();
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            var type = type(address);
            var whole = new Told(200, chart.path(KEYS.getOrDefault(type, "")).toString());
            var answer = told.getOrDefault(address, told.getOrDefault(type, whole));
            if (answer.status() == 0) {
                closed.await();
                return;
            }
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            // For a page in a browser.
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
