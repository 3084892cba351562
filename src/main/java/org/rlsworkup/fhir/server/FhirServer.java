package org.rlsworkup.fhir.server;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.util.ConcurrentLruCache;

/**
 * What is remembered of one FHIR server from call to call: a circuit breaker, how many calls wait for it, and whether it
 * takes searches by POST. Nothing about a patient or a caller. Thread-safe.
 */
final class FhirServer {
    private final CircuitBreaker breaker;
    private final Semaphore free;
    private final Semaphore freeInAll;
    private volatile boolean refusesPost;
    private volatile int refusedLength = Integer.MAX_VALUE;

    /** @param freeInAll shared with all other servers */
    FhirServer(int maxWaiting, Semaphore freeInAll, Clock clock) {
        this.breaker = CircuitBreaker.of(
                "fhir",
                CircuitBreakerConfig.custom()
                        .slidingWindow(20, 5, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(10))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .recordResult(reply -> ((Reply) reply).isOutage())
                        .clock(clock)
                        .build());
        this.free = new Semaphore(maxWaiting);
        this.freeInAll = freeInAll;
    }

    /** The servers read most recently; there may be many in a sandbox only, where a caller may name any port. */
    static final class Registry {
        static final int MAX = 256;

        private final ConcurrentLruCache<String, FhirServer> byOrigin;

        /** @param maxWaitingInAll leaves room for calls that need no server while many servers are down together */
        Registry(int maxWaiting, int maxWaitingInAll, Clock clock) {
            var inAll = new Semaphore(maxWaitingInAll);
            byOrigin = new ConcurrentLruCache<>(MAX, origin -> new FhirServer(maxWaiting, inAll, clock));
        }

        /** Synchronized, because the cache by itself may create one server twice. */
        synchronized FhirServer at(String origin) {
            return byOrigin.get(origin);
        }
    }

    /** Admits a call, which must {@link #leave} when it is over; false if too many wait already. */
    boolean tryEnter() {
        if (free.tryAcquire()) {
            if (freeInAll.tryAcquire()) {
                return true;
            }
            free.release();
        }
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
