package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.feedback.model.FeedbackBatch.Receipt;
import org.rlsworkup.support.FullOnly;

/** A database that could not be used for a time is used again by itself, and meanwhile says that it is down. */
@FullOnly
@Timeout(120)
@Execution(ExecutionMode.SAME_THREAD)
class DatabaseRecoveryTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int MOST_CHECKS = 20;

    @TempDir
    Path folder;

    private final Replicas replicas = new Replicas(() -> new Replicas.CheckValues("1", "key", 1, "k", "s"));
    private final List<String> acknowledged = new ArrayList<>();
    private HikariDataSource pool;
    private Database database;

    private void open(String url, String user) {
        pool = TestDatabase.pool(url, user, "");
        pool.setConnectionTimeout(2_000);
        database = new Database(() -> pool, UnaryOperator.identity(), replicas::compare);
        database.check();
        assertThat(database.isUp()).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private Receipt answer() {
        var card = UUID.randomUUID().toString();
        var entry = new CardFeedback(card, CardOutcome.OVERRIDDEN, NOW, List.of(), null, null);
        var receipt = new FeedbackStore(database, Duration.ZERO, InstantSource.fixed(NOW))
                .save(new FeedbackBatch("clinic", "view", List.of(entry)));
        if (receipt instanceof Receipt.Stored) {
            acknowledged.add(card);
        }
        return receipt;
    }

    private void isDown() {
        database.check();
        assertThat(database.isUp()).isFalse();
        assertThat(answer()).isEqualTo(new Receipt.Unavailable());
    }

    private void isUpAgain() {
        for (var i = 0; !database.isUp(); i++) {
            assertThat(i).as("checks").isLessThan(MOST_CHECKS);
            database.check();
        }
        assertThat(answer()).isEqualTo(new Receipt.Stored());
        var stored = database.access()
                .query(String.class, "select card from feedback")
                .list();
        assertThat(stored).containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    @Test
    void h2AfterItsDiskWasFull() {
        LimitedDisk.register();
        open("jdbc:h2:limited:" + folder.resolve("feedback"), "sa");
        for (var time = 0; time < 3; time++) {
            assertThat(answer()).isEqualTo(new Receipt.Stored());
            LimitedDisk.setRoom(0);
            assertThat(answer()).isEqualTo(new Receipt.Unavailable());
            isDown();
            isDown();
            LimitedDisk.setRoom(Integer.MAX_VALUE);
            isUpAgain();
        }
        var durable =
                "select setting_value from information_schema.settings where setting_name in ('WRITE_DELAY', 'MODE')";
        assertThat(database.access().query(String.class, durable).list()).containsOnly("0", "PostgreSQL");
    }

    private List<HikariDataSource> openWithRoomFor(int writes) {
        LimitedDisk.register();
        LimitedDisk.setRoom(writes);
        var pools = new ArrayList<HikariDataSource>();
        database = new Database(
                () -> {
                    pool = TestDatabase.pool("jdbc:h2:limited:" + folder.resolve("feedback"), "sa", "");
                    pool.setConnectionTimeout(2_000);
                    pools.add(pool);
                    return pool;
                },
                UnaryOperator.identity(),
                replicas::compare);
        for (var time = 0; time < 3; time++) {
            database.check();
            assertThat(database.isUp()).isFalse();
        }
        return pools;
    }

    @Test
    void h2WhoseDiskIsFullAtTheStart() {
        openWithRoomFor(0);
        LimitedDisk.setRoom(Integer.MAX_VALUE);
        isUpAgain();
    }

    /** H2 cannot undo half a migration, so somebody has to help; but connections do not run out meanwhile. */
    @Test
    void h2WhoseDiskIsFullWithinAMigration() {
        assertThat(openWithRoomFor(8)).hasSize(3).allMatch(HikariDataSource::isClosed);
        LimitedDisk.setRoom(Integer.MAX_VALUE);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Test
    void postgresqlAfterARestart() throws Exception {
        var server = start(0);
        var port = server.getPort();
        try {
            open(server.getJdbcUrl("postgres", "postgres"), "postgres");
            for (var time = 0; time < 2; time++) {
                assertThat(answer()).isEqualTo(new Receipt.Stored());
                server.close();
                assertThat(answer()).isEqualTo(new Receipt.Unavailable());
                isDown();
                server = start(port);
                isUpAgain();
            }
        } finally {
            server.close();
        }
    }

    /** As a server does that another has taken the place of, and to which the pool still has connections. */
    @Test
    void postgresqlThatCouldOnlyBeRead() throws Exception {
        var url = TestDatabase.POSTGRES.freshUrl();
        open(url, "postgres");
        try (var elsewhere = DriverManager.getConnection(url, "postgres", "");
                var statement = elsewhere.createStatement()) {
            var setting = "alter database " + elsewhere.getCatalog() + " %s default_transaction_read_only";
            statement.execute(setting.formatted("set") + " = on");
            pool.getHikariPoolMXBean().softEvictConnections();
            assertThat(answer()).isEqualTo(new Receipt.Unavailable());
            isDown();
            statement.execute(setting.formatted("reset"));
        }
        isUpAgain();
    }
}
