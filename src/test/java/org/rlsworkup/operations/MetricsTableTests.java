package org.rlsworkup.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.ClientTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Operators find each metric of the service in src/docs/operations.md, and no other. */
class MetricsTableTests extends ClientTest {
    private static final Pattern IN_THE_SOURCE =
            Pattern.compile("(?:builder|counter|timer|gauge|super)\\(\\s*\"(rls\\.[a-z.]+)\"");
    private static final Pattern ROW = Pattern.compile("^\\| `(rls_[a-z_]+)`.*", Pattern.MULTILINE);
    private static final Pattern LINE = Pattern.compile("^# TYPE (rls_[a-z_]+) .*", Pattern.MULTILINE);

    @Autowired
    PrometheusMeterRegistry meters;

    private static Set<String> table() throws IOException {
        return ROW.matcher(Files.readString(Path.of("src/docs/operations.md")))
                .results()
                .map(it -> base(it.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without what Prometheus adds by the kind of the metric. */
    private static String base(String name) {
        return name.replaceFirst("(_total|_seconds|_seconds_max)$", "");
    }

    @Test
    void theTableHasWhatTheSourceDeclares() throws IOException {
        var declared = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                IN_THE_SOURCE
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(it -> declared.add(it.group(1).replace('.', '_')));
            }
        }
        assertThat(declared).hasSizeGreaterThan(10);
        assertThat(table()).isEqualTo(declared);
    }

    @Test
    void theTableHasWhatIsShown() throws IOException {
        var shown = LINE.matcher(meters.scrape())
                .results()
                .map(it -> base(it.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).contains("rls_audit_up", "rls_feedback_queue", "rls_silent_cards_lost");
        assertThat(table()).containsAll(shown);
    }
}
