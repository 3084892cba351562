package org.rlsworkup.feedback;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the table of overridden cards, which look-ups read. Cards and answers are stored independently of each other, and
 * whichever comes second brings the table up to date.
 */
final class LastAnswers {
    /** Cards of one statement. */
    private static final int STEP = 500;
    /** Characters of a column. */
    private static final int ACCEPTED = 2_000;

    private static final String ANSWERS = """
        select c.card, c.patient_key, c.condition_key, c.tests, c.findings, f.outcome,
            least(f.outcome_at, f.received_at) as overridden_at, f.accepted, f.reason_system, f.reason_code
        from issued_card c join feedback f on f.card = c.card and f.client = coalesce(c.answered_by, c.client)
        where c.card in (:cards) order by f.outcome_at desc, f.received_at desc, f.entry desc\
        """;
    private static final String INSERT = """
        insert into overridden_card (card, patient_key, overridden_at, accepted) values (?, ?, ?, '')
            on conflict do nothing\
        """;
    private static final String UPDATE = """
        update overridden_card set overridden_at = ?, reason_system = ?, reason_code = ?, accepted = ?, content = ?
        where card = ?\
        """;
    private static final String SUPERSEDED =
            "delete from overridden_card where patient_key = ? and content = ? and overridden_at < ?";

    private LastAnswers() {}

    private record Row(
            String card,
            String patientKey,
            @Nullable String conditionKey,
            String tests,
            String findings,
            String outcome,
            OffsetDateTime overriddenAt,
            String accepted,
            @Nullable String reasonSystem,
            @Nullable String reasonCode) {

        /** The same for two cards of which the later takes the place of the earlier once both are overridden. */
        private String content() {
            var told = IssuedCard.findings(findings).stream()
                    .map(IssuedCard.StoredFinding::identity)
                    .collect(Collectors.toCollection(TreeSet::new));
            return DigestUtils.sha256Hex(
                    Stream.of(conditionKey, reasonSystem, reasonCode, new TreeSet<>(IssuedCard.words(tests)), told)
                            .map(String::valueOf)
                            .collect(Collectors.joining("\0")));
        }
    }

    /** Brings the table up to date, and returns those of the cards that are stored and answered. */
    static Set<String> update(Database.Access access, Collection<String> cards) {
        var all = List.copyOf(cards);
        var found = new HashSet<String>();
        for (var from = 0; from < all.size(); from += STEP) {
            var some = all.subList(from, Math.min(all.size(), from + STEP));
            var answers = access.sql().sql(ANSWERS).param("cards", some).query(Row.class).list().stream()
                    .map(Objects::requireNonNull)
                    .collect(Collectors.groupingBy(Row::card, TreeMap::new, Collectors.toList()));
            found.addAll(answers.keySet());
            write(access, answers.values());
        }
        return found;
    }

    /** In the order of the cards, so that two updates do not wait for each other. */
    private static void write(Database.Access access, Collection<List<Row>> answers) {
        var inserted = new ArrayList<Object[]>();
        var updated = new ArrayList<Object[]>();
        var superseded = new ArrayList<Object[]>();
        for (var rows : answers) {
            var last = rows.stream()
                    .filter(it -> it.outcome().equals("overridden"))
                    .findFirst();
            last.ifPresent(it -> {
                var accepted = accepted(rows);
                inserted.add(new Object[] {it.card(), it.patientKey(), it.overriddenAt()});
                updated.add(new Object[] {
                    it.overriddenAt(), it.reasonSystem(), it.reasonCode(), accepted, it.content(), it.card()
                });
                // What was accepted on a later card does not count as declined there, and so replaces no decline.
                if (accepted.isEmpty()) {
                    superseded.add(new Object[] {it.patientKey(), it.content(), it.overriddenAt()});
                }
            });
        }
        if (!inserted.isEmpty()) {
            access.batches().batchUpdate(INSERT, inserted);
            access.batches().batchUpdate(UPDATE, updated);
            superseded.sort(Comparator.comparing(row -> row[0] + " " + row[1]));
            access.batches().batchUpdate(SUPERSEDED, superseded);
        }
    }

    private static String accepted(List<Row> rows) {
        var ids = rows.stream()
                .flatMap(row -> row.accepted().lines())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var text = String.join("\n", ids);
        return text.substring(0, Math.min(text.length(), ACCEPTED));
    }
}
