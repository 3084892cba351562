package org.rlsworkup.screening;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The packaged service as a separate process, with the clock of the generated patients. */
final class Service implements AutoCloseable {
    static final String CLOCK = "2026-11-20T10:00:00Z";

    private static final Path JAR = Path.of("target", "rls-workup.jar");
    private static final long LONGEST_START_NANOS = 180_000_000_000L;
    private static final Map<String, String> KEYS = Map.of(
            "Condition", "conditions",
            "Observation", "observations",
            "DiagnosticReport", "reports",
            "ServiceRequest", "orders",
            "MedicationRequest", "medicationRequests",
            "MedicationStatement", "medicationStatements",
            "Procedure", "procedures");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    /** Starts it, and waits until it is ready. */
    Service(Path database, String... settings) throws IOException {
        if (!Files.exists(JAR)) {
            throw new IOException(JAR + " is not there: package the service first, see src/docs/screening.md");
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx600m",
                "-jar",
                JAR.toString(),
                "--server.port=" + port,
                "--spring.profiles.active=sandbox",
                "--spring.datasource.url=jdbc:h2:file:" + database.toAbsolutePath(),
                "--rls.clock.fixed-at=" + CLOCK));
        command.addAll(List.of(settings));
        var log = Files.createTempFile("service", ".log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var until = System.nanoTime() + LONGEST_START_NANOS;
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IOException("the service did not start, see " + log);
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    private boolean isReady() {
        try {
            return send(request("/actuator/health/readiness").build()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /**
     * What it answers when the chart of a patient is opened of which all was prefetched.
     *
     * @param without types of which nothing was prefetched
     */
    HttpResponse<String> open(String patient, List<ObjectNode> resources, List<String> without) throws IOException {
        return send(request("/cds-services/rls-workup")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(call(patient, resources, without)))
                .build());
    }

    private static String call(String patient, List<ObjectNode> resources, List<String> without) {
        var call = JsonMapper.shared()
                .createObjectNode()
                .put("hook", "patient-view")
                .put("hookInstance", "00000000-0000-4000-8000-000000000011");
        call.putObject("context").put("userId", "Practitioner/d").put("patientId", patient);
        var prefetch = call.putObject("prefetch");
        KEYS.forEach((type, key) -> {
            if (!without.contains(type)) {
                prefetch.putObject(key)
                        .put("resourceType", "Bundle")
                        .put("type", "searchset")
                        .putArray("entry");
            }
        });
        for (var resource : resources) {
            var type = resource.path("resourceType").asString("");
            if (type.equals("Patient")) {
                prefetch.set("patient", resource);
            } else if (type.equals("Medication")) {
                var entry =
                        prefetch.path("medicationRequests").withArray("entry").addObject();
                entry.set("resource", resource);
                entry.putObject("search").put("mode", "include");
            } else if (KEYS.containsKey(type) && !without.contains(type)) {
                prefetch.path(KEYS.get(type)).withArray("entry").addObject().set("resource", resource);
            }
        }
        // With its total a searchset of any length is whole.
        prefetch.forEach(it -> {
            if (it instanceof ObjectNode bundle && bundle.has("entry")) {
                bundle.put(
                        "total",
                        bundle.withArray("entry")
                                .valueStream()
                                .filter(entry -> !entry.has("search"))
                                .count());
            }
        });
        return call.toString();
    }

    /** The rules behind the cards of an answer, as rows have them. */
    static List<String> rules(JsonNode answer) {
        var rules = new ArrayList<String>();
        for (var card : answer.path("cards")) {
            for (var finding : card.path("extension").path("org.rlsworkup.findings")) {
                var about = finding.properties().stream()
                        .filter(member -> !member.getKey().equals("rule"))
                        .findFirst();
                var rule = finding.path("rule").asString("")
                        + about.map(it -> ":" + it.getValue().asString("").replace(' ', '_'))
                                .orElse("");
                if (!rules.contains(rule)) {
                    rules.add(rule);
                }
            }
        }
        return rules;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
