package org.rlsworkup.trust;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.FeedbackStore;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Ids that must not come twice before they expire, in the PostgreSQL that all replicas share. */
public final class SeenIds {
    /** Does not wait for the disk: if the database crashes, it forgets no more than the last half second. */
    private static final String INSERT = """
        with quick as (select set_config('synchronous_commit', 'off', true))
        insert into seen_id (id, expires_at) select ?, ? from quick on conflict do nothing\
        """;

    private final Database database;
    private final InstantSource clock;

    /** @param clock real time, by which ids expire */
    public SeenIds(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Remembers an id.
     *
     * @param expiry until when it must be remembered
     * @return false if it is remembered already
     * @throws DataAccessException if the database does not answer
     */
    public boolean add(UUID id, Instant expiry) {
        if (!database.isUp()) {
            throw new DataAccessResourceFailureException("the database is down");
        }
        return database.access()
                        .sql()
                        .sql(INSERT)
                        .param(id)
                        .param(FeedbackStore.utc(expiry))
                        .update()
                == 1;
    }

    /** Forgets the ids that have expired; nothing while the database is down. */
    public void purge() {
        if (database.isUp()) {
            database.access()
                    .sql()
                    .sql("delete from seen_id where expires_at < ?")
                    .param(FeedbackStore.utc(clock.instant()))
                    .update();
        }
    }
}
