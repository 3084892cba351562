package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.rlsworkup.feedback.FeedbackLookup.StoredAs;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** An override that reaches one replica while the card still waits in another to be stored. On both databases. */
@ParameterizedClass
@OnEachDatabase
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class QueuedCardTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @Parameter
    TestDatabase kind;

    private final CountDownLatch free = new CountDownLatch(1);
    private final AtomicInteger askedByOther = new AtomicInteger();
    private final String card = IssuedCard.newId(NOW, new Random(1)).toString();
    private volatile boolean held;
    private Database sender;
    private Database other;
    private IssuedCardWriter writer;

    @BeforeEach
    void sendCard() {
        var url = kind.freshUrl();
        var user = kind == TestDatabase.H2 ? "sa" : "postgres";
        sender = new Database(() -> new DelegatingDataSource(TestDatabase.pool(url, user, "")) {
            @Override
            public Connection getConnection() throws SQLException {
                try {
                    if (held) {
                        free.await();
                    }
                } catch (InterruptedException e) {
                    throw new SQLException(e);
                }
                return super.getConnection();
            }
        });
        other = new Database(() -> new DelegatingDataSource(TestDatabase.pool(url, user, "")) {
            @Override
            public Connection getConnection() throws SQLException {
                askedByOther.incrementAndGet();
                return super.getConnection();
            }
        });
        sender.check();
        other.check();
        held = true;
        writer = new IssuedCardWriter(sender, CLOCK);
        var content = new IssuedCard.Content("MISSING_TESTS", 80, Set.of("FER"), List.of("MISSING:FER"), List.of());
        writer.add(
                new IssuedCard(card, NOW, "clinic", null, "view", "h", "patient", "user", null, null, content, true));
    }

    @AfterEach
    void close() throws Exception {
        free.countDown();
        writer.close();
        sender.close();
        other.close();
    }

    private FeedbackBatch.Receipt override(Duration queued) {
        return new FeedbackStore(other, queued, CLOCK)
                .save(new FeedbackBatch(
                        "clinic",
                        "view",
                        List.of(new CardFeedback(card, CardOutcome.OVERRIDDEN, NOW, List.of(), null, null))));
    }

    private List<FeedbackLookup.OverriddenCard> found() {
        try (var lookup = new FeedbackLookup(
                other,
                Duration.ofSeconds(30),
                null,
                "select",
                CLOCK,
                Thread.ofVirtual().factory())) {
            return lookup.find(StoredAs.of("patient"), null).overridden();
        }
    }

    @Test
    void countsAtTheNextCall() {
        var before = askedByOther.get();
        var saved = CompletableFuture.supplyAsync(() -> override(Duration.ofSeconds(30)));
        while (!saved.isDone() && askedByOther.get() < before + 4) {
            Thread.onSpinWait();
        }
        free.countDown();
        assertThat(saved.join()).isEqualTo(new FeedbackBatch.Receipt.Stored());
        assertThat(found()).hasSize(1);
    }

    @Test
    void countsOnceTheCardIsStoredIfThatTakesLonger() {
        assertThat(override(Duration.ofMillis(1))).isEqualTo(new FeedbackBatch.Receipt.Stored());
        assertThat(found()).isEmpty();
        free.countDown();
        writer.close();
        assertThat(found()).hasSize(1);
    }

    @Test
    void theUuidOfACardTellsItsTime() {
        assertThat(IssuedCard.sentAt(card)).isEqualTo(NOW);
        assertThat(IssuedCard.sentAt("9c1f3a52-2f0e-4e5a-8b1e-0d7a3b7f6c11")).isNull();
        assertThat(IssuedCard.sentAt("foreign")).isNull();
    }
}
