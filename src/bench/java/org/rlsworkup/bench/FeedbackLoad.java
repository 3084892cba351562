package org.rlsworkup.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rlsworkup.feedback.DailyTotals;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.FeedbackLookup;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What keeping feedback costs on PostgreSQL: entries a second, and with many rows looking up a patient and the page.
 */
final class FeedbackLoad {
    private static final int ROWS = Integer.getInteger("rows", 10_000_000);
    private static final int PATIENTS = ROWS / 5;
    private static final int BATCH = 20;
    private static final int CONNECTIONS = 8;
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int LOOKUPS = 20_000;
    private static final int PAGES = 20;

    private final PrintStream out;

    FeedbackLoad(PrintStream out) {
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        try (var postgres = EmbeddedPostgres.builder().start();
                var pool = new HikariDataSource()) {
            pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
            var arguments = List.of(
                    "--spring.profiles.active=sandbox",
                    "--spring.datasource.url=" + pool.getJdbcUrl(),
                    "--spring.datasource.username=postgres");
            try (var server = new Server(Jars.built(), arguments)) {
                entries(server.port());
            }
            try (var database = new Database(() -> pool)) {
                database.check();
                fill(new JdbcTemplate(pool));
                lookups(database);
                sum(database);
                try (var server = new Server(Jars.built(), arguments)) {
                    page(server.port(), "/insights", 300);
                    page(server.port(), "/insights?from=2025-11-20", 300);
                }
            }
        }
    }

    private void entries(int port) throws IOException, InterruptedException {
        var kept = new AtomicLong();
        var began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            Callable<Void> worker = () -> {
                try (var connection = new Connection(port)) {
                    while (System.nanoTime() - began < TIME.toNanos()) {
                        var status = connection.exchange(batch(kept.getAndAdd(BATCH)));
                        if (status != 200) {
                            throw new IOException("status " + status + ": " + connection.body());
                        }
                    }
                }
                return null;
            };
            for (var done : threads.invokeAll(Collections.nCopies(CONNECTIONS, worker))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a connection failed", e);
        }
        var rate = kept.get() / ((System.nanoTime() - began) / 1e9);
        say("entries kept a second, in batches of " + BATCH, "%,.0f".formatted(rate), "1,000", rate >= 1000);
    }

    private static byte[] batch(long first) {
        var entries = IntStream.range(0, BATCH)
                .mapToObj(i -> """
                    {"card":"load-%d","outcome":"overridden","outcomeTimestamp":"2026-11-20T10:00:00Z",\
                    "overrideReason":{"reason":{"code":"patient-declined",\
                    "system":"https://rlsworkup.org/CodeSystem/override-reason"}}}\
                    """.formatted(first + i))
                .collect(Collectors.joining(",", "{\"feedback\":[", "]}"));
        return Connection.post("/cds-services/rls-workup/feedback", entries);
    }

    private void fill(JdbcTemplate sql) throws IOException {
        var began = System.nanoTime();
        var script = new ClassPathResource("fill.sql", FeedbackLoad.class)
                .getContentAsString(StandardCharsets.UTF_8)
                .replace(":rows", Integer.toString(ROWS))
                .replace(":patients", Integer.toString(PATIENTS));
        for (var statement : script.split(";\n", -1)) {
            if (!statement.isBlank()) {
                sql.execute(statement);
            }
        }
        out.printf("  %,d cards and as many answers made in %d s%n", ROWS, (System.nanoTime() - began) / 1_000_000_000);
    }

    private void lookups(Database database) {
        var random = new Random(1);
        try (var answers = new FeedbackLookup(
                database,
                Duration.ofSeconds(10),
                null,
                "rls-medications-order-select",
                InstantSource.system(),
                Thread.ofVirtual().factory())) {
            var nanos = new long[LOOKUPS];
            for (var i = -LOOKUPS / 10; i < LOOKUPS; i++) {
                var patient = "patient-%035d".formatted(random.nextInt(PATIENTS));
                var began = System.nanoTime();
                var known = answers.start(new FeedbackLookup.StoredAs(patient, patient), "user")
                        .get();
                if (known.isEmpty() || known.get().overridden().isEmpty()) {
                    throw new IllegalStateException("nothing known of " + patient);
                }
                nanos[Math.max(0, i)] = System.nanoTime() - began;
            }
            Arrays.sort(nanos);
            var p50 = nanos[LOOKUPS / 2] / 1e6;
            var p99 = nanos[LOOKUPS * 99 / 100] / 1e6;
            say("look-up of a patient, median ms", "%.2f".formatted(p50), "1", p50 <= 1);
            say("look-up of a patient, p99 ms", "%.2f".formatted(p99), "10", p99 <= 10);
        }
    }

    private void sum(Database database) {
        var began = System.nanoTime();
        new DailyTotals(database, InstantSource.system(), (card, test) -> card + test).update();
        out.printf("  all days summed up in %d s%n", (System.nanoTime() - began) / 1_000_000_000);
    }

    private void page(int port, String path, int goal) throws IOException {
        var nanos = new long[PAGES];
        var request = Connection.get(path);
        for (var i = -5; i < PAGES; i++) {
            try (var connection = new Connection(port)) {
                var began = System.nanoTime();
                var status = connection.exchange(request);
                if (status != 200) {
                    throw new IOException("status " + status);
                }
                nanos[Math.max(0, i)] = System.nanoTime() - began;
            }
        }
        Arrays.sort(nanos);
        var median = nanos[PAGES / 2] / 1e6;
        say(path + ", median ms", "%.0f".formatted(median), Integer.toString(goal), median <= goal);
    }

    private void say(String what, String figure, String goal, boolean met) {
        out.printf("  %-45s %10s   goal %s: %s%n", what, figure, goal, Figures.verdict(met));
    }
}
