package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.rlsworkup.feedback.FeedbackLookup.StoredAs;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.springframework.core.io.ClassPathResource;

/** The scripts of src/deploy/roll-back, which undo the migrations since the first release. */
@Execution(ExecutionMode.CONCURRENT)
class RollBackTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Path SCRIPTS = Path.of("src/deploy/roll-back");

    /** The newest migration of version 0.1.0. */
    private static final int FIRST_RELEASE = 3;

    private static Flyway flyway(HikariDataSource pool) {
        return Flyway.configure().dataSource(pool).load();
    }

    private static int version(HikariDataSource pool) {
        return Integer.parseInt(flyway(pool).info().current().getVersion().getVersion());
    }

    private static void migrate(HikariDataSource pool, int target) {
        Flyway.configure()
                .dataSource(pool)
                .target(Integer.toString(target))
                .load()
                .migrate();
    }

    /** As psql and H2's tool run a script: without what the service sets on each of its connections. */
    private static void undo(TestDatabase kind, HikariDataSource pool, int version) throws SQLException, IOException {
        var script = Files.readString(SCRIPTS.resolve("undo-V" + version + ".sql"));
        try (var connection = DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())) {
            if (kind == TestDatabase.H2) {
                RunScript.execute(connection, new StringReader("set mode regular;" + script));
            } else {
                connection.setAutoCommit(false);
                connection.createStatement().execute(script);
                connection.commit();
            }
        }
    }

    private static void executeRows(HikariDataSource pool) throws SQLException, IOException {
        var rows = new ClassPathResource("db/rows-of-version-" + FIRST_RELEASE + ".sql");
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            for (var sql : rows.getContentAsString(StandardCharsets.UTF_8).split(";\n", -1)) {
                statement.execute(sql);
            }
        }
    }

    /** Tables, columns, keys and indexes, without the names of the last two. */
    private static Set<String> schema(HikariDataSource pool) throws SQLException {
        var found = new TreeSet<String>();
        try (var connection = pool.getConnection()) {
            var schema = connection.getSchema();
            var data = connection.getMetaData();
            for (var table : texts(data.getTables(null, schema, null, new String[] {"TABLE", "BASE TABLE"}), 3)) {
                found.addAll(texts(data.getColumns(null, schema, table, null), 3, 4, 6, 7, 11, 13));
                found.addAll(texts(data.getPrimaryKeys(null, schema, table), 3, 4, 5));
                found.addAll(texts(data.getImportedKeys(null, schema, table), 3, 4, 7, 8, 11));
                found.addAll(texts(data.getIndexInfo(null, schema, table, false, false), 3, 4, 8, 9, 10));
            }
        }
        return found;
    }

    private static List<String> texts(ResultSet rows, int... columns) throws SQLException {
        var texts = new ArrayList<String>();
        try (rows) {
            while (rows.next()) {
                var words = new ArrayList<String>();
                for (var column : columns) {
                    words.add(String.valueOf(rows.getString(column)));
                }
                texts.add(String.join(" ", words));
            }
        }
        return texts;
    }

    private static Set<String> freshSchema(TestDatabase kind, int version) throws SQLException {
        try (var pool = kind.pool()) {
            migrate(pool, version);
            return schema(pool);
        }
    }

    /** What the newest version stores, in as many tables as it has. */
    private static void use(Database database) throws Exception {
        var content = new IssuedCard.Content("MISSING_TESTS", 80, Set.of("B12"), List.of("MISSING:B12"), List.of());
        try (var writer = new IssuedCardWriter(database, CLOCK)) {
            for (var card : List.of("new", "erased")) {
                writer.add(new IssuedCard(
                        card, NOW, "north", "shared", "view", "h", "p-" + card, "u", "c", "e", content, true));
            }
        }
        var entry = new CardFeedback("new", CardOutcome.OVERRIDDEN, NOW, List.of(), null, "kept, too");
        new FeedbackStore(database, Duration.ZERO, CLOCK).save(new FeedbackBatch("shared", "view", List.of(entry)));
        var totals = new DailyTotals(database, CLOCK, (card, test) -> card + test);
        totals.update();
        new Retention(database, totals, Duration.ofDays(30), CLOCK).erase(List.of("p-erased"));
        for (var client : List.of("north", "south")) {
            try (var counts = new CallCounter(database, CLOCK)) {
                counts.add(
                        client,
                        "view",
                        CallCounter.CallResult.CARDS,
                        Duration.ofMillis(3),
                        List.of("orders"),
                        List.of(new CallCounter.SilencedFinding("RESULTS", "IRON")),
                        List.of(new CallCounter.CountedNote("scope", "reports")));
            }
        }
        database.access()
                .update("insert into silent_card (card, created_at, client, service, patient_key, key_count,"
                        + " knowledge, content) values ('s', timestamp with time zone '2026-11-19 10:00:00+00:00',"
                        + " 'north', 'view', 'p', 1, 'k', 'c')");
    }

    private static List<String> rows(HikariDataSource pool, String query) throws SQLException {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery(query);
            var columns = new int[rows.getMetaData().getColumnCount()];
            for (var i = 0; i < columns.length; i++) {
                columns[i] = i + 1;
            }
            return texts(rows, columns);
        }
    }

    @ParameterizedTest
    @OnEachDatabase
    void theFirstReleaseIsUpgradedUndoneAndUpgradedAgain(TestDatabase kind) throws Exception {
        try (var pool = kind.pool()) {
            migrate(pool, FIRST_RELEASE);
            executeRows(pool);
            var database = new Database(() -> pool);
            database.check();
            use(database);
            var newest = version(pool);
            assertThat(newest).isGreaterThan(FIRST_RELEASE);
            for (var version = newest; version > FIRST_RELEASE; version--) {
                undo(kind, pool, version);
                assertThat(version(pool)).isEqualTo(version - 1);
                assertThat(schema(pool)).as("before %s", version).isEqualTo(freshSchema(kind, version - 1));
            }
            assertThat(rows(pool, "select client, patient_key, tests from issued_card order by client"))
                    .containsExactly("clinic patient FER TSH", "north p-new B12");
            assertThat(rows(pool, "select card, user_comment from feedback order by user_comment desc"))
                    .containsExactly("new kept, too", "0d5a7f66-7c5c-4f5e-9d64-6f3b9a0f0001 kept");
            assertThat(rows(pool, "select on_day, outcome, millis, calls from daily_call order by on_day"))
                    .containsExactly("2026-11-18 nothing 2 7", "2026-11-20 cards 3 2");
            assertThat(rows(pool, "select issued, overridden from daily_card where kind = 'TEST' and name = 'B12'"))
                    .containsExactly("2 1");

            var again = new Database(() -> pool);
            again.check();
            assertThat(again.isUp()).isTrue();
            assertThat(version(pool)).isEqualTo(newest);
            assertThat(schema(pool)).isEqualTo(freshSchema(kind, newest));
            try (var lookup = new FeedbackLookup(
                    again,
                    Duration.ofSeconds(9),
                    null,
                    "select",
                    () -> NOW,
                    Thread.ofVirtual().factory())) {
                assertThat(lookup.find(new StoredAs("with its server", "patient"), "user")
                                .overridden())
                        .singleElement()
                        .satisfies(it -> assertThat(it.tests()).containsExactlyInAnyOrder("FER", "TSH"));
            }
        }
    }

    @ParameterizedTest
    @OnEachDatabase
    void aNewPatientKeyThatWasAppliedCannotBeUndone(TestDatabase kind) throws Exception {
        try (var pool = kind.pool()) {
            var database = new Database(() -> pool);
            database.check();
            use(database);
            database.access().update("update issued_card set key_count = 2");
            undo(kind, pool, 12);
            var before = schema(pool);
            assertThatThrownBy(() -> undo(kind, pool, 11))
                    .hasMessageContaining(
                            kind == TestDatabase.H2 ? "NOT_AFTER_REKEY_FEEDBACK" : "not_after_rekey_feedback");
            assertThat(version(pool)).isEqualTo(11);
            assertThat(schema(pool)).isEqualTo(before);
        }
    }

    @Test
    void eachMigrationSinceTheFirstReleaseHasItsScriptAndItsRow() throws IOException {
        var table = Files.readString(Path.of("src/docs/operations.md"));
        try (var pool = TestDatabase.H2.pool();
                var scripts = Files.list(SCRIPTS)) {
            var versions = new ArrayList<String>();
            for (var migration : flyway(pool).info().all()) {
                var version = migration.getVersion().getVersion();
                if (Integer.parseInt(version) > FIRST_RELEASE) {
                    versions.add("undo-V" + version + ".sql");
                    assertThat(table).contains("| V" + version + " | ");
                }
            }
            assertThat(scripts.map(it -> it.getFileName().toString())).containsExactlyInAnyOrderElementsOf(versions);
        }
    }
}
