package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.rlsworkup.feedback.FeedbackLookup.StoredAs;
import org.rlsworkup.feedback.IssuedCard.StoredFinding;
import org.rlsworkup.feedback.Rekeying.KeyChain;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.FeedbackBatch;

/** A new patient key. A hash is a text here, and a key the letter that is put before it. On both databases. */
@ParameterizedClass
@OnEachDatabase
@Execution(ExecutionMode.CONCURRENT)
class RekeyingTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final KeyChain TWO = new KeyChain(2, "A", (hash, keys) -> "b" + hash);
    private static final KeyChain THREE = new KeyChain(3, "AB", (hash, keys) -> (keys == 1 ? "cb" : "c") + hash);

    @Parameter
    TestDatabase kind;

    private Database database;

    @BeforeEach
    void open() {
        var pool = kind.pool();
        database = new Database(() -> pool);
        database.check();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void issue(int keyCount, String prefix, int cards, String key) {
        var content = new IssuedCard.Content(
                "MISSING_TESTS",
                80,
                Set.of("FER"),
                List.of("MISSING:FER"),
                List.of(new StoredFinding("RULE", Set.of(key + "r1", key + "r2")), new StoredFinding("X", Set.of())));
        try (var writer = new IssuedCardWriter(database, keyCount, CLOCK)) {
            for (var i = 0; i < cards; i++) {
                writer.add(new IssuedCard(
                        prefix + i,
                        NOW.minusSeconds(cards - i),
                        "clinic",
                        null,
                        "select",
                        "h",
                        key + "patient",
                        key + "user",
                        key + "condition",
                        i % 2 == 0 ? null : key + "encounter",
                        content,
                        true));
            }
        }
    }

    private void override(String card, int second) {
        var entry = new CardFeedback(card, CardOutcome.OVERRIDDEN, NOW.plusSeconds(second), List.of(), null, "comment");
        assertThat(new FeedbackStore(database, Duration.ZERO, InstantSource.fixed(NOW.plusSeconds(100)))
                        .save(new FeedbackBatch("clinic", "select", List.of(entry))))
                .isEqualTo(new FeedbackBatch.Receipt.Stored());
    }

    private FeedbackLookup.History history(String patient, String user) {
        try (var lookup = new FeedbackLookup(
                database,
                Duration.ofSeconds(60),
                null,
                "select",
                CLOCK,
                Thread.ofVirtual().factory())) {
            return lookup.find(StoredAs.of(patient), user);
        }
    }

    private int rekey(KeyChain keys) {
        return new Rekeying(database, keys).run();
    }

    @Test
    void everythingIsFoundUnderTheNewKeyAndNothingUnderTheOld() {
        issue(1, "a", 2, "a");
        override("a1", 1);
        assertThat(history("apatient", "auser").overridden()).hasSize(1);

        assertThat(rekey(TWO)).isEqualTo(2);
        assertThat(history("apatient", "auser").anyShown()).isFalse();
        var found = history("bapatient", "bauser");
        assertThat(found.overridden()).singleElement().satisfies(card -> {
            assertThat(card.conditionKey()).isEqualTo("bacondition");
            assertThat(card.findings())
                    .containsExactly(
                            new StoredFinding("RULE", Set.of("bar1", "bar2")), new StoredFinding("X", Set.of()));
        });
        assertThat(found.drafts().keySet()).containsExactlyInAnyOrder("bar1", "bar2");
        assertThat(found.kinds())
                .extracting(FeedbackLookup.ShownKind::encounterKey)
                .containsExactlyInAnyOrder(null, "baencounter");
    }

    @Test
    void aSecondRunChangesNothing() {
        issue(1, "a", 2, "a");
        override("a1", 1);
        rekey(TWO);
        assertThat(rekey(TWO)).isZero();
        assertThat(history("bapatient", "bauser").overridden()).hasSize(1);
    }

    @Test
    void whatTheServiceStoresWithTheNewKeyMeanwhileIsLeftAlone() {
        issue(2, "b", 1, "ba");
        issue(1, "a", 1, "a");
        override("a0", 1);
        assertThat(rekey(TWO)).isEqualTo(1);
        override("b0", 2);
        assertThat(history("bapatient", "bauser").overridden())
                .as("the later one takes the place of what said the same before")
                .extracting(FeedbackLookup.OverriddenCard::card)
                .containsExactly("b0");
    }

    @Test
    void whatMissedAKeyGetsBoth() {
        issue(1, "a", 1, "a");
        issue(2, "b", 1, "ba");
        override("a0", 1);
        override("b0", 2);
        assertThat(rekey(THREE)).isEqualTo(2);
        assertThat(Rows.of(database, "select distinct patient_key, key_count from issued_card"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("patient_key", "cbapatient"));
        assertThat(history("cbapatient", "cbauser").overridden()).isNotEmpty();
    }

    @Test
    void goesOnWhereItWasStopped() {
        issue(1, "a", 1_200, "a");
        override("a3", 1);
        var left = new AtomicInteger(4_000);
        var stopped = new KeyChain(2, "A", (hash, keys) -> {
            if (left.decrementAndGet() < 0) {
                throw new IllegalStateException("stopped");
            }
            return "b" + hash;
        });
        assertThatThrownBy(() -> rekey(stopped)).hasMessage("stopped");
        var done = Rows.of(database, "select 1 from issued_card where key_count = 2")
                .size();
        assertThat(done).isEqualTo(500);
        assertThat(rekey(TWO)).isEqualTo(1_200 - done);
        assertThat(Rows.of(database, "select distinct patient_key from issued_card"))
                .extracting(row -> row.get("patient_key"))
                .containsExactly("bapatient");
    }

    /** A wrong key could not be taken back. */
    @Test
    void isOnlyPossibleIfTheDatabaseWasUsedWithTheKeysBefore() {
        assertThat(new Rekeying(database, TWO).isPossible()).isFalse();
        new Replicas(() -> new Replicas.CheckValues("1", "A", 1, "k", "s")).compare(database.access());
        assertThat(new Rekeying(database, TWO).isPossible()).isTrue();
        assertThat(new Rekeying(database, THREE).isPossible()).isFalse();
    }
}
