package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.rlsworkup.feedback.FeedbackLookup.OverriddenCard;
import org.rlsworkup.feedback.FeedbackLookup.StoredAs;
import org.rlsworkup.feedback.IssuedCard.StoredFinding;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.CardFeedback.FeedbackReason;
import org.rlsworkup.feedback.model.FeedbackBatch;

/** However much there is of one patient, a look-up reads little of it, and leaves nothing behind. On both databases. */
@ParameterizedClass
@OnEachDatabase
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class PatientSearchTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final StoredAs PATIENT = StoredAs.of("patient");
    private static final AtomicInteger ROWS_READ = new AtomicInteger();
    private static final int ROWS_TO_READ = 100_000;

    @Parameter
    TestDatabase kind;

    private HikariDataSource pool;
    private Database database;
    private FeedbackStore store;
    private FeedbackLookup lookup;

    @BeforeEach
    void open() {
        pool = kind.pool();
        pool.setConnectionTimeout(30_000);
        database = new Database(() -> pool);
        database.check();
        store = new FeedbackStore(database, Duration.ZERO, CLOCK);
        lookup = lookup(Duration.ofSeconds(60));
    }

    private FeedbackLookup lookup(Duration timeout) {
        return new FeedbackLookup(
                database, timeout, null, "select", CLOCK, Thread.ofVirtual().factory());
    }

    @AfterEach
    void close() throws Exception {
        lookup.close();
        database.close();
    }

    private void issue(int cards, String prefix, Set<String> tests, StoredFinding... findings) {
        var content = new IssuedCard.Content("MISSING_TESTS", 80, tests, List.of("MISSING"), List.of(findings));
        try (var writer = new IssuedCardWriter(database, CLOCK)) {
            for (var i = 0; i < cards; i++) {
                var at = NOW.minusSeconds(cards - i);
                writer.add(new IssuedCard(
                        prefix + i, at, "clinic", null, "view", "h", "patient", "user", "c", null, content, true));
            }
            while (writer.queueSize() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private void override(int cards, String prefix, String reason) {
        answer(IntStream.range(0, cards)
                .mapToObj(i -> new CardFeedback(
                        prefix + i,
                        CardOutcome.OVERRIDDEN,
                        NOW.minusSeconds(cards - i),
                        List.of(),
                        new FeedbackReason("urn:x", reason, null),
                        null))
                .toList());
    }

    private void answer(List<CardFeedback> entries) {
        assertThat(store.save(new FeedbackBatch("clinic", "view", entries)))
                .isEqualTo(new FeedbackBatch.Receipt.Stored());
    }

    private List<String> overridden() {
        return lookup.find(PATIENT, null).overridden().stream()
                .map(OverriddenCard::card)
                .toList();
    }

    @Test
    void anOverrideOfWhatSaysTheSameTakesThePlaceOfTheOneBefore() {
        issue(40, "a", Set.of("FER"));
        override(40, "a", "x");
        assertThat(overridden()).containsExactly("a39");
        override(40, "a", "x");
        assertThat(overridden()).as("the same again").containsExactly("a39");
    }

    @Test
    void aDrugIsTheSameWhateverItsDraftOrder() {
        issue(1, "a", Set.of(), new StoredFinding("drug:X", Set.of("o1")));
        issue(1, "b", Set.of(), new StoredFinding("drug:X", Set.of("o2")));
        override(1, "a", "x");
        answer(List.of(new CardFeedback(
                "b0", CardOutcome.OVERRIDDEN, NOW, List.of(), new FeedbackReason("urn:x", "x", null), null)));
        assertThat(overridden()).containsExactly("b0");
    }

    @Test
    void whatSaysSomethingElseIsKeptBeside() {
        issue(1, "a", Set.of("FER"));
        issue(1, "b", Set.of("FER", "TSH"));
        issue(1, "c", Set.of("FER"), new StoredFinding("RULE", Set.of("result 1")));
        issue(1, "d", Set.of("FER"), new StoredFinding("RULE", Set.of("result 2")));
        issue(1, "e", Set.of("FER"));
        for (var card : List.of("a", "b", "c", "d")) {
            override(1, card, "x");
        }
        override(1, "e", "another reason");
        assertThat(overridden()).containsExactlyInAnyOrder("a0", "b0", "c0", "d0", "e0");
    }

    @Test
    void aCardOnWhichTestsWereAcceptedReplacesNone() {
        issue(2, "a", Set.of("FER", "TSH"));
        answer(List.of(new CardFeedback("a1", CardOutcome.ACCEPTED, NOW, List.of("s1"), null, null)));
        override(2, "a", "x");
        assertThat(overridden()).containsExactly("a1", "a0");
        assertThat(lookup.find(PATIENT, null).overridden().getFirst().accepted())
                .containsExactly("s1");
    }

    @Test
    void ofTwoOverridesOfOneCardTheLaterCountsWhateverTheirOrder() {
        issue(2, "a", Set.of("FER"));
        for (var card : List.of("a0", "a1")) {
            var both = IntStream.of(1, 9)
                    .mapToObj(minutes -> new CardFeedback(
                            card,
                            CardOutcome.OVERRIDDEN,
                            NOW.minus(Duration.ofMinutes(10 - minutes)),
                            List.of(),
                            new FeedbackReason("urn:x", "after " + minutes + " on " + card, null),
                            null))
                    .toList();
            (card.equals("a0") ? both : both.reversed()).forEach(it -> answer(List.of(it)));
        }
        assertThat(lookup.find(PATIENT, null).overridden())
                .extracting(it -> it.reason().code())
                .containsExactlyInAnyOrder("after 9 on a0", "after 9 on a1");
    }

    @Test
    void aLookUpReadsNoMoreRowsThanItNeeds() {
        issue(500, "a", Set.of("FER"));
        override(500, "a", "x");
        var access = database.access();
        if (kind == TestDatabase.POSTGRES) {
            access.batches().execute("analyze");
        }
        for (var query : List.of(PatientSearch.OVERRIDDEN, PatientSearch.ISSUED + 1)) {
            var plan = access.sql().sql("explain analyze " + query).param("patient").query(String.class).list().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining("\n"));
            if (kind == TestDatabase.POSTGRES) {
                assertThat(plan).contains("Index").doesNotContain("Seq Scan on issued_card", "Rows Removed");
            } else {
                assertThat(plan).doesNotContainPattern("scanCount: [0-9]{2}");
            }
        }
    }

    /** Called by H2. */
    public static final class SlowRows {
        private SlowRows() {}

        public static int slowly(int row) {
            ROWS_READ.incrementAndGet();
            LockSupport.parkNanos(100_000);
            return row;
        }
    }

    @Test
    void aLookUpThatIsGivenUpIsCancelledAndItsConnectionKept() throws SQLException {
        issue(1, "a", Set.of("FER"));
        var access = database.access();
        access.batches().execute("alter table issued_card rename to stored_card");
        var slow = kind == TestDatabase.POSTGRES
                ? "(select pg_sleep(300)) as slow"
                : "system_range(1, " + ROWS_TO_READ + ") where slowly(x) = x";
        if (kind == TestDatabase.H2) {
            access.batches().execute("create alias slowly for '" + SlowRows.class.getName() + ".slowly'");
        }
        access.batches().execute("create view issued_card as select stored_card.* from stored_card, " + slow);
        pool.setMaximumPoolSize(1);
        pool.getHikariPoolMXBean().softEvictConnections();
        var before = connection();
        if (kind == TestDatabase.H2) {
            // H2 gives the numbers of its sessions again.
            access.batches().execute("set @kept = 'the same session'");
        }

        try (var hurried = lookup(Duration.ofSeconds(2))) {
            var found = hurried.start(PATIENT, null);
            while (!isExecuting()) {
                Thread.onSpinWait();
                assertThat(hurried.running()).as("executed").isNotZero();
            }
            assertThat(found.get()).isEmpty();
            while (hurried.running() > 0) {
                Thread.onSpinWait();
                assertThat(Thread.interrupted()).as("timed out").isFalse();
            }
        }
        assertThat(ROWS_READ.get()).isLessThan(ROWS_TO_READ);
        assertThat(connection()).isEqualTo(kind == TestDatabase.H2 ? "the same session" : before);
    }

    private boolean isExecuting() throws SQLException {
        if (kind == TestDatabase.H2) {
            return ROWS_READ.get() > 0;
        }
        try (var connection = DriverManager.getConnection(pool.getJdbcUrl(), "postgres", "");
                var statement = connection.createStatement();
                var sleeping = statement.executeQuery("select 1 from pg_stat_activity where wait_event = 'PgSleep'")) {
            return sleeping.next();
        }
    }

    private String connection() {
        var name = kind == TestDatabase.POSTGRES ? "pg_backend_pid()" : "coalesce(@kept, '')";
        return database.access()
                .query(String.class, "select cast(" + name + " as varchar)")
                .single();
    }
}
