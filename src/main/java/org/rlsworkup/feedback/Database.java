package org.rlsworkup.feedback;

import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
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

/**
 * The database of feedback. It is opened and migrated in the background, and tried again until it is available: neither
 * startup nor a call waits for it.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ADMIN_RIGHTS_REQUIRED = 90040;
    private static final int VALID_SECONDS = 2;
    private static final int FETCH_SIZE = 1_000;

    private final Supplier<? extends DataSource> source;
    private @Nullable DataSource pool;
    private volatile @Nullable Access access;
    private volatile boolean up;

    /** @param source creates the connection pool, which is closed with this database */
    public Database(Supplier<? extends DataSource> source) {
        this.source = source;
    }

    /** Takes the write delay from the URL of a pool, which H2 would set again with each connection. */
    public static void prepare(HikariDataSource pool) {
        var url = pool.getJdbcUrl();
        pool.setJdbcUrl(url.startsWith("jdbc:h2:") ? url.replaceAll("(?i);\\s*WRITE_DELAY\\s*=[^;]*", "") : url);
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

    /** Whether it was available when it was last checked. */
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
                    makeDurable(connection);
                    Flyway.configure().dataSource(connections).load().migrate();
                    access = Access.to(connections);
                    LOG.info(
                            "Feedback is stored in {}", connection.getMetaData().getDatabaseProductName());
                }
                update(connection.isValid(VALID_SECONDS), "it does not respond");
            }
        } catch (SQLException | RuntimeException e) {
            var cause = NestedExceptionUtils.getMostSpecificCause(e);
            if (cause instanceof SQLException refused && refused.getErrorCode() == ADMIN_RIGHTS_REQUIRED) {
                throw new NotDurableException(e);
            }
            // The statements executed here hold no patient data, so the message may be logged.
            update(false, String.valueOf(cause.getMessage()));
        }
    }

    private void update(boolean isAvailable, String cause) {
        if (!isAvailable && (up || access == null)) {
            LOG.warn("The feedback database is down ({}): cards are shown, feedback is answered with 503", cause);
        } else if (isAvailable && !up) {
            LOG.info("The feedback database is up");
        }
        up = isAvailable;
    }

    /** By default, H2 acknowledges a commit up to half a second before it is written. */
    private static void makeDurable(Connection connection) throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("H2")) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY 0");
            statement.execute("SET MODE PostgreSQL");
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
