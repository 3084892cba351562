package org.rlsworkup.fhir.server;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What is remembered of one FHIR server from call to call: whether it answers, how many calls wait for it, and how it
 * wants to be asked. Nothing about a patient or a caller. Safe for many threads.
 */
final class FhirServer {
    /** Requests of which the share of failures is taken. */
    private static final int WINDOW = 20;

    private static final int FEWEST = 5;
    private static final float SHARE = 50;
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int TRIALS = 2;

    private final CircuitBreaker breaker;
    private final int places;
    private final Semaphore free;
    private final Semaphore inAll;
    private volatile boolean refusesPost;
    private volatile int refusedLength = Integer.MAX_VALUE;

    /**
     * @param places how many calls may wait for it at once
     * @param inAll places that it shares with all other servers
     * @param clock by which it is left alone for a while
     */
    FhirServer(int places, Semaphore inAll, Clock clock) {
        this.breaker = CircuitBreaker.of(
                "fhir",
                CircuitBreakerConfig.custom()
                        .slidingWindow(WINDOW, FEWEST, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(SHARE)
                        .waitDurationInOpenState(SILENCE)
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .recordResult(reply -> ((Reply) reply).isOutage())
                        .clock(clock)
                        .build());
        this.places = places;
        this.free = new Semaphore(places);
        this.inAll = inAll;
    }

    /** Lets a call in, which must {@link #leave} when it is over; false if too many wait already. */
    boolean enter() {
        if (!free.tryAcquire()) {
            return false;
        }
        if (inAll.tryAcquire()) {
            return true;
        }
        free.release();
        return false;
    }

    void leave() {
        inAll.release();
        free.release();
    }

    /** Sends a request, unless the server did not answer lately. */
    Reply ask(Supplier<Reply> request) {
        if (!breaker.tryAcquirePermission()) {
            return Reply.Nothing.NOT_ASKED;
        }
        var start = System.nanoTime();
        Reply reply = Reply.Nothing.NOT_WANTED;
        try {
            reply = request.get();
        } finally {
            if (reply == Reply.Nothing.NOT_WANTED) {
                breaker.releasePermission();
            } else {
                breaker.onResult(System.nanoTime() - start, TimeUnit.NANOSECONDS, reply);
            }
        }
        return reply;
    }

    /** Whether a search is better sent by POST than as an address of this length. */
    boolean wantsPost(int length, int longest) {
        return !refusesPost && (length > longest || length >= refusedLength);
    }

    /** Notes that a search went by GET which was refused by POST. */
    void refusedPost() {
        refusesPost = true;
    }

    /** Notes that a search went by POST which was refused as an address of this length. */
    void refusedLength(int length) {
        refusesPost = false;
        refusedLength = Math.min(refusedLength, length);
    }

    /** Whether it is left alone because it did not answer lately. */
    boolean isSilenced() {
        return breaker.getState() == State.OPEN;
    }

    /** How many calls wait for it. */
    int waiting() {
        return places - free.availablePermits();
    }
}
