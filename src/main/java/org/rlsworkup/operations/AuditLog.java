package org.rlsworkup.operations;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rlsworkup.cdshooks.CallOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line of JSON for each call to the logger {@code org.rlsworkup.audit}, on a thread of its own. A call
 * writes its event itself when the queue is full, as no event is dropped.
 */
public final class AuditLog implements Consumer<CallOutcome>, AutoCloseable {
    private static final Logger AUDIT = LoggerFactory.getLogger("org.rlsworkup.audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int QUEUE_CAPACITY = 10_000;

    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_CAPACITY),
            Thread.ofVirtual().name("audit").factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final Function<Event, String> format;
    private final InstantSource clock;

    /** A call, and when it was answered. */
    public record Event(CallOutcome call, Instant at) {}

    /** @param format writes an event as one line */
    public AuditLog(Function<Event, String> format, InstantSource clock) {
        this.format = format;
        this.clock = clock;
    }

    @Override
    public void accept(CallOutcome call) {
        if (AUDIT.isInfoEnabled()) {
            var event = new Event(call, clock.instant());
            writer.execute(() -> write(event));
        }
    }

    private void write(Event event) {
        try {
            AUDIT.info("{}", format.apply(event));
        } catch (RuntimeException e) {
            LOG.error("A call was not audited: {}", e.getClass().getName());
        }
    }

    /** Writes the events in the queue first. */
    @Override
    public void close() {
        writer.close();
    }
}
