package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every source file is formatted. A test rather than a Maven plugin, because a plugin would format with the JDK that
 * runs Maven, which may be too old to parse our source level. {@code ./mvnw test -Dtest=FormatTests
 * -Dformat.update=true} formats.
 */
@Execution(ExecutionMode.CONCURRENT)
class FormatTests {
    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void everySourceFileIsFormatted() throws IOException, FormatterException {
        var unformatted = new ArrayList<Path>();
        var sources = sources();
        for (var source : sources) {
            var text = Files.readString(source);
            var formatted = formatter.formatSourceAndFixImports(text);
            if (!formatted.equals(text)) {
                unformatted.add(source);
                if (Boolean.getBoolean("format.update")) {
                    Files.writeString(source, formatted);
                }
            }
        }
        assertThat(sources).isNotEmpty();
        if (!Boolean.getBoolean("format.update")) {
            assertThat(unformatted).isEmpty();
        }
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
