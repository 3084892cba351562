package org.rlsworkup.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.PeriodTotals.TotalKind;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Adds up the cards of one day, which come one after the other, each followed by its feedback, the latest last. */
final class DayTally implements RowCallbackHandler {
    /** The tables, and how many columns of each are counts: the last ones. */
    static final Map<String, Integer> TABLES =
            Map.of("daily_card", 3, "daily_reason", 1, "daily_answer", 1, "daily_words", 1);

    private final BinaryOperator<String> suggestionId;
    private final Map<String, Map<List<Object>, long[]>> tables = new HashMap<>();
    private @Nullable CardTally current;

    /** @param suggestionId from the uuid of a card and the id of a test on it */
    DayTally(BinaryOperator<String> suggestionId) {
        this.suggestionId = suggestionId;
    }

    /** A card and what is known of its feedback so far. */
    private static final class CardTally {
        private final String id;
        private final String client;
        private final String service;
        private final List<String> tests;
        private final List<String> rules;
        /** Null for a card that was sent before kinds were stored. */
        private final @Nullable String kind;

        private final int words;
        private final Set<String> accepted = new HashSet<>();
        /** Null if it was not overridden. */
        private @Nullable String reason;

        private long seconds = Long.MAX_VALUE;

        CardTally(ResultSet row) throws SQLException {
            this.id = row.getString("card");
            this.client = row.getString("client");
            this.service = row.getString("service");
            this.tests = IssuedCard.words(row.getString("tests"));
            this.rules = IssuedCard.words(row.getString("rules"));
            this.kind = row.getString("kind");
            this.words = row.getInt("words");
        }

        private void addFeedback(ResultSet row) throws SQLException {
            var issued = row.getObject("issued_at", OffsetDateTime.class);
            var duration = Duration.between(issued, row.getObject("outcome_at", OffsetDateTime.class));
            seconds = Math.min(seconds, Math.max(0, duration.toSeconds()));
            accepted.addAll(row.getString("accepted").lines().toList());
            if (row.getString("outcome").equals("overridden")) {
                reason = Objects.requireNonNullElse(row.getString("reason_code"), "(none)");
            }
        }
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        var card = current;
        if (card == null || !card.id.equals(row.getString("card"))) {
            finish();
            card = new CardTally(row);
            current = card;
        }
        if (row.getString("outcome") != null) {
            card.addFeedback(row);
        }
    }

    /** Adds the last card. */
    void finish() {
        var card = current;
        current = null;
        if (card == null) {
            return;
        }
        add(card, TotalKind.CARD, "all", !card.accepted.isEmpty());
        for (var test : card.tests) {
            add(card, TotalKind.TEST, test, isAccepted(card, test));
        }
        for (var rule : card.rules) {
            var colon = rule.indexOf(':');
            var test = rule.substring(colon + 1);
            var hasOrder = colon >= 0 && card.tests.contains(test);
            var name = colon < 0 ? rule : rule.substring(0, colon);
            add(card, hasOrder ? TotalKind.RULE : TotalKind.REMARK, name, hasOrder && isAccepted(card, test));
        }
        if (card.kind != null) {
            add("daily_words", List.of(card.client, card.service, card.kind, card.words), 1);
        }
        if (card.reason != null) {
            add("daily_reason", List.of(card.client, card.service, card.reason), 1);
        }
        if (card.seconds != Long.MAX_VALUE) {
            add("daily_answer", List.of(card.client, card.service, DurationBuckets.SECONDS.of(card.seconds)), 1);
        }
    }

    private boolean isAccepted(CardTally card, String test) {
        return card.accepted.contains(suggestionId.apply(card.id, test));
    }

    private void add(CardTally card, TotalKind kind, String name, boolean accepted) {
        var overridden = card.reason != null && !accepted;
        add(
                "daily_card",
                List.of(card.client, card.service, kind.name(), name),
                1,
                accepted ? 1 : 0,
                overridden ? 1 : 0);
    }

    private void add(String table, List<Object> key, long... counts) {
        tables.computeIfAbsent(table, it -> new HashMap<>()).merge(key, counts, (sum, more) -> {
            for (var i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
            return sum;
        });
    }

    /** Adds a row that was stored: the day, the rest of the key, the counts. */
    void add(String table, ResultSet row) throws SQLException {
        var columns = row.getMetaData().getColumnCount();
        var counts = new long[TABLES.getOrDefault(table, 0)];
        var key = new ArrayList<>();
        for (var i = 2; i <= columns - counts.length; i++) {
            key.add(row.getObject(i));
        }
        for (var i = 0; i < counts.length; i++) {
            counts[i] = row.getLong(columns - counts.length + 1 + i);
        }
        add(table, key, counts);
    }

    /** The rows of a table: the day, the rest of the key, the counts. */
    List<Object[]> rows(String table, LocalDate day) {
        return tables.getOrDefault(table, Map.of()).entrySet().stream()
                .map(row -> Stream.of(
                                Stream.of(day),
                                row.getKey().stream(),
                                LongStream.of(row.getValue()).boxed())
                        .flatMap(it -> it)
                        .toArray())
                .toList();
    }
}
