package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Keeps the totals of cards and feedback by the day on which the card was sent: days with changes are recalculated. */
public final class DailyTotals {
    /** Transactions need not be committed in the order of the times they write. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    /** The changes of one transaction. */
    private static final Duration STEP = Duration.ofDays(1);

    private static final String CHANGED = """
        select distinct cast(c.issued_at at time zone 'UTC' as date) from issued_card c
            where c.written_at >= ? and c.written_at < ?
        union
        select distinct cast(c.issued_at at time zone 'UTC' as date) from feedback f
            join issued_card c on c.card = f.card and f.client = coalesce(c.answered_by, c.client)
            where f.received_at >= ? and f.received_at < ?\
        """;
    private static final String OLDEST = """
        select min(changed_at) from (select min(written_at) as changed_at from issued_card where written_at >= ?
            union all select min(received_at) from feedback where received_at >= ?) as changes\
        """;
    private static final String CARDS = """
        select c.card, c.client, c.service, c.kind, c.words, c.tests, c.rules, c.issued_at,
            f.outcome, f.outcome_at, f.accepted, f.reason_system, f.reason_code
        from issued_card c left join feedback f on f.card = c.card and f.client = coalesce(c.answered_by, c.client)
        where c.shown and c.issued_at >= ? and c.issued_at < ?\
        """;
    private static final String IN_ORDER = " order by c.card, f.outcome_at, f.received_at, f.entry";
    private static final String OF_PATIENT = " and c.patient_key = ?";
    private static final String DAYS_OF_PATIENT =
            "select distinct cast(issued_at at time zone 'UTC' as date) from issued_card where patient_key = ?";
    /** Begins the names of the tables with the counts of cards that were erased. */
    private static final String ERASED = "erased_";

    private final Database database;
    private final InstantSource clock;
    private final BinaryOperator<String> suggestionId;

    /** @param suggestionId from the uuid of a card and the id of a test on it */
    public DailyTotals(Database database, InstantSource clock, BinaryOperator<String> suggestionId) {
        this.database = database;
        this.clock = clock;
        this.suggestionId = suggestionId;
    }

    /** Brings the totals up to date; nothing while the database is down. */
    public void update() {
        var now = FeedbackStore.utc(clock.instant());
        while (database.isUp() && !database.<Boolean>inTransaction(access -> isUpToDate(access, now))) {
            // The next step follows.
        }
    }

    /** Takes one step; true if it was the last. */
    private boolean isUpToDate(Database.Access access, OffsetDateTime now) {
        var since = summedUp(access).minus(OVERLAP);
        var oldest = access.query(OffsetDateTime.class, OLDEST, since, since)
                .optional()
                .orElse(now);
        var end = oldest.plus(STEP);
        var isLast = !end.isBefore(now);
        // Not beyond now: changes written by a clock ahead of this one must be found next time.
        var until = isLast ? now : end;
        access.query(LocalDate.class, CHANGED, since, end, since, end).list().forEach(day -> update(access, day));
        access.update("update summed_up set until = ? where id = 1", until);
        return isLast;
    }

    /** Up to when cards and answers have been summed up; nobody else sums up until the transaction ends. */
    private static OffsetDateTime summedUp(Database.Access access) {
        return access.query(OffsetDateTime.class, "select until from summed_up where id = 1 for update")
                .single();
    }

    /**
     * Erases the cards of a patient within a transaction, and keeps what they count.
     *
     * @param erasure deletes the cards and their feedback
     */
    <T> T keeping(Database.Access access, String patientKey, Supplier<T> erasure) {
        summedUp(access);
        var days = access.query(LocalDate.class, DAYS_OF_PATIENT, patientKey).list();
        days.forEach(day -> insert(access, ERASED, tally(access, day, OF_PATIENT, patientKey), day));
        var erased = erasure.get();
        days.forEach(day -> update(access, day));
        return erased;
    }

    /** Deletes the counts of erased cards of the days before this one, whose other cards are not there any more either. */
    static void forgetErased(Database.Access access, LocalDate before) {
        DayTally.TABLES
                .keySet()
                .forEach(table -> access.update("delete from " + ERASED + table + " where on_day < ?", before));
    }

    private void update(Database.Access access, LocalDate day) {
        var tally = tally(access, day, "");
        for (var table : DayTally.TABLES.keySet()) {
            RowCallbackHandler erased = row -> tally.add(table, row);
            access.sql()
                    .sql("select * from " + ERASED + table + " where on_day = ?")
                    .param(day)
                    .query(erased);
            access.update("delete from " + table + " where on_day = ?", day);
        }
        insert(access, "", tally, day);
    }

    private DayTally tally(Database.Access access, LocalDate day, String condition, Object... values) {
        var tally = new DayTally(suggestionId);
        access.sql()
                .sql(CARDS + condition + IN_ORDER)
                .param(day.atStartOfDay().atOffset(ZoneOffset.UTC))
                .param(day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .params(values)
                .query(tally);
        tally.finish();
        return tally;
    }

    private static void insert(Database.Access access, String prefix, DayTally tally, LocalDate day) {
        for (var table : DayTally.TABLES.keySet()) {
            var rows = tally.rows(table, day);
            if (!rows.isEmpty()) {
                var others = ", ?".repeat(rows.getFirst().length - 1);
                access.batches().batchUpdate("insert into " + prefix + table + " values (?" + others + ")", rows);
            }
        }
    }
}
