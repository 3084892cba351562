package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.screening.Lines.condition;
import static org.rlsworkup.screening.Lines.ferritin;
import static org.rlsworkup.screening.Lines.json;
import static org.rlsworkup.screening.Lines.patient;
import static org.rlsworkup.screening.Lines.rls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines and files that cannot be read: never fatal, never dropped in silence, and nothing is called missing for them. */
class DamagedExportTests {
    private static final List<String> TYPES = List.of(
            "Observation",
            "DiagnosticReport",
            "ServiceRequest",
            "MedicationRequest",
            "MedicationStatement",
            "Procedure");

    @TempDir
    Path folder;

    private Path export;
    private Path out;

    @BeforeEach
    void name() {
        export = folder.resolve("export");
        out = folder.resolve("out");
    }

    /** Two patients with RLS, each with a ferritin result. */
    private ExportWriter twoPatients(boolean zipped) throws IOException {
        var writer = new ExportWriter(export, 1000, zipped);
        for (var type : TYPES) {
            writer.empty(type);
        }
        for (var id : List.of("a", "b")) {
            writer.add("Patient", patient(id)).add("Condition", rls(id)).add("Observation", ferritin(id, "2026-10-01"));
        }
        return writer;
    }

    @Test
    void aMalformedLineIsSetAsideAndItsPatientAloneCouldNotBeLookedAt() throws IOException {
        var cut = ferritin("a", "2026-11-01").substring(0, 200);
        try (var it = twoPatients(false)) {
            it.add("Observation", "").add("Observation", cut);
            it.add("Observation", "not JSON at all");
            it.add("Observation", ferritin("b", "2026-11-01") + " " + ferritin("b", "2026-11-02"));
            it.add("Observation", json("{'resourceType':'Device','id':'d'}"));
            it.add("Observation", "[]");
        }
        var run = ScreeningRun.of(export, out, "--malformed-limit", "4");

        assertThat(run.status()).isEqualTo(Screening.TOO_MANY_SET_ASIDE);
        assertThat(run.rows().get("a")).containsEntry("not_looked_at", "observations");
        assertThat(run.rows().get("b")).containsEntry("outcome", "could-not-look");
        var lines = run.text("set-aside.csv").lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(1)).contains("Observation.1.ndjson,4,no JSON: UnexpectedEndOfInputException");
        assertThat(lines.get(2)).contains("Observation.1.ndjson,5,no JSON: ").endsWith("not JSON at all");
        assertThat(lines.get(3)).contains(",6,");
        assertThat(lines.get(4)).contains(",7,a resource of another type");
        assertThat(lines.get(5)).contains(",8,");
        assertThat(run.text("report.html")).contains("5 lines could not be read");
    }

    @Test
    void upToTheLimitTheRunIsDone() throws IOException {
        try (var it = twoPatients(false)) {
            it.add("Procedure", "{");
        }
        var run = ScreeningRun.of(export, out, "--malformed-limit", "1");

        assertThat(run.status()).isZero();
        assertThat(run.console()).contains("1 lines set aside");
        assertThat(run.rows().get("a")).containsEntry("outcome", "assessed").containsEntry("not_looked_at", "");
        assertThat(ScreeningRun.of(export, out).status()).isEqualTo(Screening.TOO_MANY_SET_ASIDE);
    }

    @Test
    void withPseudonymsTheTextOfALineIsNotKept() throws IOException {
        try (var it = twoPatients(false)) {
            it.add("Observation", "{'subject':{'reference':'Patient/a'}");
        }
        var run = ScreeningRun.of(export, out, "--client", "main-ehr");

        assertThat(run.text("set-aside.csv")).startsWith("file,line,reason\n").doesNotContain("Patient/a");
        assertThat(run.rows()).hasSize(2).doesNotContainKeys("a", "b");
    }

    @Test
    void aZippedFileThatIsCutCouldNotBeLookedAtForAnybody() throws IOException {
        twoPatients(true).close();
        var file = export.resolve("Observation.1.ndjson.gz");
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 12));
        var run = ScreeningRun.of(export, out);

        assertThat(run.status()).isEqualTo(Screening.TOO_MANY_SET_ASIDE);
        assertThat(run.rows())
                .hasSize(2)
                .allSatisfy((id, row) -> assertThat(row).containsEntry("outcome", "could-not-look"));
        assertThat(run.text("set-aside.csv")).contains("the file is damaged from here on");
    }

    @Test
    void zippedFilesAreReadLikeOthers() throws IOException {
        twoPatients(true).close();

        assertThat(ScreeningRun.of(export, out).rows())
                .hasSize(2)
                .allSatisfy((id, row) -> assertThat(row).containsEntry("fer_state", "done"));
    }

    @Test
    void aFileThatTheManifestNamesAndThatIsNotThereLeavesItsTypeIncomplete() throws IOException {
        twoPatients(false).close();
        Files.delete(export.resolve("Observation.1.ndjson"));

        assertThat(ScreeningRun.of(export, out).rows().get("a"))
                .containsEntry("outcome", "could-not-look")
                .containsEntry("not_looked_at", "observations");
    }

    @Test
    void aFileThatIsShorterThanItsManifestSaysIsIncomplete() throws IOException {
        twoPatients(false).close();
        var manifest = export.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(
                                "\"url\":\"https://ehr.example/bulk/7/Observation.1.ndjson\"",
                                "\"url\":\"https://ehr.example/bulk/7/Observation.1.ndjson\",\"count\":3"));

        assertThat(ScreeningRun.of(export, out).rows().get("a")).containsEntry("not_looked_at", "observations");
    }

    @Test
    void anExportThatEndedWithErrorsIsIncomplete() throws IOException {
        twoPatients(false).close();
        var manifest = export.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(
                                "\"error\":[]",
                                "\"error\":[{\"type\":\"OperationOutcome\",\"url\":\"https://x/e.ndjson\"}]"));
        Files.writeString(
                export.resolve("e.ndjson"),
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\"}]}");
        assertThat(ScreeningRun.of(export, out).rows().get("a")).containsEntry("outcome", "could-not-look");

        Files.writeString(
                export.resolve("e.ndjson"),
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"information\"}]}");
        assertThat(ScreeningRun.of(export, out).rows().get("a")).containsEntry("outcome", "assessed");
    }

    @Test
    void withoutAManifestNothingIsClaimed() throws IOException {
        twoPatients(false).close();
        Files.delete(export.resolve("manifest.json"));
        var run = ScreeningRun.of(export, out);

        assertThat(run.status()).isEqualTo(Screening.FAILED);
        assertThat(run.console())
                .contains("manifest.json is missing: without it, nobody knows which types were exported");
        assertThat(out).doesNotExist();
    }

    @Test
    void resourcesOfNobodyAreCounted() throws IOException {
        try (var it = twoPatients(false)) {
            it.add("Condition", condition("", "32914008", "confirmed", "").replace("Patient/", "#p"));
        }
        var run = ScreeningRun.of(export, out);

        assertThat(run.rows()).hasSize(2);
        assertThat(run.console()).contains("1 about nobody");
    }
}
