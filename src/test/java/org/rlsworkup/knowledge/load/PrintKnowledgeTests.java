package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.SHIPPED;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the jar holds, on the console. */
class PrintKnowledgeTests {
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private int run(String... args) {
        return PrintKnowledge.run(List.of(args), new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsPrintedIsWhatTheServiceUsesAndIsValid(@TempDir Path folder) throws Exception {
        assertThat(run("print")).isZero();
        assertThat(printed()).isEqualTo(SHIPPED);
        var copy = Files.writeString(folder.resolve("copy.yaml"), printed());
        assertThat(ValidateKnowledge.run(List.of(copy.toString()), new PrintStream(console)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"--schema, analytes", "--site-schema, lookbackDays"})
    void schemasArePrintedToo(String option, String key) {
        assertThat(run("print", option)).isZero();
        assertThat(printed()).startsWith("{").contains("\"$schema\"", '"' + key + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "print --all", "show", "print --schema --schema"})
    void anythingElseIsExplained(String args) {
        assertThat(run(args.isEmpty() ? new String[0] : args.split(" "))).isEqualTo(2);
        assertThat(printed()).startsWith("Usage: ");
    }
}
