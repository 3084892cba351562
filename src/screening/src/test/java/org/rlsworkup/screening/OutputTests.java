package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.operations.PatientKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written, and that it is the whole or nothing. */
class OutputTests {
    private static final int PATIENTS = 300;
    private static final int WITH_RLS = 150;

    @TempDir
    static Path folder;

    private static Path export;

    @BeforeAll
    static void generate() throws IOException {
        export = folder.resolve("export");
        SyntheticExport.write(export, PATIENTS, PATIENTS * 8L, WITH_RLS * 1000 / PATIENTS, false);
    }

    @Test
    void theSameInputGivesTheSameBytesHoweverItIsCutIntoFiles() throws IOException {
        var zipped = folder.resolve("zipped");
        SyntheticExport.write(zipped, PATIENTS, PATIENTS * 8L, WITH_RLS * 1000 / PATIENTS, true);
        var one = ScreeningRun.of(export, folder.resolve("one"), "--client", "main-ehr", "--format", "csv,fhir");
        var other = ScreeningRun.of(zipped, folder.resolve("other"), "--client", "main-ehr", "--format", "csv,fhir");

        assertThat(one.rows()).hasSizeGreaterThan(WITH_RLS / 2);
        for (var file : List.of("patients.csv", "summary.csv", "measure.json", "measure-report.json", "report.html")) {
            assertThat(other.text(file)).as(file).isEqualTo(one.text(file));
        }
        assertThat(one.text("patients.csv").lines().skip(1).map(line -> line.split(",", 2)[0]))
                .isSorted();
    }

    @Test
    void patientsAreNamedByTheKeyedHashOfTheService() throws IOException {
        var run = ScreeningRun.of(
                export,
                folder.resolve("keyed"),
                "--client",
                "main-ehr",
                "--tenant",
                "north",
                "--fhir-server",
                "https://EHR.example:443/fhir/");
        var keys = new PatientKeys(ScreeningRun.SECRET);
        var caller = Caller.of("main-ehr", address -> false).withTenant("north");
        var plain = ScreeningRun.of(export, folder.resolve("plain"));

        assertThat(run.rows().keySet())
                .isEqualTo(plain.rows().keySet().stream()
                        .map(id -> keys.of(PatientRef.of(caller, URI.create("https://ehr.example/fhir"), id)))
                        .collect(Collectors.toSet()));
    }

    /** As an object store is addressed: by a scheme of its own, which is not the default file system. */
    @Test
    void readsAndWritesAtTheAddressOfAStore() throws IOException {
        ScreeningRun.spark()
                .sparkContext()
                .hadoopConfiguration()
                .set("fs.viewfs.mounttable.store.link./bucket", folder.toUri().toString());
        var out = folder.resolve("stored");
        var run = ScreeningRun.of(
                List.of(
                        "--export",
                        "viewfs://store/bucket/export",
                        "--out",
                        "viewfs://store/bucket/stored",
                        "--plain-ids"),
                out);

        assertThat(run.status()).as(run.console()).isEqualTo(Screening.DONE);
        assertThat(run.text("patients.csv"))
                .isEqualTo(ScreeningRun.of(export, folder.resolve("local")).text("patients.csv"));
        assertThat(out.resolve("_SUCCESS")).exists();
    }

    @Test
    void theRowsAreWrittenAsParquetToo() throws IOException {
        var run = ScreeningRun.of(export, folder.resolve("parquet"), "--format", "parquet,csv");
        var table = ScreeningRun.spark()
                .read()
                .parquet(run.out().resolve("patients.parquet").toString());

        assertThat(List.of(table.columns()))
                .startsWith("patient", "organisation")
                .contains("fer_state");
        assertThat(table.collectAsList().stream().map(row -> row.<String>getAs("patient")))
                .containsExactlyInAnyOrderElementsOf(run.rows().keySet());
    }

    @Test
    void theMeasureReportHasThePopulationsOfTheSummary() throws IOException {
        var run = ScreeningRun.of(export, folder.resolve("fhir"), "--format", "fhir,csv", "--hide-below", "1");
        var measure = JsonMapper.shared().readTree(run.text("measure.json"));
        var report = JsonMapper.shared().readTree(run.text("measure-report.json"));

        assertThat(measure.path("group")).hasSameSizeAs(report.path("group")).hasSize(5);
        assertThat(report.path("measure").asString())
                .isEqualTo(measure.path("url").asString() + "|"
                        + measure.path("version").asString());
        var summary = run.text("summary.csv")
                .lines()
                .filter(line -> line.startsWith("all,all,"))
                .toList();
        for (var i = 0; i < summary.size(); i++) {
            var cells = summary.get(i).split(",", -1);
            var group = report.path("group").path(i);
            assertThat(group.path("code").path("coding").path(0).path("code").asString())
                    .isEqualTo(cells[2]);
            assertThat(count(group, 0)).isEqualTo(cells[3]);
            assertThat(count(group, 4)).isEqualTo(cells[4]);
            assertThat(group.path("stratifier")).hasSize(2);
            for (var stratifier : group.path("stratifier")) {
                assertThat(stratifier
                                .path("stratum")
                                .valueStream()
                                .mapToLong(it -> Long.parseLong(count(it, 0)))
                                .sum())
                        .isEqualTo(Long.parseLong(cells[3]));
            }
        }
    }

    private static String count(JsonNode parent, int population) {
        return parent.path("population").path(population).path("count").asString();
    }

    @Test
    void smallNumbersAreMaskedEverywhere() throws IOException {
        var run = ScreeningRun.of(export, folder.resolve("masked"), "--format", "fhir,csv", "--hide-below", "20");

        assertThat(run.text("summary.csv")).contains("hidden").doesNotContainPattern(",(1?\\d)(,|\n)(?<!,0[,\n])");
        assertThat(run.text("measure-report.json")).contains("masked").doesNotContainPattern("\"count\" : 1?[1-9]\\b");
        assertThat(run.text("report.html")).contains("hidden").doesNotContainPattern("class=\"n\">1?[1-9]<");
    }

    @Test
    void theReportNeedsNoOtherFileAndNoScript() throws IOException {
        var run = ScreeningRun.of(export, folder.resolve("page"));

        assertThat(run.text("report.html"))
                .contains("<svg role=\"img\"", "How many lack which test", "How old the last results are")
                .doesNotContain("<script", "<link", "src=", "href=", "url(");
    }

    @Test
    void noSumOfThePageTellsAHiddenCount() throws IOException {
        var died = folder.resolve("died");
        try (var it = new ExportWriter(died, 1000, false)) {
            for (var type : Export.SOURCES.keySet()) {
                it.empty(type);
            }
            for (var i = 0; i < 20; i++) {
                var patient = Lines.patient("p" + i);
                it.add("Patient", i < 2 ? patient.replace("{\"res", "{\"deceasedBoolean\":true,\"res") : patient);
                it.add("Condition", Lines.rls("p" + i));
            }
        }
        var page = ScreeningRun.of(died, folder.resolve("died-out")).text("report.html");

        assertThat(page)
                .contains("20 patients with restless legs syndrome")
                .contains("<td>assessed</td><td class=\"n\">hidden</td>")
                .contains("<td>no advice deceased</td><td class=\"n\">hidden</td>");
    }

    /** As after a run that was killed. */
    @Test
    void whatAnEndedRunLeftBehindIsNotTakenForAnything() throws IOException {
        var out = folder.resolve("again");
        var left = Files.createDirectories(folder.resolve("again.in-progress"));
        Files.writeString(left.resolve("patients.csv"), "half of it");
        var run = ScreeningRun.of(export, out);

        assertThat(run.status()).isZero();
        assertThat(run.text("patients.csv"))
                .isEqualTo(ScreeningRun.of(export, out).text("patients.csv"));
        assertThat(left).doesNotExist();
        assertThat(folder.resolve("again.older")).doesNotExist();
        assertThat(out.resolve("_SUCCESS")).exists();
    }

    @Test
    void aRunThatFailsLeavesTheOlderResultsAsTheyWere() throws IOException {
        var out = folder.resolve("kept");
        var before = ScreeningRun.of(export, out).text("patients.csv");
        var damaged = folder.resolve("damaged");
        SyntheticExport.write(damaged, 20, 200, 500, false);
        // A folder in place of a file: reading it fails.
        Files.delete(damaged.resolve("Observation.1.ndjson"));
        Files.createDirectories(damaged.resolve("Observation.1.ndjson").resolve("x"));
        Files.writeString(damaged.resolve("Observation.1.ndjson").resolve("x").resolve("y"), "z");
        var run = ScreeningRun.of(damaged, out);

        assertThat(run.status()).isEqualTo(Screening.FAILED);
        assertThat(run.console()).contains("is as it was before");
        assertThat(run.text("patients.csv")).isEqualTo(before);
        assertThat(folder.resolve("kept.in-progress")).doesNotExist();
    }
}
