package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.BinaryOperator;

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
        where c.shown and c.issued_at >= ? and c.issued_at < ?
        order by c.card, f.outcome_at, f.received_at, f.entry\
        """;

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
        var since = access.query(OffsetDateTime.class, "select until from summed_up where id = 1 for update")
                .single()
                .minus(OVERLAP);
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

    private void update(Database.Access access, LocalDate day) {
        var tally = new DayTally(suggestionId);
        access.sql()
                .sql(CARDS)
                .param(day.atStartOfDay().atOffset(ZoneOffset.UTC))
                .param(day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .query(tally);
        tally.finish();
        for (var table : DayTally.TABLES) {
            access.update("delete from " + table + " where on_day = ?", day);
            var rows = tally.rows(table, day);
            if (!rows.isEmpty()) {
                var others = ", ?".repeat(rows.getFirst().length - 1);
                access.batches().batchUpdate("insert into " + table + " values (?" + others + ")", rows);
            }
        }
    }
}
