package org.rlsworkup.feedback;

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
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database that feedback is kept in. It is opened and migrated when there is time, and tried again until it
 * answers: neither the start of the service nor a card waits for it.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ADMIN_RIGHTS_REQUIRED = 90040;
    private static final int VALID_SECONDS = 2;
    private static final int ROWS_AT_ONCE = 1_000;

    private final Supplier<? extends DataSource> source;
    private @Nullable DataSource pool;
    private volatile @Nullable Access access;
    private volatile boolean up;

    /**
     * A database that is not open yet.
     *
     * @param source makes the connection pool; asked once, and closed with this if it can be
     */
    public Database(Supplier<? extends DataSource> source) {
        this.source = source;
    }

    /** The address without a delay of writing, which H2 would set anew with each connection of the pool. */
    public static String durable(String url) {
        return url.startsWith("jdbc:h2:") ? url.replaceAll("(?i);\\s*WRITE_DELAY\\s*=[^;]*", "") : url;
    }

    /** The ways in. */
    public record Access(JdbcClient sql, JdbcTemplate batches, TransactionTemplate transactions) {
        static Access to(DataSource pool) {
            var template = new JdbcTemplate(pool);
            template.setFetchSize(ROWS_AT_ONCE);
            return new Access(
                    JdbcClient.create(template), template, new TransactionTemplate(new JdbcTransactionManager(pool)));
        }
    }

    /** The database does not do what an acknowledgement promises. */
    public static final class NotDurableException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotDurableException(Throwable cause) {
            super(
                    "H2 loses acknowledged feedback unless SET WRITE_DELAY 0 is executed, which this database user may"
                            + " not do: name a user with admin rights in spring.datasource.username",
                    cause);
        }
    }

    /** Whether it answered when it was last asked. */
    public boolean isUp() {
        return up;
    }

    /**
     * Opens it if it is not open, and notes whether it answers.
     *
     * @throws NotDurableException if what is committed might be lost
     */
    public synchronized void check() {
        try {
            var connections = pool();
            try (var connection = connections.getConnection()) {
                if (access == null) {
                    makeDurable(connection);
                    Flyway.configure().dataSource(connections).load().migrate();
                    access = Access.to(connections);
                    LOG.info("Feedback is kept in {}", connection.getMetaData().getDatabaseProductName());
                }
                note(connection.isValid(VALID_SECONDS), "it does not answer");
            }
        } catch (SQLException | RuntimeException e) {
            var cause = NestedExceptionUtils.getMostSpecificCause(e);
            if (cause instanceof SQLException refused && refused.getErrorCode() == ADMIN_RIGHTS_REQUIRED) {
                throw new NotDurableException(e);
            }
            // No patient's data goes this way, so the message may be shown.
            note(false, String.valueOf(cause.getMessage()));
        }
    }

    private DataSource pool() {
        var known = pool;
        if (known == null) {
            known = source.get();
            pool = known;
        }
        return known;
    }

    private void note(boolean answers, String why) {
        if (!answers && (up || access == null)) {
            LOG.warn("The database of feedback is down ({}): cards are shown, feedback is answered 503", why);
        } else if (answers && !up) {
            LOG.info("The database of feedback is up");
        }
        up = answers;
    }

    /** H2 acknowledges a commit up to half a second before it is written, unless told otherwise. */
    private static void makeDurable(Connection connection) throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("H2")) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY 0");
            statement.execute("SET MODE PostgreSQL");
        }
    }

    /** Does something in one transaction: all of it is committed when this returns, or none of it. */
    public <T extends @Nullable Object> T inTransaction(Function<Access, T> work) {
        var to = access();
        return to.transactions().execute(status -> work.apply(to));
    }

    /**
     * The ways in.
     *
     * @throws DataAccessResourceFailureException if it has not been opened yet
     */
    public Access access() {
        var known = access;
        if (known == null) {
            throw new DataAccessResourceFailureException("the database has not been opened yet");
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
