package org.rlsworkup.fhir.server;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What is remembered of one FHIR server from call to call: a circuit breaker, how many calls wait for it, and whether it
 * takes searches by POST. Nothing about a patient or a caller. Thread-safe.
 */
final class FhirServer {
    /** Number of requests over which the failure rate is measured. */
    private static final int WINDOW = 20;

    private static final int MIN_REQUESTS = 5;
    private static final float FAILURE_RATE_PERCENT = 50;
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);
    private static final int TRIALS = 2;

    private final CircuitBreaker breaker;
    private final Semaphore free;
    private final Semaphore freeInAll;
    private volatile boolean refusesPost;
    private volatile int refusedLength = Integer.MAX_VALUE;

    /**
     * @param maxWaiting calls that may wait for this server at once
     * @param freeInAll shared with all other servers
     * @param clock of the circuit breaker
     */
    FhirServer(int maxWaiting, Semaphore freeInAll, Clock clock) {
        this.breaker = CircuitBreaker.of(
                "fhir",
                CircuitBreakerConfig.custom()
                        .slidingWindow(WINDOW, MIN_REQUESTS, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(FAILURE_RATE_PERCENT)
                        .waitDurationInOpenState(OPEN_FOR)
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .recordResult(reply -> ((Reply) reply).isOutage())
                        .clock(clock)
                        .build());
        this.free = new Semaphore(maxWaiting);
        this.freeInAll = freeInAll;
    }

    /** Admits a call, which must {@link #leave} when it is over; false if too many wait already. */
    boolean tryEnter() {
        if (!free.tryAcquire()) {
            return false;
        }
        if (freeInAll.tryAcquire()) {
            return true;
        }
        free.release();
        return false;
    }

    void leave() {
        freeInAll.release();
        free.release();
    }

    /** Sends a request unless the circuit breaker is open. */
    Reply send(Supplier<Reply> request) {
        if (!breaker.tryAcquirePermission()) {
            return Reply.Failure.NOT_SENT;
        }
        var start = System.nanoTime();
        Reply reply = Reply.Failure.CANCELLED;
        try {
            reply = request.get();
        } finally {
            if (reply == Reply.Failure.CANCELLED) {
                breaker.releasePermission();
            } else {
                breaker.onResult(System.nanoTime() - start, TimeUnit.NANOSECONDS, reply);
            }
        }
        return reply;
    }

    /** Whether a search whose address has this length should be sent by POST. */
    boolean prefersPost(int length, int maxUrl) {
        return !refusesPost && (length > maxUrl || length >= refusedLength);
    }

    /** Remembers that a search succeeded by GET that was refused by POST. */
    void refusedPost() {
        refusesPost = true;
    }

    /** Remembers that a search succeeded by POST whose address was refused for its length. */
    void refusedLength(int length) {
        refusesPost = false;
        refusedLength = Math.min(refusedLength, length);
    }
}
