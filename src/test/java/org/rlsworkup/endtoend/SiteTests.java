package org.rlsworkup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.support.Http;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A hospital's own codes, from its file to the card. */
@ExtendWith(OutputCaptureExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class SiteTests {
    private static final String LAB = "https://hospital.example/lab-codes";

    @TempDir
    Path folder;

    @Test
    void localCodesAreAskedForCountedReadAndPutOnOrders() throws IOException {
        var site = folder.resolve("site.yaml");
        Files.writeString(site, """
            systems: { LAB: "%s" }
            analytes:
              FER: { codes: ["LAB FERR,1"], defaultUnits: { "LAB FERR,1": ng/mL } }
            tests:
              TSAT: { order: { code: "LAB O-IRON", name: Iron status } }
              B12: { off: true }
              TSH: { off: true }
              A1C: { off: true }
            """.formatted(LAB));
        try (var service = SpringApplication.run(
                RlsWorkupApplication.class,
                "--server.port=0",
                "--spring.profiles.active=sandbox",
                "--rls.clock.fixed-at=2026-11-20T10:00:00Z",
                "--rls.site=file:" + site)) {
            var http = new Http(Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port")));

            var template = http.get("/cds-services")
                    .json()
                    .at("/services/0/prefetch/observations")
                    .asString();
            assertThat(template).contains("FERR%5C%2C1").doesNotContain("3016-3");

            var cards = http.call(callWithFerritinUnder(LAB)).json();
            assertThat(cards.at("/cards/0/summary").asString())
                    .startsWith("RLS: ferritin 42 ng/mL – at RLS iron thresholds (≤75)");
            var card = cards.at("/cards/1");
            assertThat(card.get("summary").asString()).isEqualTo("RLS: TSAT not on file");
            var codings = card.at("/suggestions/0/actions/0/resource/code/coding");
            assertThat(codings.valueStream().map(coding -> coding.get("code").asString()))
                    .containsExactly("50190-8", "O-IRON");

            var other = http.call(callWithFerritinUnder("https://elsewhere.example"))
                    .json()
                    .at("/cards/0");
            assertThat(other.get("summary").asString()).isEqualTo("RLS: ferritin and TSAT not on file");
        }
    }

    @Test
    void aChangedFileIsLoadedAndAFaultyOneIsRefusedOnce(CapturedOutput output) throws IOException {
        var site = Files.writeString(folder.resolve("site.yaml"), "tests: { B12: { off: true } }\n");
        try (var service = SpringApplication.run(
                RlsWorkupApplication.class,
                "--server.port=0",
                "--spring.profiles.active=sandbox",
                "--rls.reload-interval=1s",
                "--rls.site=file:" + site)) {
            var http = new Http(Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port")));
            assertThat(http.get("/cds-services").raw().body()).contains("4548-4");

            Files.writeString(site, "tests: { A1C: { off: true } }\n");
            await(output, "Loaded again by a change of the files: knowledge 2026-");
            assertThat(http.get("/cds-services").raw().body()).doesNotContain("4548-4");

            Files.writeString(site, "tests:\n  FERRITIN: { off: true }\n");
            await(output, "site.yaml:2: tests.FERRITIN: 'FERRITIN' is no test");
            Files.writeString(site, "tests: { TSH: { off: true } }\n");
            await(output, "Loaded again by a change of the files: knowledge 2026-", 2);
            assertThat(http.get("/cds-services").raw().body())
                    .contains("4548-4")
                    .doesNotContain("3016-3");
            assertThat(output.getAll().split("Not loaded again by a change of the files", -1))
                    .hasSizeBetween(2, 3);
        }
    }

    private static void await(CapturedOutput output, String line) {
        await(output, line, 1);
    }

    private static void await(CapturedOutput output, String line, int times) {
        var until = System.nanoTime() + 30_000_000_000L;
        while (output.getAll().split(Pattern.quote(line), -1).length <= times) {
            assertThat(System.nanoTime()).as(line).isLessThan(until);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static String callWithFerritinUnder(String system) {
        return """
            {"hook":"patient-view","hookInstance":"i","context":{"userId":"Practitioner/p","patientId":"1"},
             "prefetch":{
              "patient":{"resourceType":"Patient","id":"1","birthDate":"1980-01-01"},
              "conditions":{"resourceType":"Bundle","total":1,"entry":[{"resource":{"resourceType":"Condition",
               "id":"c","subject":{"reference":"Patient/1"},
               "code":{"coding":[{"system":"http://snomed.info/sct","code":"32914008"}]}}}]},
              "observations":{"resourceType":"Bundle","total":1,"entry":[{"resource":{"resourceType":"Observation",
               "id":"o","status":"final","subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-10-01",
               "code":{"coding":[{"system":"%s","code":"FERR,1"}]},"valueQuantity":{"value":42}}}]},
              "reports":null,"orders":null}}\
            """.formatted(system);
    }

    @Test
    void aFaultyFileStopsTheStartAndNamesTheLine(CapturedOutput output) throws IOException {
        var site = folder.resolve("site.yaml");
        Files.writeString(site, "tests:\n  FERRITIN: { off: true }\n");
        assertThat(startFails("--rls.site=file:" + site)).isTrue();
        assertThat(output)
                .contains("site.yaml:2: tests.FERRITIN: 'FERRITIN' is no test; tests: FER, TSAT, B12, TSH, A1C");
    }

    /** A knowledge file of a former version lacks more keys than anybody would read on a console. */
    @Test
    void aFileWithManyFaultsStopsTheStartWithTenLines(CapturedOutput output) throws IOException {
        var site = folder.resolve("site.yaml");
        Files.writeString(
                site,
                IntStream.range(0, 30)
                        .mapToObj(i -> "  TEST" + i + ": { off: true }\n")
                        .collect(Collectors.joining("", "tests:\n", "")));
        assertThat(startFails("--rls.site=file:" + site)).isTrue();
        var all = output.getAll();
        var report = all.substring(all.lastIndexOf("The knowledge is invalid:"), all.lastIndexOf("Fix these lines"));
        assertThat(report.lines().filter(line -> !line.isBlank() && !line.equals("Action:")))
                .hasSizeLessThanOrEqualTo(9)
                .anyMatch(line -> line.startsWith("site.yaml:2: tests.TEST0: "))
                .contains("and 23 more, which validate-knowledge lists");
    }

    @Test
    void aMisspeltSettingStopsTheStart() {
        assertThat(startFails("--rls.fhir.dedline=2s")).isTrue();
    }

    private static boolean startFails(String setting) {
        try {
            SpringApplication.run(RlsWorkupApplication.class, "--server.port=0", setting)
                    .close();
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
