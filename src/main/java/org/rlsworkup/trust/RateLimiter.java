package org.rlsworkup.trust;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Limits concurrent calls, and the calls of each client in a second. Nobody waits here. */
public final class RateLimiter {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Semaphore concurrent;
    private final int perSecond;
    private final Supplier<Long> nanoTime;
    private final Map<String, AtomicRateLimiter> limiters = new ConcurrentHashMap<>();

    public enum Permission {
        /** The call must be {@link #release}d. */
        GRANTED,
        RATE_LIMIT_EXCEEDED,
        TOO_MANY_CONCURRENT
    }

    /**
     * @param concurrent calls that may be in progress at a time
     * @param perSecond calls of one client in a second, and the largest burst; 0: unlimited
     */
    public RateLimiter(int concurrent, int perSecond) {
        this(concurrent, perSecond, System::nanoTime);
    }

    RateLimiter(int concurrent, int perSecond, Supplier<Long> nanoTime) {
        this.concurrent = new Semaphore(concurrent);
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /**
     * Admits a call, or says which limit it exceeds.
     *
     * @param client a configured name, of which there are few
     */
    public Permission tryAcquire(String client) {
        if (perSecond > 0 && limiters.computeIfAbsent(client, this::limiter).reservePermission() < 0) {
            return Permission.RATE_LIMIT_EXCEEDED;
        }
        return concurrent.tryAcquire() ? Permission.GRANTED : Permission.TOO_MANY_CONCURRENT;
    }

    /** Ends a call whose permission was granted. */
    public void release() {
        concurrent.release();
    }

    /**
     * A token bucket: one permission in each period, of which a second's worth may be reserved in advance. The wait
     * that Resilience4j returns for a reservation is ignored.
     */
    private AtomicRateLimiter limiter(String client) {
        var period = Math.max(1, SECOND / perSecond);
        var config = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofNanos(period))
                .timeoutDuration(Duration.ofNanos(period * (perSecond - 1)))
                .build();
        return new AtomicRateLimiter(client, config, nanoTime);
    }
}
