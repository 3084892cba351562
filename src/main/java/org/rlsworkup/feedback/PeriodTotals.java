package org.rlsworkup.feedback;

import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The daily totals of a period.
 *
 * @param unread calls by the part of the chart that could not be read
 * @param reasons cards by the reason for the override
 * @param silenced calls by what was not shown again
 * @param notes calls by what did not fit
 * @param words cards by kind and the number of words
 * @param feedbackTimes cards by the upper bound of the time to their first feedback, in seconds
 */
public record PeriodTotals(
        List<CardTotal> cards,
        List<CallTotal> calls,
        List<Latency> latencies,
        SortedMap<String, Long> unread,
        SortedMap<String, Long> reasons,
        List<SilencedTotal> silenced,
        List<NoteTotal> notes,
        List<WordsTotal> words,
        SortedMap<Integer, Long> feedbackTimes) {

    /** What cards are counted by. */
    public enum TotalKind {
        /** All cards. */
        CARD,
        /** The tests that cards offer. */
        TEST,
        /** The rules that produced a message with an order. */
        RULE,
        /** The rules that produced a message without one. */
        REMARK
    }

    /** The cards of one day. */
    public record CardTotal(
            LocalDate onDay, String service, TotalKind kind, String name, long issued, long accepted, long overridden) {
        long offering() {
            return kind == TotalKind.REMARK ? 0 : issued;
        }
    }

    /**
     * A sum of card totals.
     *
     * @param offering cards with an order to accept
     */
    public record CardSum(long issued, long offering, long accepted, long overridden) {
        public static CardSum of(List<CardTotal> totals) {
            return new CardSum(
                    totals.stream().mapToLong(CardTotal::issued).sum(),
                    totals.stream().mapToLong(CardTotal::offering).sum(),
                    totals.stream().mapToLong(CardTotal::accepted).sum(),
                    totals.stream().mapToLong(CardTotal::overridden).sum());
        }
    }

    /** The calls of one day. */
    public record CallTotal(LocalDate onDay, String service, String outcome, long calls) {}

    /** The calls that took at most so many milliseconds, and more than those of the bucket below. */
    public record Latency(String service, int millis, long calls) {}

    /**
     * Calls in which this was not shown again.
     *
     * @param name of a finding, or {@code *} for a whole card
     */
    public record SilencedTotal(String kind, String name, long calls) {}

    /** Calls in which this did not fit. */
    public record NoteTotal(String client, String kind, String name, long calls) {}

    /** The cards of a kind that had so many words. */
    public record WordsTotal(String kind, int words, long cards) {}

    /** The cards counted by tests, or by rules whether with an order or not. */
    public List<CardTotal> cards(TotalKind kind) {
        return cards.stream()
                .filter(it -> it.kind() == kind || (kind == TotalKind.RULE && it.kind() == TotalKind.REMARK))
                .toList();
    }

    public static PeriodTotals of(Database.Access access, ReportingPeriod period) {
        var keys = "on_day, service, kind, name";
        return new PeriodTotals(
                list(CardTotal.class, select(access, period, "daily_card", keys, "issued", "accepted", "overridden")),
                list(CallTotal.class, select(access, period, "daily_call", "on_day, service, outcome", "calls")),
                list(Latency.class, select(access, period, "daily_call", "service, millis", "calls")),
                counts(String.class, select(access, period, "daily_unread", "source", "calls")),
                counts(String.class, select(access, period, "daily_reason", "reason", "cards")),
                list(SilencedTotal.class, select(access, period, "daily_silenced", "kind, name", "calls")),
                list(NoteTotal.class, select(access, period, "daily_note", "client, kind, name", "calls")),
                list(WordsTotal.class, select(access, period, "daily_words", "kind, words", "cards")),
                counts(Integer.class, select(access, period, "daily_answer", "seconds", "cards")));
    }

    private static <T> List<T> list(Class<T> type, StatementSpec select) {
        return select.query(type).list().stream().map(Objects::requireNonNull).toList();
    }

    private static <K extends Comparable<K>> SortedMap<K, Long> counts(Class<K> type, StatementSpec select) {
        var counts = new TreeMap<K, Long>();
        select.query((ResultSet row) -> {
            counts.put(row.getObject(1, type), row.getLong(2));
        });
        return counts;
    }

    private static StatementSpec select(
            Database.Access access, ReportingPeriod period, String table, String keys, String... counts) {
        var sums = Stream.of(counts).map(it -> ", sum(" + it + ") as " + it).collect(Collectors.joining());
        var where = new StringBuilder(" where on_day between ? and ?");
        var values = new ArrayList<Object>(List.of(period.from(), period.to()));
        if (period.client() != null) {
            where.append(" and client = ?");
            values.add(period.client());
        }
        if (period.service() != null) {
            where.append(" and service = ?");
            values.add(period.service());
        }
        return access.sql()
                .sql("select " + keys + sums + " from " + table + where + " group by " + keys)
                .params(values);
    }
}
