package org.rlsworkup.feedback;

import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;

/**
 * The database of feedback. It is opened and migrated in the background, and tried again until it is available: neither
 * startup nor a call waits for it.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ADMIN_RIGHTS_REQUIRED = 90040;
    private static final int VALID_SECONDS = 2;
    private static final int FETCH_SIZE = 1_000;
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

    private final Supplier<? extends DataSource> source;
    private final UnaryOperator<DataSource> traced;
    private final Consumer<Access> probe;
    private @Nullable DataSource pool;
    private volatile @Nullable Access access;
    private volatile boolean up;
    private long lastWarning = System.nanoTime() - WARNING_INTERVAL.toNanos() - 1;

    /** A database that is only read at each check. */
    public Database(Supplier<? extends DataSource> source) {
        this(source, UnaryOperator.identity(), access -> {});
    }

    /**
     * @param source creates the connection pool, which is closed with this database
     * @param traced what stands before the pool for all that is read and written
     * @param probe writes something at each check: a database that can be read and not written is down
     */
    public Database(Supplier<? extends DataSource> source, UnaryOperator<DataSource> traced, Consumer<Access> probe) {
        this.source = source;
        this.traced = traced;
        this.probe = probe;
    }

    /**
     * Makes H2 write at each commit, and understand PostgreSQL's statements. It does neither by default, and forgets the
     * second when it opens its file again, which it does after its disk was full: so each connection says it. H2's own log,
     * a file beside the data, would quote what was to be stored, with a stack trace each time.
     */
    public static void prepare(HikariDataSource pool) {
        var url = pool.getJdbcUrl();
        if (url.startsWith("jdbc:h2:")) {
            pool.setJdbcUrl(url.replaceAll("(?i);\\s*WRITE_DELAY\\s*=[^;]*", ""));
            pool.setConnectionInitSql("SET WRITE_DELAY 0; SET MODE PostgreSQL; SET TRACE_LEVEL_FILE 0");
        }
    }

    /** Access to the open database. */
    public record Access(JdbcClient sql, JdbcTemplate batches, TransactionTemplate transactions) {
        static Access to(DataSource pool) {
            var template = new JdbcTemplate(pool);
            template.setFetchSize(FETCH_SIZE);
            return new Access(
                    JdbcClient.create(template), template, new TransactionTemplate(new JdbcTransactionManager(pool)));
        }

        /** Executes a statement, and returns how many rows it changed. */
        public int update(String statement, Object... values) {
            return sql.sql(statement).params(values).update();
        }

        public <T> MappedQuerySpec<T> query(Class<T> type, String query, Object... values) {
            return sql.sql(query).params(values).query(type);
        }
    }

    /** Acknowledged feedback might be lost, because H2 cannot be made to write at each commit. */
    public static final class NotDurableException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotDurableException(Throwable cause) {
            super(
                    "H2 loses acknowledged feedback unless SET WRITE_DELAY 0 is executed, which requires admin rights:"
                            + " set spring.datasource.username to a user who has them",
                    cause);
        }
    }

    /** Whether it could be read and written when it was last checked. */
    public boolean isUp() {
        return up;
    }

    /**
     * Opens it if it is not open, and checks whether it is available.
     *
     * @throws NotDurableException if committed feedback might be lost
     */
    public synchronized void check() {
        try {
            var connections = pool == null ? source.get() : pool;
            pool = connections;
            try (var connection = connections.getConnection()) {
                if (access == null) {
                    Flyway.configure().dataSource(connections).load().migrate();
                    access = Access.to(traced.apply(connections));
                    LOG.info(
                            "Feedback is stored in {}", connection.getMetaData().getDatabaseProductName());
                }
                Assert.state(connection.isValid(VALID_SECONDS), "it does not respond");
            }
            probe.accept(access());
            update(true, "");
        } catch (SQLException | RuntimeException e) {
            if (access == null) {
                closePool();
            } else {
                dropConnections();
            }
            var cause = NestedExceptionUtils.getMostSpecificCause(e);
            if (cause instanceof SQLException refused && refused.getErrorCode() == ADMIN_RIGHTS_REQUIRED) {
                throw new NotDurableException(e);
            }
            // The statements executed here hold no patient data, so the message may be logged.
            update(false, String.valueOf(cause.getMessage()));
        }
    }

    private void update(boolean isAvailable, String cause) {
        var now = System.nanoTime();
        if (!isAvailable && (up || now - lastWarning > WARNING_INTERVAL.toNanos())) {
            lastWarning = now;
            LOG.warn("The feedback database is down ({}): cards are shown, feedback is answered with 503", cause);
        } else if (isAvailable && !up) {
            LOG.info("The feedback database is up");
        }
        up = isAvailable;
    }

    /** A migration that failed may have left connections of it open, and another pool is as good. */
    private void closePool() {
        if (pool instanceof HikariDataSource it) {
            it.close();
        }
        pool = null;
    }

    /** They may lead to a server that only reads since another has taken its place, or to a file that H2 has closed. */
    private void dropConnections() {
        if (pool instanceof HikariDataSource it && it.getHikariPoolMXBean() != null) {
            it.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** Runs in one transaction, which is committed when this returns and rolled back if it throws. */
    public <T extends @Nullable Object> T inTransaction(Function<Access, T> work) {
        var to = access();
        return to.transactions().execute(status -> work.apply(to));
    }

    /**
     * Access to the open database.
     *
     * @throws DataAccessResourceFailureException if it has not been opened yet
     */
    public Access access() {
        var known = access;
        if (known == null) {
            throw new DataAccessResourceFailureException("The database has not been opened yet");
        }
        return known;
    }

    @Override
    public synchronized void close() throws IOException {
        if (pool instanceof Closeable it) {
            it.close();
        }
    }
}
