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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A FHIR server on which all patients are alike, that delays each response, and serves any number of concurrent requests. */
final class FhirStub implements AutoCloseable {
    static {
        // Else the kernel holds back the end of an answer for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Charts charts;
    private final Duration delay;
    private volatile boolean rls;
    private volatile int pages = 1;

    FhirStub(Charts charts, Duration delay) throws IOException {
        this.charts = charts;
        this.delay = delay;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/fhir/", this::answer);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
    }

    /** From now on the patient has RLS or not. */
    void setRls(boolean rls) {
        this.rls = rls;
    }

    /** From now on results come on so many pages, each as large as the only one was. */
    void setPages(int pages) {
        this.pages = pages;
    }

    /** Bytes of all answers since this was last asked, without their heads. */
    long takeBytes() {
        return bytes.getAndSet(0);
    }

    /** Requests since this was last asked. */
    int takeRequests() {
        return requests.getAndSet(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var path = exchange.getRequestURI().getPath();
        var json =
                switch (path.substring("/fhir/".length()).split("/", 2)[0]) {
                    case "Condition" -> charts.conditions(3, rls);
                    case "Observation" -> results(exchange.getRequestURI().getQuery());
                    case "Patient" -> charts.patient();
                    case "Encounter" -> Charts.encounter();
                    default -> charts.nothing();
                };
        // A long search is sent as a form.
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var content = Charts.about(exchange.getRequestURI() + form, json).getBytes(StandardCharsets.UTF_8);
        bytes.addAndGet(content.length);
        exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(200, content.length);
        try (var body = exchange.getResponseBody()) {
            body.write(content);
        }
    }

    private String results(String query) {
        var page = query.startsWith("page=") ? Integer.parseInt(query.substring("page=".length())) : 1;
        if (page == pages) {
            return charts.someMissing();
        }
        var next = base() + "/Observation?page=" + (page + 1);
        var link = "\"link\":[{\"relation\":\"next\",\"url\":\"" + next + "\"}],\"entry\":";
        return charts.recent().replaceFirst("\"entry\":", link);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
