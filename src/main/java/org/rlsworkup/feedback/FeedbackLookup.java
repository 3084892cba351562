package org.rlsworkup.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up what clinicians answered to the cards of one patient. A call does not wait for it longer than a moment: if
 * the database does not answer in that time, what was answered is unknown.
 */
public final class FeedbackLookup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackLookup.class);
    private static final int AT_ONCE = 100;
    private static final Duration WARNED_EVERY = Duration.ofMinutes(1);
    private static final String ANSWERED = """
        select c.card, c.tests, c.condition_key, f.outcome, f.outcome_at, f.received_at, f.accepted,
            f.reason_system, f.reason_code
        from issued_card c join feedback f on f.card = c.card and f.client = c.client
        where c.patient_key = ?\
        """;
    private static final String SHOWN =
            "select rules from issued_card where patient_key = ? and issued_at > ? and shown";

    private final Database database;
    private final Duration patience;
    private final @Nullable Duration repeatAfter;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong warned = new AtomicLong(System.nanoTime() - WARNED_EVERY.toNanos());

    /**
     * A look-up.
     *
     * @param patience how long a call waits
     * @param repeatAfter for how long what was shown is not shown again, or null if it always is
     * @param clock real time
     */
    public FeedbackLookup(Database database, Duration patience, @Nullable Duration repeatAfter, InstantSource clock) {
        this.database = database;
        this.patience = patience;
        this.repeatAfter = repeatAfter;
        this.clock = clock;
    }

    /**
     * What is known of one patient.
     *
     * @param shown what cards said that need not be said again, each as {@code RULE} or {@code RULE:TEST}
     */
    public record Known(List<Overridden> overridden, Set<String> shown) {}

    /** How many look-ups there were. */
    public long asked() {
        return asked.get();
    }

    /** How many of them brought no answer in time. */
    public long unknown() {
        return unknown.get();
    }

    /**
     * Begins to look up; the answer is waited for, from now, no longer than patience allows, and empty if it is
     * unknown.
     */
    public Supplier<Optional<Known>> begin(String patientKey) {
        var until = System.nanoTime() + patience.toNanos();
        asked.incrementAndGet();
        if (!database.isUp() || !room.tryAcquire()) {
            return this::missed;
        }
        var lookup = new FutureTask<>(() -> find(patientKey));
        threads.execute(() -> {
            try {
                lookup.run();
            } finally {
                // Also of one that was given up before it began.
                room.release();
            }
        });
        return () -> await(lookup, until);
    }

    /** How many are under way, those given up among them. */
    int underWay() {
        return AT_ONCE - room.availablePermits();
    }

    private Optional<Known> await(Future<Known> lookup, long until) {
        try {
            return Optional.of(lookup.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            // One that has begun goes on: interrupted, H2 would close its file, and the driver of PostgreSQL its
            // connection.
            lookup.cancel(false);
            return missed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missed();
        }
    }

    private Optional<Known> missed() {
        unknown.incrementAndGet();
        var now = System.nanoTime();
        var last = warned.get();
        if (now - last > WARNED_EVERY.toNanos() && warned.compareAndSet(last, now)) {
            LOG.warn("Earlier answers could not be looked up: cards are shown as if there were none");
        }
        return Optional.empty();
    }

    /** Looks up at once, however long that takes. */
    Known find(String patientKey) {
        var sql = database.access().sql();
        var answers =
                sql.sql(ANSWERED).param(patientKey).query(FeedbackLookup::row).list();
        return new Known(overridden(answers), repeatAfter == null ? Set.of() : shown(patientKey, repeatAfter));
    }

    private Set<String> shown(String patientKey, Duration span) {
        var rules = new HashSet<String>();
        database.access()
                .sql()
                .sql(SHOWN)
                .param(patientKey)
                .param(FeedbackStore.utc(clock.instant().minus(span)))
                .query(String.class)
                .list()
                .forEach(card -> rules.addAll(words(card)));
        return rules;
    }

    private record Row(
            String card,
            Set<String> tests,
            @Nullable String conditionKey,
            boolean overridden,
            Instant at,
            CardAnswer.@Nullable Reason reason,
            Set<String> accepted) {}

    private static Row row(ResultSet row, int number) throws SQLException {
        var at = row.getObject("outcome_at", OffsetDateTime.class).toInstant();
        var received = row.getObject("received_at", OffsetDateTime.class).toInstant();
        var code = row.getString("reason_code");
        return new Row(
                row.getString("card"),
                words(row.getString("tests")),
                row.getString("condition_key"),
                row.getString("outcome").equals("overridden"),
                at.isAfter(received) ? received : at,
                code == null ? null : new CardAnswer.Reason(row.getString("reason_system"), code, null),
                Set.copyOf(row.getString("accepted").lines().toList()));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
    }

    private static List<Overridden> overridden(List<Row> rows) {
        Map<String, Set<String>> accepted = new HashMap<>();
        rows.forEach(row ->
                accepted.computeIfAbsent(row.card(), card -> new HashSet<>()).addAll(row.accepted()));
        var overridden = new ArrayList<Overridden>();
        for (var row : rows) {
            if (row.overridden()) {
                overridden.add(new Overridden(
                        row.card(),
                        row.at(),
                        row.conditionKey(),
                        row.tests(),
                        row.reason(),
                        Set.copyOf(accepted.getOrDefault(row.card(), Set.of()))));
            }
        }
        return overridden;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
