package org.rlsworkup.feedback;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Stores what clinicians did with cards. */
public final class FeedbackStore {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackStore.class);
    private static final String INSERT = """
        insert into feedback (entry, received_at, client, service, card, outcome, outcome_at, accepted,
            reason_system, reason_code, reason_display, user_comment)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
        """;

    private final Database database;
    private final InstantSource clock;

    public FeedbackStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Stores a batch: true once it is committed, false if nothing was stored because the database is unavailable. */
    public boolean save(FeedbackBatch batch) {
        var now = utc(clock.instant());
        // Sorted by key, so that two batches with the same entries cannot deadlock.
        var rows = batch.entries().stream()
                .map(entry -> row(batch, entry, now))
                .sorted(Comparator.comparing(row -> (UUID) row[0]))
                .toList();
        try {
            database.<int[]>inTransaction(access -> access.batches().batchUpdate(INSERT, rows));
            return true;
        } catch (DataAccessException | TransactionException failure) {
            // The message may quote the feedback.
            LOG.warn("Feedback could not be stored: {}", failure.getClass().getSimpleName());
            return false;
        }
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
