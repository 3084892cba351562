package org.rlsworkup.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cards that clients in silent mode were not shown, kept for a time so that a pilot can be judged. What they say is
 * encrypted by a key of the site, and whom they are about is known by a keyed hash alone. They are written off the request
 * path; what cannot be written is lost, and counted.
 */
public final class SilentCards implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SilentCards.class);
    private static final int QUEUE = 1_000;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);

    private final Database database;
    private final @Nullable SealedText texts;
    private final Duration period;
    private final int keyCount;
    private final InstantSource clock;
    private final AtomicLong lost = new AtomicLong();
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofVirtual().name("silent-cards").factory(),
            (task, pool) -> lose());

    /**
     * @param secret from which the key is made, or null if nothing is kept
     * @param period for how long
     * @param keyCount how many patient keys the hashes of patients are made with
     */
    public SilentCards(Database database, @Nullable String secret, Duration period, int keyCount, InstantSource clock) {
        this.database = database;
        this.texts = secret == null ? null : new SealedText(secret);
        this.period = period;
        this.keyCount = keyCount;
        this.clock = clock;
    }

    /**
     * A card that was not shown.
     *
     * @param card its uuid
     * @param patientKey keyed hash of the patient
     * @param knowledge version of what it was made with
     * @param content null if it was encrypted by another key
     */
    public record SilentCard(
            String card,
            Instant at,
            String client,
            String service,
            String patientKey,
            String knowledge,
            @Nullable CardContent content) {}

    /** What it says, without the orders themselves, which would name the patient. */
    public record CardContent(String summary, String detail, String indicator, List<String> suggestions) {
        @Override
        public String toString() {
            return "CardContent[]";
        }
    }

    /** Whether a clinician would have wanted to be shown it. */
    public enum Verdict {
        AGREE,
        DISAGREE
    }

    /**
     * What an operator says of a card.
     *
     * @param remark in their own words, or null
     * @param judge who said it
     */
    public record Judgement(Verdict verdict, @Nullable String remark, String judge, Instant at) {}

    /**
     * A card, and what was said of it.
     *
     * @param judgement null as long as there is none
     */
    public record JudgedCard(SilentCard card, @Nullable Judgement judgement) {}

    /**
     * Which cards are wanted; null stands for any.
     *
     * @param judged whether those with or without a judgement
     * @param verdict that they have
     */
    public record Wanted(
            @Nullable String client,
            @Nullable String patientKey,
            @Nullable Boolean judged,
            @Nullable Verdict verdict) {}

    /** Whether cards are kept at all. */
    public boolean areKept() {
        return texts != null;
    }

    /** How many could not be written. */
    public long lost() {
        return lost.get();
    }

    private void lose() {
        if (lost.getAndIncrement() == 0) {
            LOG.warn("A card of silent mode was not kept; the metric rls_silent_cards_lost_total counts them");
        }
    }

    /** Has a card written, without waiting; nothing happens without a key. */
    public void add(SilentCard card) {
        var sealing = texts;
        if (sealing != null) {
            writer.execute(() -> write(card, sealing));
        }
    }

    private void write(SilentCard card, SealedText sealing) {
        var content = sealing.seal(JsonMapper.shared().writeValueAsString(card.content()), card.card());
        try {
            database.<Integer>inTransaction(access -> access.update(
                    """
                    insert into silent_card (card, created_at, client, service, patient_key, key_count, knowledge, content)
                    values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                    """,
                    card.card(),
                    FeedbackStore.utc(card.at()),
                    card.client(),
                    card.service(),
                    card.patientKey(),
                    keyCount,
                    card.knowledge(),
                    content));
        } catch (DataAccessException | TransactionException failure) {
            lose();
        }
    }

    /** The newest cards first, at most so many, each as soon as it is read. */
    public void each(Wanted wanted, int most, Consumer<JudgedCard> use) {
        var conditions = new ArrayList<>(List.of("1 = 1"));
        var values = new ArrayList<>();
        condition(conditions, values, "client = ?", wanted.client());
        condition(conditions, values, "patient_key = ?", wanted.patientKey());
        condition(conditions, values, "verdict = ?", code(wanted.verdict()));
        if (wanted.judged() != null) {
            conditions.add(wanted.judged() ? "verdict is not null" : "verdict is null");
        }
        var query = "select * from silent_card where " + String.join(" and ", conditions)
                + " order by created_at desc, card limit " + most;
        RowCallbackHandler rows = row -> use.accept(read(row));
        // PostgreSQL streams rows only within a transaction.
        database.<@Nullable Void>inTransaction(access -> {
            access.batches().query(query, rows, values.toArray());
            return null;
        });
    }

    private static void condition(List<String> conditions, List<Object> values, String text, @Nullable String value) {
        if (value != null) {
            conditions.add(text);
            values.add(value);
        }
    }

    private static @Nullable String code(@Nullable Verdict verdict) {
        return verdict == null ? null : verdict.name().toLowerCase(Locale.ROOT);
    }

    private JudgedCard read(ResultSet row) throws SQLException {
        var id = row.getString("card");
        var content = open(row.getString("content"), id);
        var card = new SilentCard(
                id,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("client"),
                row.getString("service"),
                row.getString("patient_key"),
                row.getString("knowledge"),
                content == null ? null : JsonMapper.shared().readValue(content, CardContent.class));
        var verdict = row.getString("verdict");
        if (verdict == null) {
            return new JudgedCard(card, null);
        }
        var remark = row.getString("remark");
        return new JudgedCard(
                card,
                new Judgement(
                        Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
                        remark == null ? null : open(remark, remarkOn(id)),
                        row.getString("judge"),
                        row.getObject("judged_at", OffsetDateTime.class).toInstant()));
    }

    private @Nullable String open(String sealed, String place) {
        return texts == null ? null : texts.open(sealed, place).orElse(null);
    }

    private static String remarkOn(String card) {
        return "remark on " + card;
    }

    /** Takes the place of an earlier judgement; false if there is no such card. */
    public boolean judge(String card, Verdict verdict, @Nullable String remark, String judge) {
        var sealed = remark == null || texts == null ? null : texts.seal(remark, remarkOn(card));
        return database.<Integer>inTransaction(access -> access.sql()
                        .sql("update silent_card set verdict = ?, remark = ?, judge = ?, judged_at = ? where card = ?")
                        .param(code(verdict))
                        .param(sealed)
                        .param(judge)
                        .param(FeedbackStore.utc(clock.instant()))
                        .param(card)
                        .update())
                > 0;
    }

    /** Deletes what is older than the period; nothing while the database is down. */
    public void purge() {
        if (database.isUp()) {
            database.<Integer>inTransaction(access -> access.update(
                    "delete from silent_card where created_at < ?",
                    FeedbackStore.utc(clock.instant().minus(period))));
        }
    }

    /** Writes what waits first. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                lost.addAndGet(writer.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
