package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Replays every recorded call of {@code hooks/} and compares the answers: the clinical contract. */
class HookContractTests extends SandboxTest {
    private static final Path HOOKS = Path.of("hooks");
    private static final String DOCUMENTED_FHIR_SERVER = "http://localhost:8080/fhir";
    private static final Pattern TABLE_ROW = Pattern.compile("\\| ([a-z0-9-]+) \\| (\\d{3}) \\| .+ \\|");
    private static final Pattern HEADING = Pattern.compile("## ([a-z-]+)");

    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    CountedIds ids;

    @TestFactory
    Stream<DynamicTest> everyRecordedCallIsAnsweredAsRecorded() throws IOException {
        return documented().entrySet().stream()
                .map(documented ->
                        dynamicTest(documented.getKey(), () -> replay(documented.getKey(), documented.getValue())));
    }

    @Test
    void theReadmeListsEveryCase() throws IOException {
        try (var files = Files.walk(HOOKS)) {
            var cases = files.filter(file -> file.endsWith("request.json"))
                    .map(file -> HOOKS.relativize(file.getParent()).toString())
                    .toList();
            assertThat(cases).isNotEmpty();
            assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(cases);
        }
    }

    private void replay(String name, int status) throws Exception {
        ids.restart();
        var folder = HOOKS.resolve(name);
        var request = Files.readString(folder.resolve("request.json"))
                .replace(DOCUMENTED_FHIR_SERVER, "http://localhost:" + port + "/fhir");
        var service = service(name);
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/cds-services/" + service))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(request))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        var body = json.readTree(answer.body());
        var recorded = folder.resolve("response.json");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(recorded, json.writeValueAsString(body).replace("\r\n", "\n") + "\n");
        }
        assertThat(pretty(body)).isEqualTo(pretty(json.readTree(Files.readString(recorded))));
    }

    /** The service that answers the hook of this case. */
    private static String service(String name) {
        var hook = name.substring(0, name.indexOf('/'));
        return switch (hook) {
            case "patient-view" -> "rls-workup";
            case "problem-list-item-create" -> "rls-workup-on-diagnosis";
            case "encounter-start" -> "rls-workup-encounter-start";
            default -> "rls-medications-" + hook;
        };
    }

    private String pretty(JsonNode body) {
        return json.writeValueAsString(body);
    }

    /** The cases of the README with the status each is answered with. */
    private static Map<String, Integer> documented() throws IOException {
        var cases = new TreeMap<String, Integer>();
        var hook = "";
        for (var line : Files.readAllLines(HOOKS.resolve("README.md"))) {
            var heading = HEADING.matcher(line);
            hook = heading.matches() ? heading.group(1) : hook;
            var row = TABLE_ROW.matcher(line);
            if (row.matches()) {
                cases.put(hook + "/" + row.group(1), Integer.valueOf(row.group(2)));
            }
        }
        return cases;
    }

    /** Nothing that was written down may be left behind when a case is dropped. */
    @Test
    void everyAnswerHasItsQuestion() throws IOException {
        try (var files = Files.walk(HOOKS)) {
            List<Path> answers =
                    files.filter(file -> file.endsWith("response.json")).toList();
            assertThat(answers).isNotEmpty().allMatch(answer -> Files.exists(answer.resolveSibling("request.json")));
        }
    }
}
