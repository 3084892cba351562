package org.rlsworkup;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gathers the rows of all classes and prints them as one table when all tests have run. */
final class ConformanceReport implements TestWatcher {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(ConformanceReport.class);

    /** The lines of the table by their ids. */
    private static final class Table implements AutoCloseable {
        private final Map<String, String> lines = new ConcurrentSkipListMap<>();

        @Override
        public void close() {
            System.out.println("\nConformance with CDS Hooks\n" + String.join("\n", lines.values()) + "\n");
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        note(context, "ok");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        note(context, "FAILED");
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        note(context, "ABORTED");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        note(context, "does not apply: " + reason.orElse("?"));
    }

    private static void note(ExtensionContext context, String result) {
        var row = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Row.class)
                .orElseThrow();
        var demand = context.getRequiredTestMethod().getName().replaceAll("([A-Z])", " $1");
        var line = String.format(
                Locale.ROOT,
                "%-4s %-12s %-75s %s",
                row.value(),
                row.level().name().toLowerCase(Locale.ROOT),
                demand.toLowerCase(Locale.ROOT),
                result);
        context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Table.class, key -> new Table(), Table.class)
                .lines
                .put(row.value(), line);
    }
}
