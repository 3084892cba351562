package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.feedback.FeedbackLookup.StoredAs;
import org.springframework.core.io.ClassPathResource;

/** A database of every earlier version is migrated with all its data. */
@Execution(ExecutionMode.CONCURRENT)
class MigrationTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static int newest() {
        try (var pool = TestDatabase.H2.pool()) {
            return Stream.of(Flyway.configure().dataSource(pool).load().info().all())
                    .mapToInt(it -> Integer.parseInt(it.getVersion().getVersion()))
                    .max()
                    .orElseThrow();
        }
    }

    static Stream<Arguments> everyEarlierVersion() {
        return IntStream.range(1, newest())
                .boxed()
                .flatMap(version -> TestDatabase.tried().stream().map(kind -> Arguments.of(kind, version)));
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}, version {1}")
    @MethodSource("everyEarlierVersion")
    void keepsWhatIsThere(TestDatabase kind, int version) throws Exception {
        try (var pool = kind.pool();
                var database = new Database(() -> pool)) {
            Flyway.configure()
                    .dataSource(pool)
                    .target(Integer.toString(version))
                    .load()
                    .migrate();
            var rows = new ClassPathResource("db/rows-of-version-" + version + ".sql");
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                for (var sql : rows.getContentAsString(StandardCharsets.UTF_8).split(";\n", -1)) {
                    statement.execute(sql);
                }
            }

            database.check();
            assertThat(database.isUp()).isTrue();
            assertThat(Rows.of(database, "select card from issued_card")).hasSize(1);
            assertThat(Rows.of(database, "select user_comment from feedback"))
                    .extracting(row -> row.get("user_comment"))
                    .containsExactly("kept");
            var known = new FeedbackLookup(
                            database,
                            Duration.ofSeconds(9),
                            null,
                            "select",
                            () -> NOW,
                            Thread.ofVirtual().factory())
                    .find(new StoredAs("with its server", "patient"), "user");
            assertThat(known.overridden())
                    .singleElement()
                    .satisfies(it -> assertThat(it.tests()).containsExactlyInAnyOrder("FER", "TSH"));

            assertThat(known.overridden().getFirst().findings()).isEmpty();
            assertThat(EarlierRows.notices(database, "urn:x", List.of("offered"), 30))
                    .containsExactly(
                            "Cards that were overridden before what they told was stored: 1. They silence their tests"
                                    + " as before, but no results and no medicines",
                            "Stored override reasons that no card offers any more: not-now (1). They are kept, and"
                                    + " silence a test for 30 days, as any other reason does");
            assertThat(EarlierRows.notices(database, "urn:other", List.of(), 30))
                    .hasSize(1);
            assertThat(EarlierRows.notices(database, "urn:x", List.of("not-now"), 30))
                    .hasSize(1);

            new DailyTotals(database, InstantSource.fixed(NOW), (card, test) -> test).update();
            assertThat(Rows.of(database, "select issued from daily_card where kind = 'TEST' and name = 'FER'"))
                    .extracting(row -> row.get("issued"))
                    .isEqualTo(List.of(1L));
        }
    }

    @Test
    void everyEarlierVersionHasItsRows() {
        assertThat(everyEarlierVersion())
                .hasSize((newest() - 1) * TestDatabase.tried().size())
                .isNotEmpty();
    }
}
