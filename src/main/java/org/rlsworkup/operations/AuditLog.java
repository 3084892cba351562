package org.rlsworkup.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rlsworkup.cdshooks.CallOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Writes one line of JSON for each event, on a thread of its own. What cannot be written is tried again each second, while
 * the queue has room; what is not written after all is counted.
 */
public final class AuditLog implements Consumer<CallOutcome>, AutoCloseable {
    private static final Logger AUDIT = LoggerFactory.getLogger("org.rlsworkup.audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int QUEUE_CAPACITY = 10_000;
    private static final int MOST_AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);

    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Function<Event, String> format;
    private final Destination destination;
    private final InstantSource clock;
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean working = true;
    private volatile boolean closing;

    /** What happened, and when. */
    public sealed interface Event {
        Instant at();
    }

    /** A call was answered. */
    public record Answered(CallOutcome call, Instant at) implements Event {}

    /**
     * What was stored of a patient was erased.
     *
     * @param operator who did it
     * @param patientKeys keyed hashes of the patient
     */
    public record Erased(String operator, List<String> patientKeys, int cards, int answers, Instant at)
            implements Event {}

    /**
     * The knowledge was to be loaded again.
     *
     * @param operator who asked for it
     * @param accepted whether the files were in order, and are in use now
     * @param versions in use now
     */
    public record Reloaded(String operator, boolean accepted, List<String> versions, Instant at) implements Event {}

    /**
     * Cards of silent mode, which hold patient data, were shown to an operator.
     *
     * @param operator who saw them
     * @param exported whether as a file rather than on the page
     * @param cards how many
     */
    public record Viewed(String operator, boolean exported, int cards, Instant at) implements Event {}

    /** Where the lines go. */
    public interface Destination {
        /** Writes all lines, or throws; without lines, it tries whether it could. */
        void write(List<String> lines) throws IOException;

        /** The log. Whether it could write them, logging does not tell. */
        static Destination logger() {
            return lines -> lines.forEach(line -> AUDIT.info("{}", line));
        }

        /** A file, opened for each writing, so that it may be moved away at any time. */
        static Destination file(Path file) {
            return lines -> Files.write(
                    file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /**
     * Tries at once whether anything can be written, so that this is known before the first event.
     *
     * @param format writes an event as one line
     */
    public AuditLog(Function<Event, String> format, Destination destination, InstantSource clock) {
        this.format = format;
        this.destination = destination;
        this.clock = clock;
        attempt(List.of());
        this.writer = Thread.ofVirtual().name("audit").start(this::run);
    }

    /** Queues an event, without waiting. A call that was answered with 503 is none: it was not looked at. */
    @Override
    public void accept(CallOutcome call) {
        if (call.status() != HttpStatus.SERVICE_UNAVAILABLE.value()) {
            add(new Answered(call, clock.instant()));
        }
    }

    public void add(Event event) {
        if (closing || !queue.offer(event)) {
            lose(1, "the queue is full");
        }
    }

    /** Whether events can be written, as far as is known. */
    public boolean isWorking() {
        return working && queue.remainingCapacity() > 0;
    }

    /** How many events were not written and never will be. */
    public long lost() {
        return lost.get();
    }

    private void run() {
        var events = new ArrayList<Event>(MOST_AT_ONCE);
        try {
            while (!closing || !queue.isEmpty()) {
                var first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    events.add(first);
                    queue.drainTo(events, MOST_AT_ONCE - 1);
                    write(lines(events));
                    events.clear();
                } else if (!working) {
                    attempt(List.of());
                }
            }
        } catch (InterruptedException e) {
            lose(events.size() + queue.size(), "the service stops");
        }
    }

    private List<String> lines(List<Event> events) {
        var lines = new ArrayList<String>(events.size());
        for (var event : events) {
            try {
                lines.add(format.apply(event));
            } catch (RuntimeException | Error failure) {
                // It would fail each time, so the others do not wait for it.
                lose(1, failure.getClass().getName());
            }
        }
        return lines;
    }

    private void write(List<String> lines) throws InterruptedException {
        attempt(lines);
        while (!working) {
            Thread.sleep(PAUSE);
            attempt(lines);
        }
    }

    /** Writes the lines if that is possible now, and notes whether it is. */
    private void attempt(List<String> lines) {
        try {
            destination.write(lines);
            if (!working) {
                LOG.info("Events are audited again");
            }
            working = true;
        } catch (IOException failure) {
            // Which file, and why: it says nothing of what was to be written.
            stop(failure.toString());
        } catch (RuntimeException | Error failure) {
            stop(failure.getClass().getName());
        }
    }

    private void stop(String cause) {
        if (working) {
            LOG.error("Events cannot be audited: {}", cause);
        }
        working = false;
    }

    private void lose(int events, String cause) {
        if (lost.getAndAdd(events) == 0) {
            LOG.error("An event was not audited ({}); the metric rls_audit_events_lost_total counts them", cause);
        }
    }

    /** Writes the events in the queue first. */
    @Override
    public void close() {
        closing = true;
        try {
            if (!writer.join(SHUTDOWN_TIMEOUT)) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
