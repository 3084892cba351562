package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.support.FullOnly;
import org.springframework.core.io.ClassPathResource;

/** Moving a database, between both kinds in both directions. */
@FullOnly
@ParameterizedClass(name = "from {0} to {1}")
@CsvSource({"H2, POSTGRES", "POSTGRES, H2", "H2, H2"})
@Execution(ExecutionMode.CONCURRENT)
class FeedbackMoveTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @Parameter(0)
    TestDatabase fromKind;

    @Parameter(1)
    TestDatabase toKind;

    private Database from;
    private Database to;

    @BeforeEach
    void open() throws Exception {
        from = open(fromKind);
        to = open(toKind);
        var content = new IssuedCard.Content("MISSING_TESTS", 80, Set.of("FER"), List.of("MISSING:FER"), List.of());
        try (var writer = new IssuedCardWriter(from, CLOCK)) {
            for (var i = 0; i < 2_500; i++) {
                writer.add(new IssuedCard(
                        "c" + i, NOW, "clinic", null, "view", "h", "p" + i, "u", null, null, content, true));
            }
        }
        var entry = new CardFeedback("c1", CardOutcome.OVERRIDDEN, NOW, List.of("s"), null, "wörtlich");
        new FeedbackStore(from, Duration.ZERO, CLOCK).save(new FeedbackBatch("clinic", "view", List.of(entry)));
        var totals = new DailyTotals(from, CLOCK, (card, test) -> card + test);
        totals.update();
        new Retention(from, totals, Duration.ofDays(30), CLOCK).erase(List.of("p7"));
        try (var counts = new CallCounter(from, CLOCK)) {
            counts.add(
                    "clinic",
                    "view",
                    CallCounter.CallResult.CARDS,
                    Duration.ofMillis(3),
                    List.of("orders"),
                    List.of(new CallCounter.SilencedFinding("RESULTS", "IRON")),
                    List.of(new CallCounter.CountedNote("scope", "reports")));
        }
    }

    private static Database open(TestDatabase kind) {
        var pool = kind.pool();
        var database = new Database(() -> pool);
        database.check();
        return database;
    }

    @AfterEach
    void close() throws Exception {
        from.close();
        to.close();
    }

    private static Map<String, List<String>> content(Database database) {
        var content = new TreeMap<String, List<String>>();
        for (var table : List.of(
                "issued_card",
                "overridden_card",
                "feedback",
                "daily_card",
                "daily_call",
                "daily_note",
                "daily_words",
                "daily_silenced",
                "daily_unread",
                "erased_daily_card",
                "erased_daily_words",
                "summed_up")) {
            content.put(
                    table,
                    Rows.of(database, "select * from " + table).stream()
                            .map(FeedbackMoveTests::text)
                            .sorted()
                            .toList());
        }
        return content;
    }

    private static String text(Map<String, Object> row) {
        var values = new TreeMap<String, String>();
        row.forEach((column, value) -> values.put(
                column.toLowerCase(Locale.ROOT),
                switch (value) {
                    case null -> "null";
                    case java.time.OffsetDateTime at -> at.toInstant().toString();
                    case java.sql.Timestamp at -> at.toInstant().toString();
                    default -> value.toString();
                }));
        return values.toString();
    }

    @Test
    void everythingIsThereAsItWas() {
        var moved = new HashMap<String, Long>();
        var move = new FeedbackMove(from, to);
        assertThat(move.occupied()).isEmpty();
        move.run(moved::put);
        assertThat(move.differences()).isEmpty();
        assertThat(moved)
                .containsEntry("issued_card", 2_499L)
                .containsEntry("feedback", 1L)
                .doesNotContainKey("seen_id");
        assertThat(content(to))
                .isEqualTo(content(from))
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
    }

    @Test
    void whatWasMovedIsNotMovedAgain() {
        new FeedbackMove(from, to).run((table, rows) -> {});
        to.access().update("update feedback set user_comment = 'changed since'");
        var move = new FeedbackMove(from, to);
        assertThat(move.occupied()).isEmpty();
        move.run((table, rows) -> assertThat(rows).as(table).isNotNull());
        assertThat(Rows.of(to, "select user_comment from feedback"))
                .extracting(row -> row.get("user_comment"))
                .containsExactly("changed since");
    }

    @Test
    void goesOnWhereItWasStopped() {
        var move = new FeedbackMove(from, to);
        assertThatThrownBy(() -> move.run((table, rows) -> {
                    if (table.equals("feedback")) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        assertThat(move.differences()).isNotEmpty();
        var again = new FeedbackMove(from, to);
        assertThat(again.occupied()).isEmpty();
        again.run((table, rows) -> {});
        assertThat(again.differences()).isEmpty();
        assertThat(content(to)).isEqualTo(content(from));
    }

    /** Half a table would be one that nobody can tell from a whole one. */
    @Test
    void aTableIsMovedWholeOrNotAtAll() {
        to.access()
                .batches()
                .execute("alter table issued_card alter column patient_key "
                        + (toKind == TestDatabase.H2 ? "set data type varchar(4)" : "type varchar(4)"));
        assertThatThrownBy(() -> new FeedbackMove(from, to).run((table, rows) -> {}))
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
        assertThat(Rows.of(to, "select 1 from issued_card")).isEmpty();
        assertThat(Rows.of(to, "select 1 from moved_table")).isEmpty();
    }

    @Test
    void aTargetWithDataOfItsOwnIsToldApart() throws Exception {
        var rows = new ClassPathResource("db/rows-of-version-7.sql").getContentAsString(StandardCharsets.UTF_8);
        for (var sql : rows.split(";\n", -1)) {
            to.access().batches().execute(sql);
        }
        assertThat(new FeedbackMove(from, to).occupied()).contains("issued_card", "feedback");
    }

    @Test
    void aDatabaseInUseIsToldApart() {
        assertThat(new FeedbackMove(from, to).isInUse()).isFalse();
        new Replicas(() -> new Replicas.CheckValues("1", "A", 1, "k", "s")).compare(to.access());
        assertThat(new FeedbackMove(from, to).isInUse()).isTrue();
        to.access().update("update replica set seen_at = seen_at - interval '31' second");
        assertThat(new FeedbackMove(from, to).isInUse()).isFalse();
    }
}
