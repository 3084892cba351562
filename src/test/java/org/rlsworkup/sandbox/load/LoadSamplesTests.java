package org.rlsworkup.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.sandbox.FhirHttp;
import org.rlsworkup.sandbox.FhirSandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The command against the sandbox's own FHIR server, and its command line. */
@FhirSandboxTest
class LoadSamplesTests {
    private static final Clock TODAY = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    @LocalServerPort
    private int port;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @BeforeEach
    void clearConsole() {
        console.reset();
    }

    @Test
    void loadsAFolderAndCanBeRepeated(@TempDir Path folder) throws IOException {
        try (var anna = getClass().getResourceAsStream("/sandbox/bundles/anna.json")) {
            Files.copy(anna, folder.resolve("anna.json"));
        }
        var fhir = FhirHttp.fhirAt(port);

        assertThat(run("--from", folder.toString(), "--to", fhir.base() + "/")).isZero();
        assertThat(run("--to", fhir.base(), "--from", folder.toString())).isZero();

        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("anna.json: 3 of 3: 3 created, 0 updated, 0 skipped, 0 refused")
                .contains("anna.json: 3 of 3: 0 created, 3 updated, 0 skipped, 0 refused");
        assertThat(fhir.get("Observation?patient=anna&code=http://loinc.org|2276-4")
                        .ids())
                .containsExactly("anna-ferritin");
        assertThat(fhir.get("Observation/anna-ferritin")
                        .json()
                        .path("effectiveDateTime")
                        .asString())
                .isEqualTo("2026-11-19T23:30:00-05:00");
    }

    @Test
    void goesOnAfterAFileThatIsNoBundleAndSaysSo(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"resourceType\": \"Patient\", \"gender\": \"s3cr3t\"}");
        Files.writeString(folder.resolve("b.json"), """
            {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "bert"}}]}\
            """);

        assertThat(run(
                        "--from",
                        folder.toString(),
                        "--to",
                        FhirHttp.fhirAt(port).base()))
                .isEqualTo(1);

        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("a.json: not readable as an R4 Bundle")
                .contains("b.json: 1 of 1: 1 created")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--to",
                "--to ftp://example.org/fhir",
                "--to not-a-url",
                "--to http://",
                "--to http://localhost:1/fhir --from /no/such/folder",
                "--to http://localhost:1/fhir --to http://localhost:1/fhir",
                "--to http://localhost:1/fhir --force yes"
            })
    void explainsItselfWhenCalledWrongly(String commandLine) {
        assertThat(run(commandLine.isEmpty() ? new String[0] : commandLine.split(" ")))
                .isEqualTo(2);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("Usage: java -jar rls-workup.jar load-samples");
    }

    @Test
    void callsAFolderWithoutBundlesWrongUsage(@TempDir Path empty) {
        assertThat(run("--from", empty.toString(), "--to", "http://localhost:1/fhir"))
                .isEqualTo(2);
    }

    private int run(String... args) {
        try (var out = new PrintStream(console, true, StandardCharsets.UTF_8)) {
            return LoadSamples.run(List.of(args), out, TODAY);
        }
    }
}
