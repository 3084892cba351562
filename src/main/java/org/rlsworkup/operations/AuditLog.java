package org.rlsworkup.operations;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rlsworkup.cdshooks.CallOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line of JSON for each call to the logger {@code org.rlsworkup.audit}, on a thread of its own. A call only
 * waits when the queue is full, as no event is dropped.
 */
public final class AuditLog implements Consumer<CallOutcome>, AutoCloseable {
    private static final Logger AUDIT = LoggerFactory.getLogger("org.rlsworkup.audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int QUEUE_CAPACITY = 10_000;

    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Function<Event, String> format;
    private final InstantSource clock;
    private final Thread writer;
    private volatile boolean closing;

    /** A call, and when it was answered. */
    public record Event(CallOutcome call, Instant at) {}

    /** @param format writes an event as one line */
    public AuditLog(Function<Event, String> format, InstantSource clock) {
        this.format = format;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("audit").start(this::write);
    }

    @Override
    public void accept(CallOutcome call) {
        if (!AUDIT.isInfoEnabled()) {
            return;
        }
        try {
            queue.put(new Event(call, clock.instant()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("A call was not audited: interrupted");
        }
    }

    private void write() {
        try {
            while (!closing) {
                write(queue.take());
            }
        } catch (InterruptedException e) {
            // Closing: close() writes the rest.
        }
    }

    private void write(Event event) {
        try {
            AUDIT.info("{}", format.apply(event));
        } catch (RuntimeException e) {
            LOG.error("A call was not audited: {}", e.getClass().getName());
        }
    }

    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var event = queue.poll(); event != null; event = queue.poll()) {
            write(event);
        }
    }
}
