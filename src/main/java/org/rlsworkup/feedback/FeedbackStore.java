package org.rlsworkup.feedback;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.feedback.model.FeedbackBatch.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/** Stores what clinicians did with cards. */
public final class FeedbackStore {
    /** Answers that are kept of one card and client: no clinician gives more, and each one is read when the next comes. */
    static final int MOST_ANSWERS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackStore.class);
    /** Index of the card in a row. */
    private static final int CARD = 4;

    private static final int MOST_TRIES = 3;
    private static final Duration POLL = Duration.ofMillis(10);
    private static final String INSERT = """
        insert into feedback (entry, received_at, client, service, card, outcome, outcome_at, accepted,
            reason_system, reason_code, reason_display, user_comment)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
        """;
    private static final String FULL = """
        select card from feedback where client = :client and card in (:cards) group by card having count(*) > :most
            limit 1\
        """;

    private final Database database;
    private final Duration queued;
    private final InstantSource clock;

    /** @param queued for how long a card that was just sent can be on its way to the database, maybe from another replica */
    public FeedbackStore(Database database, Duration queued, InstantSource clock) {
        this.database = database;
        this.queued = queued;
        this.clock = clock;
    }

    /** A card that has too many answers, thrown to roll back. */
    private static final class FullCardException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String card;

        FullCardException(String card) {
            super("a card has too many answers", null, false, false);
            this.card = card;
        }
    }

    /** Stores a batch, whole or not at all. */
    public Receipt save(FeedbackBatch batch) {
        var now = utc(clock.instant());
        // Sorted by key, so that two batches with the same entries cannot deadlock.
        var rows = batch.entries().stream()
                .map(entry -> row(batch, entry, now))
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> row, (one, same) -> one, TreeMap::new));
        try {
            var unknown = insert(batch.client(), List.copyOf(rows.values()), 1);
            awaitCards(unknown);
            return new Receipt.Stored();
        } catch (FullCardException full) {
            var cards = batch.entries().stream().map(CardFeedback::card).toList();
            return new Receipt.TooManyAnswers(cards.indexOf(full.card), MOST_ANSWERS);
        } catch (DataAccessException | TransactionException failure) {
            // The message may quote the feedback. That the database is down is said once.
            LOG.atLevel(database.isUp() ? Level.WARN : Level.DEBUG)
                    .log("Feedback could not be stored: {}", failure.getClass().getSimpleName());
            return new Receipt.Unavailable();
        }
    }

    /** Returns the answered cards that are not stored. */
    private Set<String> insert(String client, List<Object[]> rows, int attempt) {
        try {
            return database.<Set<String>>inTransaction(access -> {
                var counts = access.batches().batchUpdate(INSERT, rows);
                var answered = IntStream.range(0, counts.length)
                        .filter(i -> counts[i] != 0)
                        .mapToObj(i -> (String) rows.get(i)[CARD])
                        .collect(Collectors.toCollection(TreeSet::new));
                refuseFull(access, client, answered);
                answered.removeAll(LastAnswers.update(access, answered));
                return answered;
            });
        } catch (PessimisticLockingFailureException deadlock) {
            if (attempt == MOST_TRIES) {
                throw deadlock;
            }
            return insert(client, rows, attempt + 1);
        }
    }

    private static void refuseFull(Database.Access access, String client, Set<String> cards) {
        if (cards.isEmpty()) {
            return;
        }
        var full = access.sql()
                .sql(FULL)
                .param("client", client)
                .param("cards", cards)
                .param("most", MOST_ANSWERS)
                .query(String.class)
                .optional();
        full.ifPresent(card -> {
            throw new FullCardException(card);
        });
    }

    /**
     * Waits for cards that were sent a moment ago and are on their way to the database, so that the answer
     * counts at the next call wherever that arrives. Whatever fails here, the card's own writer finds the answer later.
     */
    private void awaitCards(Set<String> unknown) {
        var missing = new TreeSet<>(unknown);
        var until = System.nanoTime() + queued.toNanos();
        try {
            while (!missing.isEmpty()) {
                missing.removeAll(database.<Set<String>>inTransaction(access -> LastAnswers.update(access, missing)));
                missing.removeIf(card -> !isRecent(card));
                if (missing.isEmpty() || System.nanoTime() > until || !pause()) {
                    return;
                }
            }
        } catch (DataAccessException | TransactionException failure) {
            LOG.debug("Cards were not waited for: {}", failure.getClass().getSimpleName());
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(POLL);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isRecent(String card) {
        var sent = IssuedCard.sentAt(card);
        return sent != null && sent.plus(queued).isAfter(clock.instant());
    }

    private static Object[] row(FeedbackBatch batch, CardFeedback entry, OffsetDateTime now) {
        var reason = entry.reason();
        return new Object[] {
            key(batch, entry),
            now,
            batch.client(),
            batch.service(),
            entry.card(),
            entry.outcome().name().toLowerCase(Locale.ROOT),
            utc(entry.at()),
            String.join("\n", entry.acceptedSuggestions()),
            reason == null ? null : reason.system(),
            reason == null ? null : reason.code(),
            reason == null ? null : reason.display(),
            entry.comment()
        };
    }

    /** A hash of the entry, so that one reported several times is stored once. */
    private static UUID key(FeedbackBatch batch, CardFeedback entry) {
        var reason = entry.reason();
        var content = String.join(
                "\u0000",
                batch.client(),
                batch.service(),
                entry.card(),
                entry.outcome().name(),
                entry.at().toString(),
                String.join("\n", entry.acceptedSuggestions()),
                reason == null ? "" : reason.system() + "\n" + reason.code(),
                String.valueOf(entry.comment()));
        var digest = ByteBuffer.wrap(DigestUtils.sha256(content));
        return new UUID(digest.getLong(), digest.getLong());
    }

    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
