package org.rlsworkup.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The sums by day of one span.
 *
 * @param unread calls by what of the chart could not be read
 * @param reasons cards by reason
 * @param answers cards by the time to their first answer, in seconds
 */
public record PeriodTotals(
        List<Cards> cards,
        List<Call> calls,
        List<Took> latencies,
        SortedMap<String, Long> unread,
        SortedMap<String, Long> reasons,
        SortedMap<Integer, Long> answers) {

    /** Cards of one day. */
    public record Cards(
            LocalDate onDay, String service, String kind, String name, long issued, long accepted, long overridden) {
        private static Cards of(ResultSet row, int number) throws SQLException {
            return new Cards(
                    row.getObject(1, LocalDate.class),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7));
        }

        public boolean isOf(String wanted) {
            return kind.equals(wanted) || (wanted.equals("RULE") && kind.equals(DayTally.REMARK));
        }

        private long offering() {
            return kind.equals(DayTally.REMARK) ? 0 : issued;
        }
    }

    /**
     * Cards together.
     *
     * @param offering those with an order to accept
     */
    public record CardSum(long issued, long offering, long accepted, long overridden) {
        public static CardSum of(List<Cards> all) {
            return new CardSum(
                    all.stream().mapToLong(Cards::issued).sum(),
                    all.stream().mapToLong(Cards::offering).sum(),
                    all.stream().mapToLong(Cards::accepted).sum(),
                    all.stream().mapToLong(Cards::overridden).sum());
        }
    }

    /** Calls of one day. */
    public record Call(LocalDate onDay, String service, String outcome, long calls) {
        private static Call of(ResultSet row, int number) throws SQLException {
            return new Call(row.getObject(1, LocalDate.class), row.getString(2), row.getString(3), row.getLong(4));
        }
    }

    /** Calls that took so long, at most. */
    public record Took(String service, int millis, long calls) {
        private static Took of(ResultSet row, int number) throws SQLException {
            return new Took(row.getString(1), row.getInt(2), row.getLong(3));
        }
    }

    public static PeriodTotals of(Database.Access access, ReportingPeriod span) {
        return new PeriodTotals(
                select(access, span, "on_day, service, kind, name, issued, accepted, overridden", "daily_card", "")
                        .query(Cards::of)
                        .list(),
                select(
                                access,
                                span,
                                "on_day, service, outcome, sum(calls) as calls",
                                "daily_call",
                                " group by on_day, service, outcome")
                        .query(Call::of)
                        .list(),
                select(access, span, "service, millis, sum(calls) as calls", "daily_call", " group by service, millis")
                        .query(Took::of)
                        .list(),
                counts(select(access, span, "source, sum(calls)", "daily_unread", " group by source")
                        .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                        .list()),
                counts(select(access, span, "reason, sum(cards)", "daily_reason", " group by reason")
                        .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                        .list()),
                counts(select(access, span, "seconds, sum(cards)", "daily_answer", " group by seconds")
                        .query((row, number) -> Map.entry(row.getInt(1), row.getLong(2)))
                        .list()));
    }

    private static <K extends Comparable<K>> SortedMap<K, Long> counts(List<Map.Entry<K, Long>> entries) {
        var counts = new TreeMap<K, Long>();
        entries.forEach(it -> counts.put(it.getKey(), it.getValue()));
        return counts;
    }

    private static StatementSpec select(
            Database.Access access, ReportingPeriod span, String what, String from, String then) {
        var service = span.service() == null ? "" : " and service = ?";
        var statement = access.sql()
                .sql("select " + what + " from " + from + " where on_day between ? and ?" + service + then)
                .param(span.from())
                .param(span.to());
        return span.service() == null ? statement : statement.param(span.service());
    }
}
