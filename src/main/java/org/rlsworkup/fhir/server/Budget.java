package org.rlsworkup.fhir.server;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.rlsworkup.chart.Source;

/** What is left of the limits of one call; shared by its parallel reads. */
final class Budget {
    private final long deadline;
    private final AtomicLong bytes;
    private final AtomicInteger pages;
    private final int keptForNeeded;
    private final AtomicInteger requests = new AtomicInteger();

    Budget(FhirLimits limits) {
        this.deadline = System.nanoTime() + limits.deadline().toNanos();
        this.bytes = new AtomicLong(limits.maxBytes());
        this.pages = new AtomicInteger(limits.maxPages());
        this.keptForNeeded = limits.maxPages() / 2;
    }

    /**
     * Takes one page from the budget; false if none, or no time for one, is left. Half of the pages is kept for what no
     * answer is possible without.
     */
    boolean takePage(Source source) {
        if (!source.isNeeded() && pages.get() <= keptForNeeded) {
            return false;
        }
        return pages.decrementAndGet() >= 0 && !left().isZero();
    }

    /** Notes that a request is made; a page may cost more than one. */
    void countRequest() {
        requests.incrementAndGet();
    }

    /** Requests made so far. */
    int requests() {
        return requests.get();
    }

    /** Time left, zero if it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** The body, which fails when it would cost more bytes than are left. */
    InputStream metered(InputStream body) {
        return new MeteredStream(body, this::spend);
    }

    /** Whether the answers of this call were larger than the limit. */
    boolean isOverdrawn() {
        return bytes.get() < 0;
    }

    private void spend(int read) throws IOException {
        if (bytes.addAndGet(-read) < 0) {
            throw new IOException("the answers of this call are too large");
        }
    }
}
