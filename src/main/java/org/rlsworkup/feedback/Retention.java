package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes cards and feedback, after the retention period or on request. */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final String OLDEST = """
        select min(stored_at) from (select min(issued_at) as stored_at from issued_card
            union all select min(received_at) from feedback) as rows_of_both\
        """;

    private final Database database;
    private final DailyTotals totals;
    private final Duration period;
    private final InstantSource clock;

    /**
     * @param totals in which cards go on to be counted
     * @param period from when a card was sent, or feedback on an unknown card received
     */
    public Retention(Database database, DailyTotals totals, Duration period, InstantSource clock) {
        this.database = database;
        this.totals = totals;
        this.period = period;
        this.clock = clock;
    }

    /** What was deleted. */
    public record Deleted(int cards, int answers) {
        private Deleted plus(Deleted more) {
            return new Deleted(cards + more.cards, answers + more.answers);
        }
    }

    /**
     * Deletes the days (UTC) that ended before the retention period, each with its cards and all feedback on them; nothing
     * while the database is down.
     */
    public void purge() {
        if (!database.isUp()) {
            return;
        }
        var before = FeedbackStore.utc(clock.instant().minus(period)).truncatedTo(ChronoUnit.DAYS);
        var deleted = new Deleted(0, 0);
        // One transaction a day: a single one that is too large would fail again each time.
        for (var oldest = oldest(); oldest.isPresent() && oldest.get().isBefore(before); oldest = oldest()) {
            var until = FeedbackStore.utc(oldest.get().toInstant())
                    .truncatedTo(ChronoUnit.DAYS)
                    .plusDays(1);
            deleted = deleted.plus(database.<Deleted>inTransaction(access -> purge(access, until)));
        }
        if (deleted.cards + deleted.answers > 0) {
            LOG.info(
                    "Deleted {} cards older than {} days, and {} feedback entries",
                    deleted.cards,
                    period.toDays(),
                    deleted.answers);
        }
    }

    private static Deleted purge(Database.Access access, OffsetDateTime until) {
        var answers = access.update(
                        "delete from feedback where card in (select card from issued_card where issued_at < ?)", until)
                + access.update("delete from feedback where received_at < ?", until);
        DailyTotals.forgetErased(access, until.toLocalDate());
        return new Deleted(access.update("delete from issued_card where issued_at < ?", until), answers);
    }

    private Optional<OffsetDateTime> oldest() {
        return database.access().query(OffsetDateTime.class, OLDEST).optional();
    }

    /** Deletes all cards of one client with their feedback; nothing while the database is down. */
    public void eraseAll(String client) {
        if (database.isUp()) {
            database.<Integer>inTransaction(access -> access.update("delete from feedback where client = ?", client)
                    + access.update("delete from issued_card where client = ?", client));
        }
    }

    /** Whether there are cards of a client. */
    public boolean hasCardsOf(String client) {
        return database.access()
                .query(Integer.class, "select 1 from issued_card where client = ? limit 1", client)
                .optional()
                .isPresent();
    }

    /** Deletes all cards of one patient, under each of the keys, with their feedback, whole or not at all. */
    public Deleted erase(Collection<String> patientKeys) {
        return database.<Deleted>inTransaction(access -> patientKeys.stream()
                .distinct()
                .map(key -> erase(access, key))
                .reduce(new Deleted(0, 0), Deleted::plus));
    }

    private Deleted erase(Database.Access access, String patientKey) {
        return totals.keeping(access, patientKey, () -> {
            var answers = access.update("""
                delete from feedback where exists (select 1 from issued_card c
                    where c.card = feedback.card and feedback.client = coalesce(c.answered_by, c.client)
                        and c.patient_key = ?)\
                """, patientKey);
            access.update("delete from silent_card where patient_key = ?", patientKey);
            return new Deleted(access.update("delete from issued_card where patient_key = ?", patientKey), answers);
        });
    }
}
