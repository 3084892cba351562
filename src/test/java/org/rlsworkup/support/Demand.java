package org.rlsworkup.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A row of {@code src/docs/conformance.md}. */
public record Demand(String id, String level, String text) {
    private static final Path FILE = Path.of("src/docs/conformance.md");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]-?\\d+) \\| (must|should|may|advised) \\| (.+) \\|");

    /** All of them, in the order of the file. */
    public static List<Demand> all() {
        try (var lines = Files.lines(FILE)) {
            return lines.map(ROW::matcher)
                    .filter(row -> row.matches())
                    .map(row -> new Demand(row.group(1), row.group(2), row.group(3)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
