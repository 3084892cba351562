package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the jar: a misspelt one starts nothing, and operators find each in the documents. */
class RlsWorkupApplicationTests {
    private static final String REFUSED = "There is no command %s. Commands: ";

    private record Result(int code, String text) {}

    private static Result run(String name, String... arguments) throws Exception {
        var said = new ByteArrayOutputStream();
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            var code = RlsWorkupApplication.run(name, List.of(arguments), out);
            return new Result(code, said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    /** As the service lists them. */
    static List<String> commands() throws Exception {
        return List.of(
                run("help").text().substring(REFUSED.formatted("help").length()).split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rekey-feedbak", "Make-Client", "-h", "", "rekey-feedback "})
    void aMisspeltCommandIsRefusedWithTheListOfAll(String name) throws Exception {
        var refused = run(name, "--rls.zone=UTC");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.text())
                .startsWith(REFUSED.formatted(name).strip())
                .contains("make-client", "rekey-feedback")
                .hasLineCount(1);
    }

    @Test
    void theListIsThatOfTheCommands() throws Exception {
        assertThat(commands()).hasSizeGreaterThan(8).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachIsDocumentedWithTheLineThatRunsIt(String command) throws IOException {
        try (var files = Files.walk(Path.of("src/docs"))) {
            var documents = Stream.concat(Stream.of(Path.of("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(RlsWorkupApplicationTests::text)
                    .collect(Collectors.joining("\n"));
            assertThat(documents).containsPattern("rls-workup\\.jar " + command + "(?![\\w-])");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Those that can be tried without doing anything say how they are used. */
    @ParameterizedTest
    @ValueSource(strings = {"knowledge", "load-samples", "make-client", "move-feedback", "onboarding", "patient-hash"})
    void aWrongArgumentIsAnsweredWithTheUsage(String command) throws Exception {
        var refused = run(command, "nonsense");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.text()).contains("Usage: ").contains(command);
    }
}
