package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.TestDatabase;
import org.rlsworkup.support.FullOnly;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;

/** Token ids that two replicas share in one PostgreSQL. */
@FullOnly
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class TokenIdRepositoryTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final UUID ID = new UUID(1, 2);

    private Database one;
    private Database other;

    @BeforeEach
    void open() {
        var url = TestDatabase.POSTGRES.freshUrl();
        var ones = TestDatabase.pool(url, "postgres", "");
        var others = TestDatabase.pool(url, "postgres", "");
        one = new Database(() -> ones);
        other = new Database(() -> others);
        one.check();
        other.check();
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        other.close();
    }

    private static TokenIdRepository ids(Database database, Instant now) {
        return new TokenIdRepository(
                () -> database.isUp() ? Optional.of(database.access().sql()) : Optional.empty(),
                InstantSource.fixed(now));
    }

    @Test
    void whatOneHasSeenIsNotNewToTheOther() {
        assertThat(ids(one, NOW).add(ID, NOW.plusSeconds(300))).isTrue();
        assertThat(ids(other, NOW).add(ID, NOW.plusSeconds(300))).isFalse();
        assertThat(ids(other, NOW).add(new UUID(1, 3), NOW.plusSeconds(300))).isTrue();
    }

    @Test
    void ofManyAtOnceOneIsFirst() {
        var ids = ids(one, NOW);
        var tries = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ids.add(ID, NOW.plusSeconds(300))))
                .toList();
        assertThat(tries.stream().filter(CompletableFuture::join)).hasSize(1);
    }

    @Test
    void isForgottenWhenItHasExpiredAndNotBefore() {
        ids(one, NOW).add(ID, NOW.plusSeconds(300));
        ids(other, NOW.plusSeconds(299)).deleteExpired();
        assertThat(ids(one, NOW).add(ID, NOW.plusSeconds(300))).isFalse();
        ids(other, NOW.plusSeconds(301)).deleteExpired();
        assertThat(ids(one, NOW).add(ID, NOW.plusSeconds(300))).isTrue();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsGivenUpAndTheConnectionKept() throws SQLException {
        var pool = TestDatabase.pool(TestDatabase.POSTGRES.freshUrl(), "postgres", "");
        try (var single = new Database(() -> pool)) {
            single.check();
            pool.setMaximumPoolSize(1);
            pool.getHikariPoolMXBean().softEvictConnections();
            var before = backend(single);
            try (var locker = DriverManager.getConnection(pool.getJdbcUrl(), "postgres", "");
                    var statement = locker.createStatement()) {
                locker.setAutoCommit(false);
                statement.execute("lock table seen_id in access exclusive mode");
                assertThatThrownBy(() -> ids(single, NOW).add(ID, NOW.plusSeconds(300)))
                        .isInstanceOf(QueryTimeoutException.class);
                assertThat(backend(single)).isEqualTo(before);
            }
            assertThat(ids(single, NOW).add(ID, NOW.plusSeconds(300))).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int backend(Database database) {
        return database.access().query(Integer.class, "select pg_backend_pid()").single();
    }

    @Test
    void saysThatItCannotKnowWhileTheDatabaseIsNotOpen() {
        var closed = new Database(() -> TestDatabase.pool("jdbc:postgresql://localhost:1/none"));
        assertThatThrownBy(() -> ids(closed, NOW).add(ID, NOW)).isInstanceOf(DataAccessException.class);
        ids(closed, NOW).deleteExpired();
    }
}
