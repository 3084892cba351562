package org.rlsworkup.feedback;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Keeps what clinicians answered to cards. */
public final class FeedbackStore {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackStore.class);
    private static final String INSERT = """
        insert into feedback (entry, received_at, client, service, card, outcome, outcome_at, accepted,
            reason_system, reason_code, reason_display, user_comment)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
        """;

    private final Database database;
    private final InstantSource clock;

    /** @param clock real time, when an answer was received */
    public FeedbackStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps all of them: true once they are committed, false if none was kept because the database did not answer. */
    public boolean keep(List<CardAnswer> answers) {
        // In one order, so that two batches with the same entries cannot wait for each other.
        var ordered =
                answers.stream().sorted(Comparator.comparing(CardAnswer::entry)).toList();
        var now = utc(clock.instant());
        try {
            database.<int[]>inTransaction(access -> access.batches()
                    .batchUpdate(
                            INSERT,
                            ordered.stream().map(answer -> row(answer, now)).toList()));
            return true;
        } catch (DataAccessException | TransactionException failure) {
            // The message may quote what was to be kept.
            LOG.warn("Feedback could not be kept: {}", failure.getClass().getSimpleName());
            return false;
        }
    }

    private static Object[] row(CardAnswer answer, OffsetDateTime now) {
        var reason = answer.reason();
        return new Object[] {
            answer.entry(),
            now,
            answer.client(),
            answer.service(),
            answer.card(),
            answer.outcome().name().toLowerCase(Locale.ROOT),
            utc(answer.at()),
            String.join("\n", answer.accepted()),
            reason == null ? null : reason.system(),
            reason == null ? null : reason.code(),
            reason == null ? null : reason.display(),
            answer.comment()
        };
    }

    public static OffsetDateTime utc(java.time.Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
