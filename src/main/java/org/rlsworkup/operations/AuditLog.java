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
 * Writes one line of JSON for each call to the logger {@code org.rlsworkup.audit}, by a thread of its own: a call does
 * not wait for the file, unless the file falls so far behind that events would have to be dropped.
 */
public final class AuditLog implements Consumer<CallOutcome>, AutoCloseable {
    private static final Logger AUDIT = LoggerFactory.getLogger("org.rlsworkup.audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MOST_WAITING = 10_000;

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Function<Event, String> form;
    private final InstantSource clock;
    private final Thread writer;
    private volatile boolean closing;

    /** A call and when it was answered. */
    public record Event(CallOutcome call, Instant at) {}

    /** @param form how an event is written */
    public AuditLog(Function<Event, String> form, InstantSource clock) {
        this.form = form;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("audit").start(this::write);
    }

    @Override
    public void accept(CallOutcome call) {
        if (!AUDIT.isInfoEnabled()) {
            return;
        }
        try {
            waiting.put(new Event(call, clock.instant()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("A call was not audited: interrupted");
        }
    }

    private void write() {
        try {
            while (!closing) {
                write(waiting.take());
            }
        } catch (InterruptedException e) {
            // Closing: the rest is written by who closes.
        }
    }

    private void write(Event event) {
        try {
            AUDIT.info("{}", form.apply(event));
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
        for (var event = waiting.poll(); event != null; event = waiting.poll()) {
            write(event);
        }
    }
}
