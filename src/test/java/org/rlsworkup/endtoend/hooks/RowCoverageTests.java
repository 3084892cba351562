package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each row of the clinical content has a vignette in which it speaks, and one in which it must not. */
class RowCoverageTests {
    private static final Map<Character, Integer> ROWS = Map.of('A', 11, 'B', 4, 'C', 7, 'D', 6, 'E', 7, 'F', 10);
    private static final List<String> FILES = List.of(
            "vignettes.csv",
            "vignettes-contexts.csv",
            "vignettes-results.csv",
            "vignettes-orders.csv",
            "vignettes-medicines.csv",
            "vignettes-elsewhere.csv");

    @Test
    void eachRowHasAVignetteOnBothSides() {
        Set<String> rows = ROWS.entrySet().stream()
                .flatMap(section ->
                        IntStream.rangeClosed(1, section.getValue()).mapToObj(n -> section.getKey() + "" + n))
                .flatMap(row -> Stream.of(row + "+", row + "-"))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> shown =
                FILES.stream().flatMap(RowCoverageTests::rows).collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown).isEqualTo(rows);
    }

    private static Stream<String> rows(String file) {
        try {
            return Files.readString(Path.of("src/test/resources", file))
                    .lines()
                    .skip(1)
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[;|]", 2)[0].strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/vignettes-elsewhere.csv", delimiter = '|', numLinesToSkip = 1)
    void theTestsThatAreNamedExist(String row, String test) throws IOException {
        var name = test.split("#", 2);

        assertThat(Path.of("src/test/java", name[0].replace('.', '/') + ".java"))
                .content()
                .contains("void " + name[1] + "(");
    }
}
