package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes cards and feedback, after the retention period or on request. */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Database database;
    private final Duration period;
    private final InstantSource clock;

    /** @param period from when a card was sent or feedback received */
    public Retention(Database database, Duration period, InstantSource clock) {
        this.database = database;
        this.period = period;
        this.clock = clock;
    }

    /** Deletes what is older than the retention period; nothing while the database is down. */
    public void purge() {
        if (!database.isUp()) {
            return;
        }
        var before = FeedbackStore.utc(clock.instant().minus(period));
        var deleted = purge("feedback", "received_at", before) + purge("issued_card", "issued_at", before);
        if (deleted > 0) {
            LOG.info("Deleted {} cards and feedback entries older than {} days", deleted, period.toDays());
        }
    }

    /** One transaction per day of data: a single one that is too large would fail again each time. */
    private int purge(String table, String time, OffsetDateTime before) {
        var deleted = 0;
        for (var oldest = oldest(table, time);
                oldest.isPresent() && oldest.get().isBefore(before);
                oldest = oldest(table, time)) {
            var day = oldest.get().plusDays(1);
            var until = day.isBefore(before) ? day : before;
            deleted += database.<Integer>inTransaction(
                    access -> access.update("delete from " + table + " where " + time + " < ?", until));
        }
        return deleted;
    }

    private Optional<OffsetDateTime> oldest(String table, String time) {
        return database.access()
                .query(OffsetDateTime.class, "select min(" + time + ") from " + table)
                .optional();
    }

    /** Deletes all cards of one client with their feedback; nothing while the database is down. */
    public void eraseAll(String client) {
        if (database.isUp()) {
            database.<Integer>inTransaction(access -> access.update("delete from feedback where client = ?", client)
                    + access.update("delete from issued_card where client = ?", client));
        }
    }

    /** Deletes all cards of one patient, under each of the keys, with their feedback, and returns how many feedback entries were deleted. */
    public int erase(Collection<String> patientKeys) {
        return patientKeys.stream().distinct().mapToInt(this::erase).sum();
    }

    private int erase(String patientKey) {
        return database.<Integer>inTransaction(access -> {
            var entries = access.update("""
                delete from feedback where exists (select 1 from issued_card c
                    where c.card = feedback.card and feedback.client = coalesce(c.answered_by, c.client)
                        and c.patient_key = ?)\
                """, patientKey);
            access.update("delete from issued_card where patient_key = ?", patientKey);
            return entries;
        });
    }
}
