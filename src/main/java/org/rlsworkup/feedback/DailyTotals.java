package org.rlsworkup.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Sums up cards and the answers to them by the day on which the card was sent, again for each day that has changed. */
public final class DailyTotals {
    /** Transactions may commit in another order than the times they wrote. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final Duration AT_ONCE = Duration.ofDays(1);

    private static final String CHANGED = """
        select distinct cast(c.issued_at at time zone 'UTC' as date) from issued_card c
            where c.written_at >= ? and c.written_at < ?
        union
        select distinct cast(c.issued_at at time zone 'UTC' as date) from feedback f
            join issued_card c on c.card = f.card and c.client = f.client
            where f.received_at >= ? and f.received_at < ?\
        """;
    private static final String OLDEST = """
        select min(changed_at) from (select min(written_at) as changed_at from issued_card where written_at >= ?
            union all select min(received_at) from feedback where received_at >= ?) as changes\
        """;
    private static final String CARDS = """
        select c.card, c.service, c.tests, c.rules, c.issued_at,
            f.outcome, f.outcome_at, f.accepted, f.reason_system, f.reason_code
        from issued_card c left join feedback f on f.card = c.card and f.client = c.client
        where c.shown and c.issued_at >= ? and c.issued_at < ? order by c.card\
        """;

    private final Database database;
    private final InstantSource clock;
    private final Suggestions suggestions;

    /** Tells suggestions. */
    public interface Suggestions {
        /** The id of the suggestion of a test on a card. */
        String id(String card, String test);
    }

    /**
     * Sums.
     *
     * @param clock real time
     */
    public DailyTotals(Database database, InstantSource clock, Suggestions suggestions) {
        this.database = database;
        this.clock = clock;
        this.suggestions = suggestions;
    }

    /** Sums up what is new, a day of changes at a time; nothing while the database is down. */
    public void sumUp() {
        var now = FeedbackStore.utc(clock.instant());
        while (database.isUp() && !database.<Boolean>inTransaction(access -> isSummedUp(access, now))) {
            // There is more.
        }
    }

    private boolean isSummedUp(Database.Access access, OffsetDateTime now) {
        var since = access.sql()
                .sql("select until from summed_up where id = 1 for update")
                .query(OffsetDateTime.class)
                .single()
                .minus(OVERLAP);
        var oldest = access.sql()
                .sql(OLDEST)
                .params(since, since)
                .query(OffsetDateTime.class)
                .optional()
                .orElse(now);
        var end = oldest.plus(AT_ONCE);
        var isLast = !end.isBefore(now);
        // What was written by a clock that is ahead of ours is new again the next time.
        var until = isLast ? now : end;
        access.sql()
                .sql(CHANGED)
                .params(since, end, since, end)
                .query(LocalDate.class)
                .list()
                .forEach(day -> sumUp(access, day));
        access.sql()
                .sql("update summed_up set until = ? where id = 1")
                .param(until)
                .update();
        return isLast;
    }

    private void sumUp(Database.Access access, LocalDate day) {
        var sums = new DayTally(suggestions);
        access.sql()
                .sql(CARDS)
                .param(day.atStartOfDay().atOffset(ZoneOffset.UTC))
                .param(day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .query((ResultSet row) -> add(row, sums));
        sums.finish();
        for (var table : List.of("daily_card", "daily_reason", "daily_answer")) {
            access.sql()
                    .sql("delete from " + table + " where on_day = ?")
                    .param(day)
                    .update();
        }
        access.batches().batchUpdate("insert into daily_card values (?, ?, ?, ?, ?, ?, ?)", sums.cards(day));
        access.batches().batchUpdate("insert into daily_reason values (?, ?, ?, ?)", sums.reasons(day));
        access.batches().batchUpdate("insert into daily_answer values (?, ?, ?, ?)", sums.answers(day));
    }

    private static void add(ResultSet row, DayTally sums) throws SQLException {
        sums.card(row.getString("card"), row.getString("service"), row.getString("tests"), row.getString("rules"));
        var outcome = row.getString("outcome");
        if (outcome != null) {
            var took = Duration.between(
                    row.getObject("issued_at", OffsetDateTime.class),
                    row.getObject("outcome_at", OffsetDateTime.class));
            var reason = row.getString("reason_code");
            sums.answer(
                    outcome.equals("overridden"),
                    Math.max(0, took.toSeconds()),
                    row.getString("accepted").lines().toList(),
                    reason == null ? "(none)" : reason);
        }
    }
}
