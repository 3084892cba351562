package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Size of the sources, and what they may not do. The tests of the service look at their language and format. */
class ScreeningSourceTests {
    private static final int MAX_LINES = 300;
    private static final long MAX_TYPES = 25L;
    private static final Pattern FORBIDDEN =
            Pattern.compile("currentTimeMillis|(Instant|LocalDate|ZonedDateTime)\\.now\\(|catch"
                    + " \\((Exception|Throwable)|com\\.fasterxml|@SuppressWarnings|org\\.springframework|ca\\.uhn");

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/screening/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void filesAreShortAndFew() throws IOException {
        var packages = sources().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        assertThat(packages)
                .hasSize(2)
                .allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(MAX_TYPES));
        for (var file : sources()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
        }
    }

    @Test
    void nothingReadsTheWallClockOrHidesAProblem() throws IOException {
        for (var file : sources()) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(FORBIDDEN);
        }
    }
}
