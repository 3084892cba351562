package org.rlsworkup.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code training-run}: sends the recorded calls to the service in this process, so that the JVM, which
 * records what it loads, writes an AOT cache of what the service needs.
 */
public final class TrainingRun {
    private static final String RECORDED_FOR = "http://localhost:8080";
    private static final int OK = 0;
    private static final int WRONG = 1;
    /** A call without room, or that failed unexpectedly. */
    private static final int FAILED = 500;

    private TrainingRun() {}

    /**
     * Sends each recorded call once.
     *
     * @param port where the service listens, in profile {@code sandbox}
     * @return the exit code: 1 if a call failed, or there are none
     */
    public static int run(int port, PrintStream out) throws IOException, InterruptedException {
        var base = "http://localhost:" + port;
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            var discovered = JsonMapper.shared()
                    .readTree(send(client, HttpRequest.newBuilder(at(base, "")).GET())
                            .body());
            var services = discovered
                    .get("services")
                    .valueStream()
                    .collect(Collectors.toMap(
                            it -> it.get("hook").asString(), it -> it.get("id").asString()));
            var recorded = new PathMatchingResourcePatternResolver().getResources("classpath*:hooks/*/*/request.json");
            var failed = 0;
            for (var call : recorded) {
                var body = text(call).replace(RECORDED_FOR, base);
                var service = services.get(
                        JsonMapper.shared().readTree(body).path("hook").asString(""));
                var request = HttpRequest.newBuilder(at(base, "/" + service))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
                failed += send(client, request).statusCode() >= FAILED ? 1 : 0;
            }
            out.println("Training run: " + recorded.length + " calls, " + failed + " failed");
            return recorded.length == 0 || failed > 0 ? WRONG : OK;
        }
    }

    private static URI at(String base, String service) {
        return URI.create(base + "/cds-services" + service);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String text(Resource file) throws IOException {
        return file.getContentAsString(StandardCharsets.UTF_8);
    }
}
