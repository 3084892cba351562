package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.CardFeedback.FeedbackReason;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.feedback.model.FeedbackBatch.Receipt;

/** Storing feedback, on both databases. */
@ParameterizedClass
@OnEachDatabase
@Execution(ExecutionMode.CONCURRENT)
class FeedbackStoreTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Parameter
    TestDatabase kind;

    private Database database;
    private FeedbackStore store;

    @BeforeEach
    void open() {
        var pool = kind.pool();
        database = new Database(() -> pool);
        store = new FeedbackStore(database, Duration.ZERO, InstantSource.fixed(NOW));
        database.check();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private static CardFeedback overridden(String card, String reason) {
        return new CardFeedback(
                card, CardOutcome.OVERRIDDEN, NOW, List.of(), new FeedbackReason("urn:x", reason, null), null);
    }

    private boolean save(CardFeedback... entries) {
        return save(List.of(entries));
    }

    private boolean save(List<CardFeedback> entries) {
        return receipt(entries) instanceof Receipt.Stored;
    }

    private Receipt receipt(List<CardFeedback> entries) {
        return store.save(new FeedbackBatch("clinic", "rls-workup", entries));
    }

    private List<Map<String, Object>> rows() {
        return database.access()
                .sql()
                .sql("select * from feedback order by card, reason_code")
                .query()
                .listOfRows();
    }

    @Test
    void anAnswerIsKeptWhole() {
        var at = Instant.parse("2026-11-19T23:59:59.123456Z");
        assertThat(save(new CardFeedback(
                        "c1",
                        CardOutcome.ACCEPTED,
                        at,
                        List.of("s2", "s1", "s2"),
                        new FeedbackReason(null, "other", "Other; 'quoted'"),
                        "wörtlich")))
                .isTrue();
        var row = rows().getFirst();
        assertThat(row)
                .containsEntry("client", "clinic")
                .containsEntry("service", "rls-workup")
                .containsEntry("card", "c1")
                .containsEntry("outcome", "accepted")
                .containsEntry("accepted", "s1\ns2")
                .containsEntry("reason_system", null)
                .containsEntry("reason_code", "other")
                .containsEntry("reason_display", "Other; 'quoted'")
                .containsEntry("user_comment", "wörtlich");
        var kept = database.access()
                .sql()
                .sql("select outcome_at from feedback")
                .query(java.time.OffsetDateTime.class)
                .single();
        assertThat(kept.toInstant()).isEqualTo(at);
    }

    @Test
    void theSameAnswerIsKeptOnceHoweverOftenItIsReported() {
        var answer = overridden("c1", "a");
        assertThat(save(answer, answer)).isTrue();
        assertThat(save(overridden("c0", "a"), answer)).isTrue();
        assertThat(rows()).extracting(row -> row.get("card")).containsExactly("c0", "c1");
    }

    @Test
    void anotherAnswerToTheSameCardIsAnotherEntry() {
        save(overridden("c1", "a"));
        save(overridden("c1", "b"));
        assertThat(rows()).extracting(row -> row.get("reason_code")).containsExactly("a", "b");
    }

    @Test
    void batchesThatCrossEachOtherAreAllKept() {
        var cards =
                IntStream.range(0, 40).mapToObj(i -> overridden("c" + i, "a")).toList();
        var batches = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> save(i % 2 == 0 ? cards : cards.reversed())))
                .toList();
        assertThat(batches).allMatch(CompletableFuture::join);
        assertThat(rows()).hasSize(40);
    }

    @Test
    void ofABatchThatFailsNothingIsKept() {
        var tooLong = overridden("c".repeat(300), "a");
        assertThat(save(overridden("c1", "a"), tooLong, overridden("c2", "a"))).isFalse();
        assertThat(rows()).isEmpty();
    }

    @Test
    void ofACardAsManyAnswersAreKeptAsAClinicianGivesAndNothingOfABatchWithMore() {
        var many = IntStream.range(0, 50)
                .mapToObj(i -> overridden("full", "reason" + i))
                .toList();
        assertThat(save(many)).isTrue();
        assertThat(save(many)).as("the same again").isTrue();
        assertThat(receipt(List.of(overridden("other", "a"), overridden("full", "one more"))))
                .isEqualTo(new Receipt.TooManyAnswers(1, 50));
        assertThat(rows()).hasSize(50).allSatisfy(row -> assertThat(row).containsEntry("card", "full"));
        var ofAnother = new FeedbackBatch("other", "rls-workup", List.of(overridden("full", "one more")));
        assertThat(store.save(ofAnother)).as("another client").isEqualTo(new Receipt.Stored());
    }

    @Test
    void aBatchWithMoreAnswersToOneCardIsNotKept() {
        var tooMany = IntStream.range(0, 51)
                .mapToObj(i -> overridden("full", "reason" + i))
                .toList();
        assertThat(receipt(tooMany)).isEqualTo(new Receipt.TooManyAnswers(0, 50));
        assertThat(rows()).isEmpty();
    }

    @Test
    void nothingIsAcknowledgedBeforeTheDatabaseIsOpen() {
        var shut = new FeedbackStore(new Database(() -> kind.pool()), Duration.ZERO, InstantSource.fixed(NOW));
        assertThat(shut.save(new FeedbackBatch("clinic", "rls-workup", List.of(overridden("c1", "a")))))
                .isEqualTo(new Receipt.Unavailable());
    }

    @Test
    void whenTheDatabaseIsGoneNothingIsAcknowledged() throws Exception {
        database.close();
        assertThat(save(overridden("c1", "a"))).isFalse();
        database.check();
        assertThat(database.isUp()).isFalse();
    }
}
