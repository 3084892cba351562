package org.rlsworkup.feedback.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.feedback.CallCounter.SilencedFinding;
import org.rlsworkup.feedback.DailyTotals;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.FeedbackStore;
import org.rlsworkup.feedback.IssuedCard;
import org.rlsworkup.feedback.IssuedCardWriter;
import org.rlsworkup.feedback.OnEachDatabase;
import org.rlsworkup.feedback.PeriodTotals;
import org.rlsworkup.feedback.ReportingPeriod;
import org.rlsworkup.feedback.Retention;
import org.rlsworkup.feedback.Retention.Deleted;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.feedback.TestDatabase;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.CardFeedback.FeedbackReason;
import org.rlsworkup.feedback.model.FeedbackBatch;

/** The daily totals and the charts made of them, retention and erasure, on both databases. */
@ParameterizedClass
@OnEachDatabase
@Execution(ExecutionMode.CONCURRENT)
class InsightsChartTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @Parameter
    TestDatabase kind;

    private Database database;
    private FeedbackStore store;
    private DailyTotals totals;

    @BeforeEach
    void open() {
        var pool = kind.pool();
        database = new Database(() -> pool);
        database.check();
        store = new FeedbackStore(database, Duration.ZERO, CLOCK);
        totals = new DailyTotals(database, CLOCK, (card, test) -> card + "/" + test);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void issue(String card, String patient, Instant at) {
        issue(card, patient, at, Set.of("FER", "TSH"), "MISSING:FER", "MISSING:TSH");
    }

    private void remark(String card) {
        issue(card, "p", NOW, Set.of("CRP"), "IRON-AD-1:FER", "REFLEX:CRP");
    }

    private void issue(String card, String patient, Instant at, Set<String> tests, String... rules) {
        var content = new IssuedCard.Content("MISSING_TESTS", 80, tests, List.of(rules), List.of());
        try (var cards = new IssuedCardWriter(database, CLOCK)) {
            cards.add(new IssuedCard(
                    card, at, "clinic", null, "rls-workup", "h", patient, "user", null, null, content, true));
        }
    }

    private void answer(String card, CardOutcome outcome, List<String> accepted, String reason, Instant at) {
        var override = reason == null ? null : new FeedbackReason("urn:x", reason, null);
        store.save(batch("rls-workup", new CardFeedback(card, outcome, at, accepted, override, null)));
    }

    private static FeedbackBatch batch(String service, CardFeedback entry) {
        return new FeedbackBatch("clinic", service, List.of(entry));
    }

    @ParameterizedTest
    @CsvSource({"clinic, 2", "other, 0", ", 2"})
    void everyFigureIsOfTheClientThatIsAskedFor(String client, int rows) {
        issue("c1", "p1", NOW);
        answer("c1", CardOutcome.OVERRIDDEN, List.of(), "diagnosis-wrong", NOW);
        totals.update();
        var counts = new CallCounter(database, CLOCK);
        counts.add(
                "clinic",
                "rls-workup",
                CallCounter.CallResult.UNREADABLE,
                Duration.ofMillis(2),
                List.of("orders"),
                List.of(new SilencedFinding("RESULTS", "IRON")),
                List.of(new CallCounter.CountedNote("scope", "reports")));
        counts.flush();

        var days = new ReportingPeriod(LocalDate.parse("2026-11-19"), LocalDate.parse("2026-11-20"), client, null);
        var ofNobody = new ReportingPeriod(LocalDate.parse("2026-11-19"), LocalDate.parse("2026-11-20"), "x", null);
        var found = Stream.of(
                        "tests",
                        "reasons",
                        "answer-times",
                        "words",
                        "silenced",
                        "latency",
                        "unread",
                        "interoperability")
                .filter(id -> !chart(id, days).rows().isEmpty())
                .toList();
        assertThat(found).hasSize(rows == 0 ? 0 : 8);
        assertThat(chart("tests", days).rows()).hasSize(rows);
        assertThat(FlaggedCards.of(database.access(), days, Set.of("diagnosis-wrong")))
                .hasSize(rows / 2);
        assertThat(FlaggedCards.of(database.access(), ofNobody, Set.of("diagnosis-wrong")))
                .isEmpty();
    }

    private InsightsChart chart(String id) {
        return chart(id, new ReportingPeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-20"), null, null));
    }

    private InsightsChart chart(String id, ReportingPeriod period) {
        var charts = new InsightsCharts(period, PeriodTotals.of(database.access(), period), Set.of("rls-workup"), 5);
        return charts.all().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static InsightsChart.TableRow row(InsightsChart chart, String name) {
        return chart.rows().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void cardsAndAnswersAreSummedUpByTheDayOfTheCard() throws Exception {
        for (var i = 0; i < 10; i++) {
            issue("c" + i, "p" + i, NOW.minus(Duration.ofDays(1)));
        }
        for (var i = 0; i < 6; i++) {
            answer("c" + i, CardOutcome.ACCEPTED, List.of("c" + i + "/FER"), null, NOW.minus(Duration.ofHours(23)));
        }
        for (var i = 4; i < 10; i++) {
            answer("c" + i, CardOutcome.OVERRIDDEN, List.of(), "not-now", NOW.minus(Duration.ofHours(1)));
        }
        totals.update();

        assertThat(row(chart("cards"), "2026-11-19").cells()).containsExactly("10", "6", "<5", "60.0 %", "–");
        assertThat(row(chart("cards"), "2026-11-20").cells()).containsExactly("0", "0", "0", "–", "–");
        assertThat(row(chart("tests"), "FER").cells()).containsExactly("10", "6", "<5", "60.0 %", "–");
        assertThat(row(chart("tests"), "TSH").cells()).containsExactly("10", "0", "6", "0.0 %", "60.0 %");
        assertThat(row(chart("rules"), "MISSING").cells()).containsExactly("20", "6", "10", "30.0 %", "50.0 %");
        assertThat(row(chart("reasons"), "not-now").cells()).containsExactly("6");
        assertThat(row(chart("answer-times"), "up to 1 h").cells()).containsExactly("6");
        assertThat(row(chart("answer-times"), "up to 1 day").cells()).containsExactly("<5");
        assertThat(chart("answer-times").note()).contains("within 1 h");
    }

    /** The cards come in the order of their ids, and the answers to one are in no order that the database has to keep. */
    @Test
    void ofSeveralOverridesOfOneCardTheLatestCounts() throws Exception {
        for (var i = 0; i < 20; i++) {
            issue("c" + i, "p" + i, NOW);
            var others = i % 2 == 0 ? List.of("last", "first") : List.of("first", "last");
            for (var reason : others) {
                var minutes = reason.equals("last") ? 9 : 3;
                answer("c" + i, CardOutcome.OVERRIDDEN, List.of(), reason, NOW.plus(Duration.ofMinutes(minutes)));
            }
        }
        totals.update();

        assertThat(chart("reasons").rows()).containsExactly(new InsightsChart.TableRow("last", List.of("20")));
    }

    @Test
    void theWordsOfCardsAreCountedByKind() throws Exception {
        for (var i = 0; i < 6; i++) {
            issue("c" + i, "p" + i, NOW);
        }
        // As it was stored before its kind was.
        database.access().update("update issued_card set kind = null, words = null where card = 'c5'");
        totals.update();

        assertThat(chart("words").rows())
                .containsExactly(
                        new InsightsChart.TableRow("missing tests", List.of("5", "80 words", "80 words", "80 words")));
    }

    @Test
    void whatOffersNoOrderIsNeverAccepted() throws Exception {
        for (var i = 0; i < 10; i++) {
            remark("c" + i);
            answer("c" + i, CardOutcome.OVERRIDDEN, List.of(), "not-now", NOW);
        }
        totals.update();

        assertThat(row(chart("rules"), "IRON-AD-1").cells()).containsExactly("10", "–", "10", "–", "100.0 %");
        assertThat(row(chart("rules"), "REFLEX").cells()).containsExactly("10", "0", "10", "0.0 %", "100.0 %");
    }

    @Test
    void whatComesLaterIsAddedToItsDay() throws Exception {
        for (var i = 0; i < 5; i++) {
            issue("c" + i, "p", NOW.minus(Duration.ofDays(8)));
        }
        totals.update();
        IntStream.range(0, 5).forEach(i -> answer("c" + i, CardOutcome.OVERRIDDEN, List.of(), "a", NOW));
        totals.update();
        totals.update();
        assertThat(row(chart("cards"), "2026-11-12").cells()).containsExactly("5", "0", "5", "0.0 %", "100.0 %");
    }

    @Test
    void callsAreCountedInMemoryAndAddedUp() {
        var counts = new CallCounter(database, CLOCK);
        for (var round = 0; round < 2; round++) {
            IntStream.range(0, 90)
                    .forEach(i -> counts.add(
                            "clinic",
                            "rls-workup",
                            CallCounter.CallResult.NOTHING,
                            Duration.ofMillis(2),
                            List.of(),
                            List.of(),
                            List.of()));
            IntStream.range(0, 10)
                    .forEach(i -> counts.add(
                            "clinic",
                            "rls-workup",
                            CallCounter.CallResult.UNREADABLE,
                            Duration.ofMillis(90),
                            List.of("conditions"),
                            List.of(
                                    new SilencedFinding("RESULTS", "IRON-AD-1:FER"),
                                    new SilencedFinding("RESULTS", "*")),
                            List.of()));
            counts.flush();
            counts.flush();
        }
        assertThat(row(chart("latency"), "rls-workup").cells()).containsExactly("200", "2 ms", "100 ms", "100 ms");
        assertThat(row(chart("fhir-failures"), "2026-11-20").cells()).containsExactly("200", "20", "10.0 %");
        assertThat(row(chart("unread"), "conditions").cells()).containsExactly("20");
        assertThat(row(chart("silenced"), "results: IRON-AD-1:FER").cells()).containsExactly("20");
        assertThat(row(chart("silenced"), "results: whole card").cells()).containsExactly("20");
        assertThat(row(chart("burden"), "2026-11-20").cells()).containsExactly("200", "0", "0.0");
    }

    private Retention retention() {
        return new Retention(database, totals, Duration.ofDays(30), CLOCK);
    }

    private void comment(String card, Duration ago) {
        var store = new FeedbackStore(database, Duration.ZERO, InstantSource.fixed(NOW.minus(ago)));
        store.save(batch("s", new CardFeedback(card, CardOutcome.OVERRIDDEN, NOW, List.of(), null, "comment")));
    }

    /** The oldest day that is kept begins 30 days and 10 hours before now. */
    @Test
    void daysBeforeTheRetentionPeriodAreDeletedWholeWithAllAnswersToTheirCards() throws Exception {
        var ages = Map.of(
                "older", Duration.ofDays(40),
                "old", Duration.ofHours(30 * 24 + 10).plusSeconds(1),
                "first of its day", Duration.ofHours(30 * 24 + 10),
                "new", Duration.ofDays(29));
        ages.forEach((card, ago) -> issue(card, "p", NOW.minus(ago)));
        comment("old", Duration.ofDays(29));
        comment("old", Duration.ZERO);
        comment("new", Duration.ZERO);
        comment("unknown before", Duration.ofDays(31));
        comment("unknown", Duration.ofDays(29));
        retention().purge();
        assertThat(cards("select card from issued_card order by card")).containsExactly("first of its day", "new");
        assertThat(cards("select card from feedback order by card")).containsExactly("new", "unknown");
        assertThat(cards("select card from overridden_card")).containsExactly("new");
    }

    private List<Long> counted(String day) {
        return Rows.of(database, """
            select issued, accepted, overridden from daily_card
            where kind = 'CARD' and on_day = ?\
            """, LocalDate.parse(day)).stream()
                .flatMap(row -> Stream.of("issued", "accepted", "overridden").map(it -> (Long) row.get(it)))
                .toList();
    }

    @Test
    void whatIsErasedGoesOnToCountWhateverComesLater() throws Exception {
        for (var i = 0; i < 6; i++) {
            issue("c" + i, "p" + i, NOW.minus(Duration.ofDays(1)));
        }
        issue("c6", "p1", NOW);
        answer("c0", CardOutcome.ACCEPTED, List.of("c0/FER"), null, NOW);
        answer("c1", CardOutcome.OVERRIDDEN, List.of(), "a", NOW);
        assertThat(retention().erase(List.of("p1")))
                .as("before the day was summed up")
                .isEqualTo(new Deleted(2, 1));
        totals.update();
        assertThat(counted("2026-11-19")).containsExactly(6L, 1L, 1L);

        assertThat(retention().erase(List.of("p0", "p2", "p2", "nobody"))).isEqualTo(new Deleted(2, 1));
        answer("c3", CardOutcome.OVERRIDDEN, List.of(), "b", NOW);
        totals.update();
        assertThat(counted("2026-11-19")).containsExactly(6L, 1L, 2L);
        assertThat(counted("2026-11-20")).containsExactly(1L, 0L, 0L);
        assertThat(row(chart("words"), "missing tests").cells()).startsWith("7");
        assertThat(Rows.of(database, "select reason, cards from daily_reason order by reason"))
                .extracting(row -> row.get("reason") + " " + row.get("cards"))
                .containsExactly("a 1", "b 1");
        assertThat(Rows.of(database, "select sum(cards) as cards from daily_answer"))
                .extracting(row -> ((Number) row.get("cards")).intValue())
                .containsExactly(3);
    }

    /** Kept for longer they would tell what erased cards were about, and not what all cards of a day were. */
    @Test
    void whatErasedCardsCountIsKeptApartForAsLongAsTheOtherCardsOfTheDay() throws Exception {
        issue("c1", "p1", NOW.minus(Duration.ofDays(40)));
        issue("c2", "p1", NOW);
        retention().erase(List.of("p1"));
        assertThat(Rows.of(database, "select distinct on_day from erased_daily_card"))
                .hasSize(2);
        issue("c3", "p3", NOW.minus(Duration.ofDays(40)));
        retention().purge();
        assertThat(Rows.of(database, "select distinct on_day from erased_daily_card"))
                .hasSize(1);
        totals.update();
        assertThat(counted("2026-10-11")).containsExactly(1L, 0L, 0L);
    }

    @Test
    void whatIsKeptOfOnePatientIsDeletedOnDemand() throws Exception {
        issue("c1", "p1", NOW);
        issue("c2", "p2", NOW);
        for (var card : List.of("c1", "c2", "unknown")) {
            answer(card, CardOutcome.OVERRIDDEN, List.of(), "a", NOW);
        }
        assertThat(retention().erase(List.of("p1"))).isEqualTo(new Deleted(1, 1));
        assertThat(cards("select card from issued_card")).containsExactly("c2");
        assertThat(cards("select card from feedback order by card")).containsExactly("c2", "unknown");
    }

    @Test
    void aPlotWithoutAnyValueToShowSaysSo() throws Exception {
        for (var i = 0; i < 4; i++) {
            issue("c" + i, "p" + i, NOW);
            answer("c" + i, CardOutcome.OVERRIDDEN, List.of(), "not-now", NOW);
        }
        totals.update();
        assertThat(chart("reasons").plot().hidesAll()).isTrue();

        issue("c4", "p4", NOW);
        answer("c4", CardOutcome.OVERRIDDEN, List.of(), "not-now", NOW);
        totals.update();
        assertThat(chart("reasons").plot().hidesAll()).isFalse();
    }

    @Test
    void cardsCalledWrongAndCommentsAreListedTheNewestFirst() throws Exception {
        issue("c1", "p1", NOW);
        answer("c1", CardOutcome.OVERRIDDEN, List.of(), "diagnosis-wrong", NOW);
        answer("c1", CardOutcome.OVERRIDDEN, List.of(), "not-now", NOW);
        var later = new FeedbackStore(database, Duration.ZERO, InstantSource.fixed(NOW.plus(Duration.ofHours(2))));
        later.save(batch("other", new CardFeedback("x", CardOutcome.OVERRIDDEN, NOW, List.of(), null, "<b>Why?")));
        var all = new ReportingPeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-20"), null, null);
        var before = new ReportingPeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-19"), null, null);
        var one = new ReportingPeriod(LocalDate.parse("2026-11-20"), LocalDate.parse("2026-11-20"), null, "rls-workup");

        assertThat(flagged(all))
                .containsExactly(
                        "2026-11-20 other null null <b>Why?",
                        "2026-11-20 rls-workup MISSING:FER MISSING:TSH diagnosis-wrong null");
        assertThat(flagged(one)).containsExactly("2026-11-20 rls-workup MISSING:FER MISSING:TSH diagnosis-wrong null");
        assertThat(flagged(before)).isEmpty();
    }

    private List<String> flagged(ReportingPeriod period) {
        return FlaggedCards.of(database.access(), period, Set.of("diagnosis-wrong")).stream()
                .map(it -> it.day() + " " + it.service() + " " + it.rules() + " " + it.reasonCode() + " "
                        + it.userComment())
                .toList();
    }

    private List<Object> cards(String sql) {
        return Rows.of(database, sql).stream().map(row -> row.get("card")).toList();
    }

    @Test
    void whatAClientSentIsOneLineOfTheExportAndNoFormula() {
        Predicate<String> oneLine = line -> line.indexOf('\r') == line.length() - 2;
        assertThat(Csv.line(java.util.Arrays.asList("=1+1", "a\nb", "c,\"d\"", null, "e")))
                .isEqualTo("'=1+1,a b,\"c,\"\"d\"\"\",,e\r\n")
                .matches(oneLine);
    }
}
