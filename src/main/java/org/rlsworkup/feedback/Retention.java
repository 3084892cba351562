package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what is no longer to be kept: after its time, and on demand. */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Database database;
    private final Duration kept;
    private final InstantSource clock;

    /**
     * A rule of retention.
     *
     * @param kept for how long cards and answers are kept, from when they were sent and received
     * @param clock real time
     */
    public Retention(Database database, Duration kept, InstantSource clock) {
        this.database = database;
        this.kept = kept;
        this.clock = clock;
    }

    /** Deletes everything older; nothing while the database is down. */
    public void purge() {
        if (!database.isUp()) {
            return;
        }
        var before = FeedbackStore.utc(clock.instant().minus(kept));
        var deleted = database.<Integer>inTransaction(access -> {
            var answers = access.sql()
                    .sql("delete from feedback where received_at < ?")
                    .param(before)
                    .update();
            return answers
                    + access.sql()
                            .sql("delete from issued_card where issued_at < ?")
                            .param(before)
                            .update();
        });
        if (deleted > 0) {
            LOG.info("Deleted {} cards and answers older than {} days", deleted, kept.toDays());
        }
    }

    /** Deletes every card of one patient and every answer to it; returns how many answers were deleted. */
    public int forget(String patientKey) {
        return database.<Integer>inTransaction(access -> {
            var answers = access.sql().sql("""
                delete from feedback where exists (select 1 from issued_card c
                    where c.card = feedback.card and c.client = feedback.client and c.patient_key = ?)\
                """).param(patientKey).update();
            access.sql()
                    .sql("delete from issued_card where patient_key = ?")
                    .param(patientKey)
                    .update();
            return answers;
        });
    }
}
