package org.rlsworkup.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The image starts the service as the documents say, and its AOT cache is made for the options it is started with. */
class DockerfileTests {
    private static final String COLLECTOR = "-XX:+UseParallelGC";
    private static final List<String> ALWAYS = List.of(COLLECTOR, "-XX:+ExitOnOutOfMemoryError");
    /** A start of the service, with options; commands have their name after the jar. */
    private static final Pattern START = Pattern.compile("java (-XX:[^`\n]*) -jar \\S*rls-workup\\.jar(?=[`\n])");

    private static final Pattern TRAINING = Pattern.compile("java -XX:[^`\n]* -jar rls-workup\\.jar training-run");

    /** Also those that the launcher takes from its environment variable. */
    private static List<String> options() throws IOException {
        var dockerfile = Files.readString(Path.of("Dockerfile"));
        return Pattern.compile("-[^\"\\s]+")
                .matcher(dockerfile
                        .lines()
                        .filter(it -> it.startsWith("ENTRYPOINT ") || it.startsWith("ENV JDK_JAVA_OPTIONS="))
                        .collect(Collectors.joining("\n")))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> found(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void startsWithTheOptionsOfTheDocuments() throws IOException {
        assertThat(options()).containsAll(ALWAYS);
        for (var document : List.of("README.md", "src/docs/operations.md")) {
            assertThat(found(START, document))
                    .as(document)
                    .isNotEmpty()
                    .allSatisfy(command -> assertThat(command.split(" ")).containsAll(ALWAYS));
        }
    }

    @Test
    void makesTheCacheThatItUses() throws IOException {
        var training = found(TRAINING, "Dockerfile");
        assertThat(training).hasSize(1).isEqualTo(found(TRAINING, "src/docs/operations.md"));
        var made = training.getFirst().split(" ");
        assertThat(made).contains(COLLECTOR, "-XX:AOTCacheOutput=rls-workup.aot");
        assertThat(options()).contains("-XX:AOTCache=rls-workup.aot");
        assertThat(made).filteredOn(it -> it.startsWith("-XX:+")).containsExactly(COLLECTOR);
    }
}
