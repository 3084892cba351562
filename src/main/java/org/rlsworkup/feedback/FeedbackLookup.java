package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
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
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.model.CardFeedback.FeedbackReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the earlier feedback about one patient. A call waits for it only for a short time: if the database does not
 * respond by then, the earlier feedback is unknown.
 */
public final class FeedbackLookup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackLookup.class);
    private static final int MAX_CONCURRENT = 100;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

    private final Database database;
    private final Duration timeout;
    private final @Nullable Duration repeatAfter;
    private final String draftsOf;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WARNING_INTERVAL.toNanos());

    /**
     * @param timeout how long a call waits
     * @param repeatAfter for how long a message that was shown is not repeated, or null if it always is
     * @param draftsOf id of the service whose cards about draft orders are remembered
     * @param threads makes the threads that look up
     */
    public FeedbackLookup(
            Database database,
            Duration timeout,
            @Nullable Duration repeatAfter,
            String draftsOf,
            InstantSource clock,
            ThreadFactory threads) {
        this.database = database;
        this.timeout = timeout;
        this.repeatAfter = repeatAfter;
        this.draftsOf = draftsOf;
        this.clock = clock;
        this.threads = Executors.newThreadPerTaskExecutor(threads);
    }

    /**
     * The keyed hashes under which cards of a patient may be stored.
     *
     * @param now under which they are stored
     * @param before under which an earlier version stored them; the same if those could be another patient's
     */
    public record StoredAs(String now, String before) {
        static StoredAs of(String key) {
            return new StoredAs(key, key);
        }
    }

    /**
     * The earlier cards of one patient.
     *
     * @param anyShown whether any card was shown
     * @param shown the messages of cards that are not to be repeated yet, each as {@code RULE} or {@code RULE:TEST}
     * @param kinds the kinds of cards by the encounter in which they were shown
     * @param drafts how long ago this user was last shown a card about a draft order, by its keyed hash
     */
    public record History(
            List<OverriddenCard> overridden,
            boolean anyShown,
            Set<String> shown,
            List<ShownKind> kinds,
            Map<String, Duration> drafts) {

        /**
         * Whether a card of this kind was shown in an encounter; where no encounter was open, then or now, within a day.
         *
         * @param encounterKey keyed hash of the open encounter, or null if there is none
         */
        public boolean hasShown(String kind, @Nullable String encounterKey) {
            return kinds.stream()
                    .filter(it -> it.kind().equals(kind))
                    .anyMatch(it -> (encounterKey == null || it.encounterKey() == null)
                            ? it.isRecent()
                            : it.encounterKey().equals(encounterKey));
        }

        /** Whether this user was shown a card about a draft order, given by its keyed hash, less long ago than this. */
        public boolean hasShownDraft(String draft, Duration within) {
            var ago = drafts.get(draft);
            return ago != null && ago.compareTo(within) < 0;
        }
    }

    /** A kind of card that was shown in an encounter, or in none; recently: within a day. */
    public record ShownKind(String kind, @Nullable String encounterKey, boolean isRecent) {}

    /**
     * A card that a clinician overrode.
     *
     * @param card its uuid
     * @param at the time of the override, and not later than it was reported
     * @param conditionKey keyed hash of the Condition it was about, or null if that has no id
     * @param tests ids of the tests it offered
     * @param findings on it, other than tests
     * @param reason that was chosen, or null
     * @param accepted ids of the suggestions of this card that were accepted
     */
    public record OverriddenCard(
            String card,
            Instant at,
            @Nullable String conditionKey,
            Set<String> tests,
            List<IssuedCard.StoredFinding> findings,
            @Nullable FeedbackReason reason,
            Set<String> accepted) {}

    public long started() {
        return started.get();
    }

    /** How many lookups had no result in time. */
    public long failures() {
        return failures.get();
    }

    /**
     * Starts a lookup. The supplier waits for its result until the timeout, and is empty if there is none.
     *
     * @param userKey keyed hash of the user who orders, or null if nothing is being ordered: then neither drafts nor kinds
     *     of cards are looked for
     */
    public Supplier<Optional<History>> start(StoredAs patient, @Nullable String userKey) {
        var deadline = System.nanoTime() + timeout.toNanos();
        started.incrementAndGet();
        if (!database.isUp() || !permits.tryAcquire()) {
            return this::failed;
        }
        var search = search(patient, userKey);
        var lookup = new FutureTask<>(() -> history(search.run(database.access().batches()), userKey));
        threads.execute(() -> {
            try {
                lookup.run();
            } finally {
                // Also if the lookup was cancelled before it started.
                permits.release();
            }
        });
        return () -> await(lookup, search, deadline);
    }

    /** Number of running look-ups, including those that no call waits for any more. */
    int running() {
        return MAX_CONCURRENT - permits.availablePermits();
    }

    private Optional<History> await(Future<History> lookup, PatientSearch search, long deadline) {
        try {
            return Optional.of(lookup.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            // Not interrupted: H2 would close its file, and the PostgreSQL driver its connection.
            lookup.cancel(false);
            search.giveUp();
            return failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            search.giveUp();
            return failed();
        }
    }

    private Optional<History> failed() {
        failures.incrementAndGet();
        var now = System.nanoTime();
        var last = lastWarning.get();
        if (now - last > WARNING_INTERVAL.toNanos() && lastWarning.compareAndSet(last, now)) {
            LOG.warn("Earlier feedback could not be looked up: cards are shown as if there were none");
        }
        return Optional.empty();
    }

    /** Looks up synchronously, without a timeout. */
    History find(StoredAs patient, @Nullable String userKey) {
        return history(search(patient, userKey).run(database.access().batches()), userKey);
    }

    private PatientSearch search(StoredAs patient, @Nullable String userKey) {
        return new PatientSearch(patient, userKey != null || repeatAfter != null);
    }

    private History history(PatientSearch.Found found, @Nullable String userKey) {
        var shown = found.shown();
        return new History(
                found.overridden().stream().map(FeedbackLookup::card).toList(),
                !shown.isEmpty() || !found.overridden().isEmpty(),
                messages(shown),
                kinds(shown),
                drafts(shown, userKey));
    }

    private static OverriddenCard card(PatientSearch.OverriddenRow row) {
        var code = row.reasonCode();
        return new OverriddenCard(
                row.card(),
                row.at().toInstant(),
                row.conditionKey(),
                Set.copyOf(IssuedCard.words(row.tests())),
                IssuedCard.findings(row.findings()),
                code == null ? null : new FeedbackReason(row.reasonSystem(), code, null),
                row.accepted().lines().collect(Collectors.toSet()));
    }

    private Set<String> messages(List<PatientSearch.ShownRow> shown) {
        return repeatAfter == null
                ? Set.of()
                : shown.stream()
                        .filter(card -> isWithin(repeatAfter, card))
                        .flatMap(card -> IssuedCard.words(card.rules()).stream())
                        .collect(Collectors.toSet());
    }

    private List<ShownKind> kinds(List<PatientSearch.ShownRow> shown) {
        return shown.stream()
                .flatMap(card -> Stream.ofNullable(card.kind())
                        .map(kind -> new ShownKind(kind, card.encounterKey(), isWithin(DAY, card))))
                .toList();
    }

    private Map<String, Duration> drafts(List<PatientSearch.ShownRow> shown, @Nullable String userKey) {
        var now = clock.instant();
        var drafts = new HashMap<String, Duration>();
        shown.stream()
                .filter(card -> userKey != null
                        && userKey.equals(card.userKey())
                        && card.service().equals(draftsOf))
                .forEach(card -> IssuedCard.findings(card.findings()).stream()
                        .flatMap(finding -> finding.restsOn().stream())
                        .forEach(draft -> drafts.merge(
                                draft,
                                Duration.between(card.issuedAt().toInstant(), now),
                                (one, other) -> one.compareTo(other) < 0 ? one : other)));
        return drafts;
    }

    private boolean isWithin(Duration period, PatientSearch.ShownRow card) {
        return card.issuedAt().toInstant().isAfter(clock.instant().minus(period));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
