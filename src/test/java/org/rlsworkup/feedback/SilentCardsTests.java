package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.rlsworkup.feedback.SilentCards.CardContent;
import org.rlsworkup.feedback.SilentCards.JudgedCard;
import org.rlsworkup.feedback.SilentCards.SilentCard;
import org.rlsworkup.feedback.SilentCards.Verdict;
import org.rlsworkup.feedback.SilentCards.Wanted;

/** Cards of silent mode are kept encrypted, for a time, and can be judged. */
@ParameterizedClass
@OnEachDatabase
@Execution(ExecutionMode.CONCURRENT)
class SilentCardsTests {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Wanted ALL = new Wanted(null, null, null, null);
    private static final CardContent CONTENT =
            new CardContent("RLS: ferritin 42", "Long **text**", "info", List.of("Ferritin", "TSAT"));

    @Parameter
    TestDatabase kind;

    private HikariDataSource pool;
    private Database database;

    @BeforeEach
    void open() {
        pool = kind.pool();
        database = new Database(() -> pool);
        database.check();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private SilentCards cards(String secret) {
        return new SilentCards(database, secret, Duration.ofDays(30), 1, () -> NOW);
    }

    private static SilentCard card(String client, String patientKey, Instant at) {
        return new SilentCard(
                UUID.randomUUID().toString(), at, client, "rls-workup", patientKey, "2026-11-30, site 3f9a", CONTENT);
    }

    /** Writes these, to the end. */
    private void write(SilentCard... all) {
        try (var cards = cards(SECRET)) {
            for (var card : all) {
                cards.add(card);
            }
        }
    }

    private List<JudgedCard> found(String secret, Wanted wanted) {
        try (var cards = cards(secret)) {
            var found = new ArrayList<JudgedCard>();
            cards.each(wanted, 100, found::add);
            return found;
        }
    }

    @Test
    void aCardIsReadAsItWasAndStoredEncrypted() {
        var card = card("pilot", "anna", NOW);
        write(card);
        assertThat(found(SECRET, ALL)).containsExactly(new JudgedCard(card, null));
        assertThat(Rows.of(database, "select * from silent_card").toString())
                .contains("anna", "pilot")
                .doesNotContain("ferritin", "text", "TSAT");
    }

    @Test
    void withoutAKeyNothingIsKept() {
        try (var cards = cards(null)) {
            assertThat(cards.areKept()).isFalse();
            cards.add(card("pilot", "anna", NOW));
        }
        assertThat(found(SECRET, ALL)).isEmpty();
    }

    @Test
    void withAnotherKeyOrNoneTheTextIsMissingAndTheRestIsThere() {
        write(card("pilot", "anna", NOW));
        for (var secret : new String[] {SECRET.replace('0', '1'), null}) {
            assertThat(found(secret, ALL)).singleElement().satisfies(it -> {
                assertThat(it.card().content()).isNull();
                assertThat(it.card().patientKey()).isEqualTo("anna");
            });
        }
    }

    @Test
    void theNewestComeFirstAndOnlyThoseThatAreWanted() {
        var first = card("pilot", "anna", NOW.minusSeconds(9));
        var second = card("pilot", "berta", NOW.minusSeconds(5));
        var third = card("other", "anna", NOW);
        write(first, second, third);
        try (var cards = cards(SECRET)) {
            assertThat(cards.judge(second.card(), Verdict.DISAGREE, "wrong test", "operator"))
                    .isTrue();
            assertThat(cards.judge(third.card(), Verdict.AGREE, null, "operator"))
                    .isTrue();
            assertThat(cards.judge("nothing", Verdict.AGREE, null, "operator")).isFalse();
        }
        assertThat(ids(ALL)).containsExactly(third.card(), second.card(), first.card());
        assertThat(ids(new Wanted("pilot", null, null, null))).containsExactly(second.card(), first.card());
        assertThat(ids(new Wanted(null, "anna", null, null))).containsExactly(third.card(), first.card());
        assertThat(ids(new Wanted(null, null, false, null))).containsExactly(first.card());
        assertThat(ids(new Wanted(null, null, true, null))).containsExactly(third.card(), second.card());
        assertThat(ids(new Wanted(null, null, true, Verdict.DISAGREE))).containsExactly(second.card());
        try (var cards = cards(SECRET)) {
            var most = new ArrayList<JudgedCard>();
            cards.each(ALL, 2, most::add);
            assertThat(most).hasSize(2);
        }
    }

    private List<String> ids(Wanted wanted) {
        return found(SECRET, wanted).stream().map(it -> it.card().card()).toList();
    }

    @Test
    void aLaterJudgementTakesThePlaceOfTheFirstAndItsRemarkIsEncrypted() {
        var card = card("pilot", "anna", NOW);
        write(card);
        try (var cards = cards(SECRET)) {
            cards.judge(card.card(), Verdict.DISAGREE, "was done elsewhere", "first");
            assertThat(Rows.of(database, "select remark from silent_card").toString())
                    .doesNotContain("elsewhere");
            assertThat(found(SECRET, ALL).getFirst().judgement().remark()).isEqualTo("was done elsewhere");
            cards.judge(card.card(), Verdict.AGREE, null, "second");
        }
        assertThat(found(SECRET, ALL).getFirst().judgement())
                .isEqualTo(new SilentCards.Judgement(Verdict.AGREE, null, "second", NOW));
    }

    @Test
    void cardsEndAfterTheirTime() {
        var old = card("pilot", "anna", NOW.minus(Duration.ofDays(30)).minusMillis(1));
        var kept = card("pilot", "anna", NOW.minus(Duration.ofDays(30)));
        write(old, kept);
        try (var cards = cards(SECRET)) {
            cards.purge();
        }
        assertThat(ids(ALL)).containsExactly(kept.card());
    }

    @Test
    void cardsOfAPatientWhoIsErasedAreErased() {
        var others = card("pilot", "berta", NOW);
        write(card("pilot", "anna", NOW), others);
        var totals = new DailyTotals(database, () -> NOW, (card, test) -> card + test);
        new Retention(database, totals, Duration.ofDays(730), () -> NOW).erase(Set.of("anna"));
        assertThat(ids(ALL)).containsExactly(others.card());
    }

    @Test
    void aNewPatientKeyIsAppliedToTheirHashesOnce() {
        var card = card("pilot", "anna", NOW);
        write(card);
        var rekeying =
                new Rekeying(database, new Rekeying.KeyChain(2, "check", (hash, keys) -> hash + " after " + keys));
        rekeying.run();
        rekeying.run();
        assertThat(found(SECRET, ALL)).singleElement().satisfies(it -> {
            assertThat(it.card().patientKey()).isEqualTo("anna after 1");
            assertThat(it.card().content()).isEqualTo(CONTENT);
        });
    }

    @Test
    void whileTheDatabaseIsDownCardsAreLostAndCounted() {
        pool.close();
        var cards = cards(SECRET);
        try (cards) {
            cards.add(card("pilot", "anna", NOW));
        }
        var until = System.nanoTime() + 20_000_000_000L;
        while (cards.lost() == 0) {
            assertThat(System.nanoTime()).as("counted").isLessThan(until);
            Thread.onSpinWait();
        }
        assertThat(cards.lost()).isEqualTo(1);
    }
}
