package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Stores the cards that were sent, asynchronously and in batches: a slow or unavailable database delays no answer. What
 * does not fit into the queue meanwhile is lost, and counted.
 */
public final class IssuedCardWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IssuedCardWriter.class);
    private static final int CAPACITY = 20_000;
    private static final int BATCH_SIZE = 500;
    private static final long POLL_MILLIS = 500;
    /** How long a card waits for others: a transaction of a few cards costs almost as much as one of a hundred. */
    private static final long GATHER_MILLIS = 20;
    /** Characters of a column. */
    private static final int FINDINGS = 8_000;

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);
    private static final String INSERT = """
        insert into issued_card (card, issued_at, written_at, client, service, hook_instance, patient_key, condition_key,
            tests, rules, shown, findings, user_key, kind, words, answered_by, encounter_key,
            key_count)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
        """;

    private static final String ANSWERED = "select distinct card from feedback where card in (:cards)";

    private final Database database;
    private final int keyCount;
    private final InstantSource clock;
    private final BlockingQueue<IssuedCard> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    /** Of a service whose patient key was never changed. */
    public IssuedCardWriter(Database database, InstantSource clock) {
        this(database, 1, clock);
    }

    /** @param keyCount with how many keys the hashes of cards are made */
    public IssuedCardWriter(Database database, int keyCount, InstantSource clock) {
        this.database = database;
        this.keyCount = keyCount;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("issued-cards").start(this::run);
    }

    /** Queues a card, without waiting. */
    public void add(IssuedCard card) {
        if (closing || !queue.offer(card)) {
            lost.incrementAndGet();
        }
    }

    public int queueSize() {
        return queue.size();
    }

    /** How many cards were not stored because the database could not take them in time. */
    public long lost() {
        return lost.get();
    }

    private void run() {
        var batch = new ArrayList<IssuedCard>(BATCH_SIZE);
        try {
            while (!closing || !queue.isEmpty()) {
                var first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather();
                    queue.drainTo(batch, BATCH_SIZE - 1);
                    writeWithRetries(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            lost.addAndGet(batch.size() + queue.size());
        }
    }

    private void gather() throws InterruptedException {
        if (!closing && queue.size() < BATCH_SIZE - 1) {
            Thread.sleep(GATHER_MILLIS);
        }
    }

    private void writeWithRetries(List<IssuedCard> batch) throws InterruptedException {
        while (!write(batch)) {
            if (closing) {
                lost.addAndGet(batch.size());
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Writes a batch; false if it is to be tried again. */
    private boolean write(List<IssuedCard> batch) {
        var now = FeedbackStore.utc(clock.instant());
        try {
            database.<int[]>inTransaction(access -> access.batches()
                    .batchUpdate(
                            INSERT, batch.stream().map(card -> row(card, now)).toList()));
            // After the commit: an answer that is stored meanwhile is found here, or finds its card.
            var cards = batch.stream().map(IssuedCard::card).toList();
            var answered =
                    database.access().sql().sql(ANSWERED).param("cards", cards).query(String.class).list().stream()
                            .map(Objects::requireNonNull)
                            .toList();
            if (!answered.isEmpty()) {
                database.<Set<String>>inTransaction(access -> LastAnswers.update(access, answered));
            }
            return true;
        } catch (DataIntegrityViolationException invalid) {
            // Split until the card that the database refuses is alone, so that the others are stored.
            if (batch.size() == 1) {
                LOG.warn("A card was refused by the database");
                lost.incrementAndGet();
                return true;
            }
            var half = batch.size() / 2;
            return write(batch.subList(0, half)) && write(batch.subList(half, batch.size()));
        } catch (DataAccessException | TransactionException failure) {
            LOG.debug("Cards could not be stored yet: {}", failure.getClass().getSimpleName());
            return false;
        }
    }

    private Object[] row(IssuedCard card, OffsetDateTime now) {
        var content = card.content();
        return new Object[] {
            card.card(),
            FeedbackStore.utc(card.at()),
            now,
            card.client(),
            card.service(),
            card.hookInstance(),
            card.patientKey(),
            card.conditionKey(),
            String.join(" ", content.tests()),
            String.join(" ", content.rules()),
            card.shown(),
            IssuedCard.written(content.findings(), FINDINGS),
            card.userKey(),
            content.kind(),
            content.words(),
            card.answeredBy(),
            card.encounterKey(),
            keyCount
        };
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (!writer.join(SHUTDOWN_TIMEOUT)) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
