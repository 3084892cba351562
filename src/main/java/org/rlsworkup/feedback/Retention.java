package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
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
        var deleted = purge("feedback", "received_at", before) + purge("issued_card", "issued_at", before);
        if (deleted > 0) {
            LOG.info("Deleted {} cards and answers older than {} days", deleted, kept.toDays());
        }
    }

    /** A day at a time: what is too much for one transaction would be too much again the next time. */
    private int purge(String table, String time, OffsetDateTime before) {
        var deleted = 0;
        for (var oldest = oldest(table, time);
                oldest.isPresent() && oldest.get().isBefore(before);
                oldest = oldest(table, time)) {
            var day = oldest.get().plusDays(1);
            var until = day.isBefore(before) ? day : before;
            deleted += database.<Integer>inTransaction(access -> access.sql()
                    .sql("delete from " + table + " where " + time + " < ?")
                    .param(until)
                    .update());
        }
        return deleted;
    }

    private Optional<OffsetDateTime> oldest(String table, String time) {
        return database.access()
                .sql()
                .sql("select min(" + time + ") from " + table)
                .query(OffsetDateTime.class)
                .optional();
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
