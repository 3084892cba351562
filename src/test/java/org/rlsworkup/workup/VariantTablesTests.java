package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How wide the tables of charts as they are sent are: which inputs they hold of each kind, on both sides, and from where.
 * {@code src/docs/interoperability.md} shows the same figures.
 */
class VariantTablesTests {
    private static final Path TABLES = Path.of("src/test/resources");
    private static final int LEAST_VARIANTS = 200;
    private static final int LEAST_ON_A_SIDE = 50;
    private static final int LEAST_SOURCES = 3;

    /**
     * Inputs of one kind.
     *
     * @param positive how many mean something: a diagnosis, a known system, a number, a date, no measurement
     * @param negative how many must not be taken for one that does
     */
    record Kind(String name, String tables, long rows, long positive, long negative, long sources) {
        String row() {
            return "| %s | %s | %d | %d | %d | %d |".formatted(name, tables, rows, positive, negative, sources);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<String[]> table(String name) {
        try (var lines = Files.lines(TABLES.resolve(name))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind kind(String name, String file, int outcome, int spellings, Predicate<String> positive) {
        var rows = table(file);
        var of = rows.stream().filter(row -> positive.test(row[outcome])).count();
        return new Kind(
                name,
                "`" + Path.of(file).getFileName() + "`",
                rows.size(),
                of * spellings,
                (rows.size() - of) * spellings,
                sources(rows.stream()));
    }

    private static long sources(Stream<String[]> rows) {
        return rows.map(row -> row[row.length - 1]).collect(Collectors.toSet()).size();
    }

    /** Each name with each decoration, alone and beside the code; each near miss with those that change nothing. */
    private static Kind diagnoses() {
        var names = table("charts/diagnosis-names.tsv");
        var decorations = table("charts/diagnosis-decorations.tsv");
        var codes = table("charts/diagnosis-codes.tsv");
        var keeping = decorations.stream().filter(it -> it[1].equals("keeps")).count();
        var doubting = decorations.size() - keeping;
        var ofRls = names.stream().filter(it -> it[2].equals("rls")).count();
        var codesOfRls = codes.stream().filter(it -> !it[3].equals("silent")).count();
        return new Kind(
                "The diagnosis in words and codes",
                "`diagnosis-names.tsv`, `diagnosis-decorations.tsv`, `diagnosis-codes.tsv`",
                names.size() + decorations.size() + codes.size(),
                ofRls * keeping + codesOfRls,
                (names.size() - ofRls) * keeping + ofRls * doubting + codes.size() - codesOfRls,
                sources(Stream.of(names, decorations, codes).flatMap(List::stream)));
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                kind(
                        "Status concepts, each in four spellings",
                        "charts/status-concepts.tsv",
                        2,
                        4,
                        it -> !it.equals("silent")),
                kind("Code systems", "charts/code-systems.tsv", 2, 1, "same"::equals),
                diagnoses(),
                kind("Dates", "world/dates.tsv", 1, 1, it -> !it.equals("none")),
                kind(
                        "Units and numbers",
                        "world/units.tsv",
                        3,
                        1,
                        it -> Character.isDigit(it.charAt(0)) || "<>".indexOf(it.charAt(0)) >= 0),
                kind("Texts in place of a number", "world/texts.tsv", 1, 1, it -> !it.equals("DONE")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void holdVariantsOnBothSidesFromSeveralSources(Kind kind) throws IOException {
        assertThat(kind.positive() + kind.negative()).isGreaterThanOrEqualTo(LEAST_VARIANTS);
        assertThat(Math.min(kind.positive(), kind.negative())).isGreaterThanOrEqualTo(LEAST_ON_A_SIDE);
        assertThat(kind.sources()).isGreaterThanOrEqualTo(LEAST_SOURCES);
        assertThat(Files.readString(Path.of("src/docs/interoperability.md"))).contains(kind.row());
    }
}
