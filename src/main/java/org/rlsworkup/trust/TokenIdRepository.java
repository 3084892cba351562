package org.rlsworkup.trust;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ids of used tokens, in the PostgreSQL database that all replicas share. */
public final class TokenIdRepository {
    /** Does not wait for the disk: if the database crashes, it loses no more than the last half second. */
    private static final String INSERT = """
        with quick as (select set_config('synchronous_commit', 'off', true))
        insert into seen_id (id, expires_at) select ?, ? from quick on conflict do nothing\
        """;

    /** The driver then cancels the statement, and keeps the connection. No call waits for so long. */
    private static final int TIMEOUT_SECONDS = 1;

    private final Supplier<Optional<JdbcClient>> database;
    private final InstantSource clock;

    /**
     * @param database access to the database, or empty while it is down
     * @param clock real time, by which ids expire
     */
    public TokenIdRepository(Supplier<Optional<JdbcClient>> database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Records an id.
     *
     * @param expiry until when it must be remembered
     * @return false if it is already recorded
     * @throws DataAccessException if the database does not respond
     */
    public boolean add(UUID id, Instant expiry) {
        var sql = database.get().orElseThrow(() -> new DataAccessResourceFailureException("the database is down"));
        return sql.sql(INSERT)
                        .withQueryTimeout(TIMEOUT_SECONDS)
                        .param(id)
                        .param(expiry.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Deletes the ids that have expired; does nothing while the database is down. */
    public void deleteExpired() {
        database.get()
                .ifPresent(sql -> sql.sql("delete from seen_id where expires_at < ?")
                        .param(clock.instant().atOffset(ZoneOffset.UTC))
                        .update());
    }
}
