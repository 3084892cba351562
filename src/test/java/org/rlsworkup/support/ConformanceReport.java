package org.rlsworkup.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;

/** Collects the results of the {@link Row rows} in all classes, and writes them to one table after all tests. */
public final class ConformanceReport implements TestWatcher {
    private static final Path FILE = Path.of("target", "conformance.txt");
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(ConformanceReport.class);

    /** From best to worst: the worst counts. */
    private enum Result {
        OK("ok"),
        NOT_APPLICABLE("does not apply"),
        ABORTED("ABORTED"),
        FAILED("FAILED");

        private final String text;

        Result(String text) {
            this.text = text;
        }
    }

    /** The result of one row: a row that one test covers applies, whatever others state. */
    private record Outcome(Result result, String remark) {
        private Outcome and(Outcome other) {
            if (result == Result.NOT_APPLICABLE && other.result == Result.OK) {
                return other;
            }
            if (result == Result.OK && other.result == Result.NOT_APPLICABLE) {
                return this;
            }
            return result.compareTo(other.result) >= 0 ? this : other;
        }

        @Override
        public String toString() {
            return result.text + remark;
        }
    }

    private static final class Table implements AutoCloseable {
        private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

        @Override
        public void close() {
            var counts = outcomes.values().stream()
                    .collect(Collectors.groupingBy(it -> it.result.text, TreeMap::new, Collectors.counting()));
            var lines = Demand.all().stream()
                    .filter(demand -> outcomes.containsKey(demand.id()))
                    .map(this::line)
                    .collect(Collectors.joining("\n"));
            try {
                Files.writeString(FILE, lines + "\n" + outcomes.size() + " rows: " + counts + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String line(Demand demand) {
            return String.format(
                    Locale.ROOT,
                    "%-4s %-7s %-90s %s",
                    demand.id(),
                    demand.level(),
                    demand.text(),
                    outcomes.get(demand.id()));
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        note(context, new Outcome(Result.OK, ""));
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        note(
                context,
                new Outcome(
                        Result.FAILED, " in " + context.getRequiredTestMethod().getName()));
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        note(
                context,
                new Outcome(
                        Result.ABORTED, " in " + context.getRequiredTestMethod().getName()));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        note(context, new Outcome(Result.NOT_APPLICABLE, ": " + reason.orElse("?")));
    }

    private static void note(ExtensionContext context, Outcome outcome) {
        var rows = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Row.class)
                .orElseThrow();
        var table = context.getRoot().getStore(HERE).computeIfAbsent(Table.class, key -> new Table(), Table.class);
        for (var id : rows.value()) {
            table.outcomes.merge(id, outcome, Outcome::and);
        }
    }
}
