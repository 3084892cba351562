package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The row of a patient says what the service answers over HTTP when that patient's chart is opened. */
class SameAnswersTests {
    private static final int GENERATED = 5_000;
    private static final int CALLED_WITHOUT = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    @Test
    void rowsSayWhatTheServiceAnswers() throws IOException {
        var patients = new LinkedHashMap<>(samples());
        assertThat(patients).hasSizeGreaterThan(15);
        for (var number = 0; number < GENERATED; number++) {
            patients.put(GeneratedPatients.id(number), GeneratedPatients.resources(number, number % 50 != 7, 0));
        }
        var without = List.of("Observation");
        var whole = screen("whole", patients, List.of());
        var incomplete = screen("incomplete", patients, without);
        var kinds = new HashMap<String, Integer>();
        try (var service = new Service(folder.resolve("database"))) {
            var number = 0;
            for (var patient : patients.entrySet()) {
                var kind = compare(service, patient.getKey(), patient.getValue(), List.of(), whole);
                kinds.merge(kind, 1, Integer::sum);
                if (number++ < CALLED_WITHOUT) {
                    compare(service, patient.getKey(), patient.getValue(), without, incomplete);
                }
            }
        }
        // A comparison of patients about whom nothing is said would prove nothing.
        assertThat(kinds.get("assessed")).isGreaterThan(GENERATED / 2);
        assertThat(kinds).containsKeys("none", "no-advice");
    }

    private Map<String, Map<String, String>> screen(
            String name, Map<String, List<ObjectNode>> patients, List<String> without) throws IOException {
        try (var export = new ExportWriter(folder.resolve(name), 10_000, false)) {
            for (var type : Export.SOURCES.keySet()) {
                if (!without.contains(type)) {
                    export.empty(type);
                }
            }
            for (var resources : patients.values()) {
                for (var resource : resources) {
                    var type = resource.path("resourceType").asString("");
                    if (!without.contains(type)) {
                        export.add(type, resource.toString());
                    }
                }
            }
        }
        var run = ScreeningRun.of(folder.resolve(name), folder.resolve(name + "-out"));
        assertThat(run.status()).as(run.console()).isZero();
        return run.rows();
    }

    /** The outcome of the row, or "none". */
    private static String compare(
            Service service,
            String patient,
            List<ObjectNode> resources,
            List<String> without,
            Map<String, Map<String, String>> rows)
            throws IOException {
        var answer = service.open(patient, resources, without);
        var row = rows.getOrDefault(patient, Map.of());
        var outcome = row.getOrDefault("outcome", "none");
        assertThat(answer.statusCode()).as(patient).isEqualTo(outcome.equals("could-not-look") ? 412 : 200);
        if (answer.statusCode() == 200) {
            var rules = Service.rules(JSON.readTree(answer.body()));
            assertThat(String.join(" ", rules)).as(patient).isEqualTo(row.getOrDefault("rules", ""));
            assertThat(row.getOrDefault("missing", "").split(" ", -1))
                    .as(patient)
                    .filteredOn(test -> !test.isEmpty())
                    .containsExactlyInAnyOrderElementsOf(missing(JSON.readTree(answer.body())));
        }
        return outcome;
    }

    /** The core tests that the cards call missing. */
    private static List<String> missing(JsonNode answer) {
        var missing = new ArrayList<String>();
        for (var card : answer.path("cards")) {
            for (var finding : card.path("extension").path("org.rlsworkup.findings")) {
                if (finding.path("tier").asString("").equals("core")) {
                    missing.add(finding.path("test").asString(""));
                }
            }
        }
        return missing;
    }

    /** The sample patients, with references as a server would have them. */
    private static Map<String, List<ObjectNode>> samples() throws IOException {
        var samples = new LinkedHashMap<String, List<ObjectNode>>();
        try (var files = Files.newDirectoryStream(Path.of("fhir-samples"), "*.json")) {
            for (var file : files) {
                var text = Files.readString(file);
                for (var entry : JSON.readTree(text).path("entry")) {
                    var resource = entry.path("resource");
                    text = text.replace(
                            "\"" + entry.path("fullUrl").asString("") + "\"",
                            "\"" + resource.path("resourceType").asString("") + "/"
                                    + resource.path("id").asString("") + "\"");
                }
                samples.put(
                        file.getFileName().toString().replace(".json", ""),
                        JSON.readTree(text)
                                .path("entry")
                                .valueStream()
                                .map(entry -> (ObjectNode) entry.path("resource"))
                                .filter(it -> isRead(it.path("resourceType").asString("")))
                                .toList());
            }
        }
        return samples;
    }

    private static boolean isRead(String type) {
        return Export.SOURCES.containsKey(type) || type.equals(Export.MEDICATION);
    }
}
