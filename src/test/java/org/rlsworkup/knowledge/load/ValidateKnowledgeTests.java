package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.SHIPPED;
import static org.rlsworkup.knowledge.load.Yaml.lineOf;
import static org.rlsworkup.knowledge.load.Yaml.sha256;
import static org.rlsworkup.knowledge.load.Yaml.with;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line: what it prints, and how it ends. */
class ValidateKnowledgeTests {
    private static final String SITE = "tests: { TSH: { lookbackDays: 180 } }\n";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private int run(String... args) {
        return ValidateKnowledge.run(List.of(args), new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    private List<String> printed() {
        return console.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void saysInOneLineThatNothingIsWrong() throws IOException {
        var mine = file("mine.yaml", SHIPPED);

        assertThat(run(mine)).isZero();
        assertThat(printed())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(mine + ": nothing wrong. Version 2026-11-30: ")
                        .matches(".*: [1-9][0-9] tests, [1-9][0-9] rules, [1-9][0-9] contexts, [1-9][0-9]{2,}"
                                + " codes\\..*")
                        .endsWith("SHA-256 " + sha256(SHIPPED)));
    }

    @Test
    void listsEveryProblemByLineInTheOrderOfTheFile() throws IOException {
        var broken = with("pendingDays: 14", "pendingDays: 0")
                .replace("LOINC 11580-8", "LOINC 11580-7")
                .replace("{name}, ordered {date}", "{name}, ordered {datum}");
        var mine = file("mine.yaml", broken);

        assertThat(run(mine)).isEqualTo(1);
        assertThat(printed())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(mine + ":" + lineOf("  pendingDays: 0", broken)
                                        + ": records.pendingDays: must be a whole number from 1 to 365"),
                        line -> assertThat(line).contains("'11580-7' is no LOINC code: its check digit is wrong"),
                        line -> assertThat(line).contains("{datum} is not known here; known: date, name"),
                        line -> assertThat(line).isEqualTo("3 problems."));
    }

    @Test
    void checksASiteAgainstAFile() throws IOException {
        var mine = file("mine.yaml", SHIPPED);
        var site = file("site.yaml", SITE);

        assertThat(run(mine, "--site", site)).isZero();
        assertThat(printed()).hasSize(2).last().isEqualTo(site + ": nothing wrong. SHA-256 " + sha256(SITE));
    }

    @Test
    void checksASiteAgainstTheShippedFile() throws IOException {
        var site = file("site.yaml", "tests:\n  FERRITIN: { off: true }\n  FER: { lookbackDays: 0 }\n");

        assertThat(run("--site", site)).isEqualTo(1);
        assertThat(printed())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith(site + ":2: tests.FERRITIN: 'FERRITIN' is no test"),
                        line -> assertThat(line).startsWith(site + ":3: tests.FER.lookbackDays: must be"),
                        line -> assertThat(line).isEqualTo("2 problems."));
    }

    @Test
    void countsOneProblemAsOne() throws IOException {
        assertThat(run(file("mine.yaml", "version: \"open"))).isEqualTo(1);
        assertThat(printed()).hasSize(2).first().asString().endsWith("mine.yaml:1: (file): is no valid YAML");
        assertThat(printed()).last().isEqualTo("1 problem.");
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThat(run("no/such.yaml")).isEqualTo(1);
        assertThat(printed()).containsExactly("no/such.yaml: there is no such file");
    }

    @Test
    void saysThatAFileIsNoText() throws IOException {
        var file = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(printed()).containsExactly(file + ": is no text in UTF-8");
        console.reset();
        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(printed()).containsExactly(folder + ": cannot be read");
    }

    static Stream<List<String>> wrongUsage() {
        return Stream.of(
                List.of(),
                List.of("--site"),
                List.of("a.yaml", "b.yaml"),
                List.of("--help"),
                List.of("a.yaml", "--sites", "b.yaml"),
                List.of("--site", "a.yaml", "--site", "b.yaml"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsage")
    void explainsItself(List<String> args) {
        assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
        assertThat(printed()).first().asString().startsWith("Usage: java -jar rls-workup.jar validate-knowledge");
    }
}
