package org.rlsworkup.fhir.server;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.rlsworkup.fhir.read.MeteredStream;

/** What is left of the limits of one call. Shared by its parallel reads, so thread-safe. */
final class Budget {
    private final long deadline;
    private final AtomicLong bytes;
    private final AtomicInteger pages;
    private final int reserved;
    private final AtomicInteger requests = new AtomicInteger();

    Budget(FhirLimits limits) {
        this.deadline = System.nanoTime() + limits.deadline().toNanos();
        this.bytes = new AtomicLong(limits.maxBytes().toBytes());
        this.pages = new AtomicInteger(limits.maxPages());
        this.reserved = limits.maxPages() / 2;
    }

    /**
     * Takes one page; false if none or no time is left.
     *
     * @param isNeeded half of the pages are reserved for what a card needs
     */
    boolean takePage(boolean isNeeded) {
        if (!isNeeded && pages.get() <= reserved) {
            return false;
        }
        return pages.decrementAndGet() >= 0 && !left().isZero();
    }

    /** A page may cost more than one request. */
    void countRequest() {
        requests.incrementAndGet();
    }

    int requests() {
        return requests.get();
    }

    /** Time left, zero if it is up. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Reading this body fails once it exceeds the bytes left. */
    InputStream metered(InputStream body) {
        return new MeteredStream(body, read -> {
            if (bytes.addAndGet(-read) < 0) {
                throw new IOException("the responses of this call exceed the limit");
            }
        });
    }

    /** Whether the responses of this call exceeded the limit. */
    boolean isOverdrawn() {
        return bytes.get() < 0;
    }
}
