package org.rlsworkup.feedback;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sums of one day's cards in the making: cards come one after the other, each followed by its answers. */
final class DayTally {
    /** What a card says without an order to accept. */
    static final String REMARK = "REMARK";

    private final DailyTotals.Suggestions suggestions;
    private final Map<Key, long[]> cards = new HashMap<>();
    private final Map<List<String>, Long> reasons = new HashMap<>();
    private final Map<Map.Entry<String, Integer>, Long> answers = new HashMap<>();
    private @Nullable Card current;

    DayTally(DailyTotals.Suggestions suggestions) {
        this.suggestions = suggestions;
    }

    private record Key(String service, String kind, String name) {}

    /** One card and what is known of its answers so far. */
    private static final class Card {
        final String id;
        final String service;
        final String tests;
        final String rules;
        final Set<String> accepted = new HashSet<>();
        boolean overridden;

        @Nullable
        String reason;

        long seconds = Long.MAX_VALUE;

        Card(String id, String service, String tests, String rules) {
            this.id = id;
            this.service = service;
            this.tests = tests;
            this.rules = rules;
        }
    }

    void card(String id, String service, String tests, String rules) {
        if (current == null || !current.id.equals(id)) {
            finish();
            current = new Card(id, service, tests, rules);
        }
    }

    /** An answer to the card that came last. */
    void answer(boolean overridden, long seconds, List<String> accepted, String reason) {
        var card = current;
        if (card != null) {
            card.accepted.addAll(accepted);
            card.seconds = Math.min(card.seconds, seconds);
            if (overridden) {
                card.overridden = true;
                card.reason = reason;
            }
        }
    }

    /** Adds the last card. */
    void finish() {
        var card = current;
        current = null;
        if (card == null) {
            return;
        }
        var takenOne = !card.accepted.isEmpty();
        add(card.service, "CARD", "all", takenOne, card.overridden && !takenOne);
        var offered = words(card.tests);
        for (var test : offered) {
            var taken = card.accepted.contains(suggestions.id(card.id, test));
            add(card.service, "TEST", test, taken, card.overridden && !taken);
        }
        for (var rule : words(card.rules)) {
            var colon = rule.indexOf(':');
            var test = rule.substring(colon + 1);
            var hasOrder = colon >= 0 && offered.contains(test);
            var taken = hasOrder && card.accepted.contains(suggestions.id(card.id, test));
            add(
                    card.service,
                    hasOrder ? "RULE" : REMARK,
                    colon < 0 ? rule : rule.substring(0, colon),
                    taken,
                    card.overridden && !taken);
        }
        if (card.reason != null) {
            reasons.merge(List.of(card.service, card.reason), 1L, Long::sum);
        }
        if (card.seconds != Long.MAX_VALUE) {
            answers.merge(Map.entry(card.service, DurationBuckets.SECONDS.of(card.seconds)), 1L, Long::sum);
        }
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private void add(String service, String kind, String name, boolean accepted, boolean overridden) {
        var sums = cards.computeIfAbsent(new Key(service, kind, name), key -> new long[3]);
        sums[0]++;
        sums[1] += accepted ? 1 : 0;
        sums[2] += overridden ? 1 : 0;
    }

    List<Object[]> cards(LocalDate day) {
        return cards.entrySet().stream()
                .map(it -> new Object[] {
                    day,
                    it.getKey().service(),
                    it.getKey().kind(),
                    it.getKey().name(),
                    it.getValue()[0],
                    it.getValue()[1],
                    it.getValue()[2]
                })
                .toList();
    }

    List<Object[]> reasons(LocalDate day) {
        return reasons.entrySet().stream()
                .map(it ->
                        new Object[] {day, it.getKey().getFirst(), it.getKey().getLast(), it.getValue()})
                .toList();
    }

    List<Object[]> answers(LocalDate day) {
        return answers.entrySet().stream()
                .map(it -> new Object[] {day, it.getKey().getKey(), it.getKey().getValue(), it.getValue()})
                .toList();
    }
}
