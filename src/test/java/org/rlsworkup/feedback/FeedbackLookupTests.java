package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.feedback.FeedbackLookup.StoredAs;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Looking up answers in a database that stops responding: a call does not wait for it. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class FeedbackLookupTests {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final CountDownLatch repaired = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean hangs;
    private Database database;
    private FeedbackLookup lookups;

    @BeforeEach
    void open() {
        database = new Database(() -> new DelegatingDataSource(TestDatabase.H2.pool()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (hangs) {
                    asked.incrementAndGet();
                    try {
                        repaired.await();
                    } catch (InterruptedException e) {
                        throw new SQLException(e);
                    }
                }
                return super.getConnection();
            }
        });
        database.check();
        lookups = new FeedbackLookup(
                database,
                PATIENCE,
                null,
                "select",
                InstantSource.system(),
                Thread.ofVirtual().factory());
    }

    @AfterEach
    void close() throws Exception {
        repaired.countDown();
        lookups.close();
        database.close();
    }

    @Test
    void whatIsNotAnsweredInTimeIsUnknown() {
        hangs = true;
        assertThat(lookups.start(StoredAs.of("patient"), "user").get()).isEmpty();
        assertThat(lookups.failures()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatHangsIsNotAskedByEverMoreCallsAtOnce() {
        hangs = true;
        var waiting = IntStream.range(0, 150)
                .mapToObj(i -> lookups.start(StoredAs.of("p" + i), "user"))
                .toList();
        assertThat(asked).hasValueLessThanOrEqualTo(100);
        assertThat(waiting).allSatisfy(it -> assertThat(it.get()).isEmpty());
        hangs = false;
        repaired.countDown();
        assertThat(lookups.find(StoredAs.of("patient"), "user").overridden()).isEmpty();
    }

    @Test
    void whatIsGivenUpBeforeItBeganMakesRoom() {
        try (var hurried = new FeedbackLookup(
                database,
                Duration.ZERO,
                null,
                "select",
                InstantSource.system(),
                Thread.ofVirtual().factory())) {
            for (var i = 0; i < 300; i++) {
                var unused = hurried.start(StoredAs.of("p" + i), "user").get();
            }
            while (hurried.running() > 0) {
                Thread.onSpinWait();
                assertThat(Thread.interrupted()).as("timed out").isFalse();
            }
        }
    }
}
