package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
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
 * Writes down which cards were sent, in batches and off the way of the answer: a slow or dead database delays no card,
 * it costs at worst what the queue cannot hold.
 */
public final class IssuedCardWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IssuedCardWriter.class);
    private static final int QUEUE = 20_000;
    private static final int BATCH = 500;
    private static final long PAUSE_MILLIS = 500;
    private static final Duration LAST_CHANCE = Duration.ofSeconds(3);
    private static final String INSERT = """
        insert into issued_card (card, issued_at, written_at, client, service, hook_instance, patient_key, condition_key,
            tests, rules, shown)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
        """;

    private final Database database;
    private final InstantSource clock;
    private final BlockingQueue<IssuedCard> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    /**
     * Cards for this database.
     *
     * @param clock real time
     */
    public IssuedCardWriter(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("issued-cards").unstarted(this::write);
        writer.start();
    }

    /** Notes a card; returns at once. */
    public void add(IssuedCard card) {
        if (closing || !queue.offer(card)) {
            lost.incrementAndGet();
        }
    }

    /** How many wait to be written. */
    public int waiting() {
        return queue.size();
    }

    /** How many were not written because the database could not take them in time. */
    public long lost() {
        return lost.get();
    }

    private void write() {
        var batch = new ArrayList<IssuedCard>(BATCH);
        try {
            while (!closing || !queue.isEmpty()) {
                var first = queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    writeUntilItIs(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            lost.addAndGet(batch.size() + queue.size());
        }
    }

    private void writeUntilItIs(List<IssuedCard> batch) throws InterruptedException {
        while (!written(batch)) {
            if (closing) {
                lost.addAndGet(batch.size());
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean written(List<IssuedCard> batch) {
        try {
            insert(batch);
            return true;
        } catch (DataIntegrityViolationException unfit) {
            // One of them no database takes, and the others must not wait for it.
            if (batch.size() == 1) {
                LOG.warn("A card could not be written down");
                lost.incrementAndGet();
                return true;
            }
            var half = batch.size() / 2;
            return written(batch.subList(0, half)) && written(batch.subList(half, batch.size()));
        } catch (DataAccessException | TransactionException failure) {
            LOG.debug("Cards wait to be written down: {}", failure.getClass().getSimpleName());
            return false;
        }
    }

    private void insert(List<IssuedCard> batch) {
        var now = FeedbackStore.utc(clock.instant());
        database.<int[]>inTransaction(access -> access.batches()
                .batchUpdate(INSERT, batch.stream().map(card -> row(card, now)).toList()));
    }

    private static Object[] row(IssuedCard card, OffsetDateTime now) {
        return new Object[] {
            card.card(),
            FeedbackStore.utc(card.at()),
            now,
            card.client(),
            card.service(),
            card.hookInstance(),
            card.patientKey(),
            card.conditionKey(),
            String.join(" ", card.tests()),
            String.join(" ", card.rules()),
            card.shown()
        };
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (!writer.join(LAST_CHANCE)) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
