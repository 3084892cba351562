package org.rlsworkup.trust;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Limits the calls of each client in a second. Nobody waits here. */
public final class RateLimiter {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final Supplier<Long> nanoTime;
    private final Map<String, AtomicRateLimiter> limiters = new ConcurrentHashMap<>();

    /**
     * @param perSecond calls of one client in a second, and the largest burst; 0: unlimited
     */
    public RateLimiter(int perSecond) {
        this(perSecond, System::nanoTime);
    }

    RateLimiter(int perSecond, Supplier<Long> nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /**
     * Whether a call is within the limit; if so, it is counted.
     *
     * @param client a configured name, of which there are few
     */
    public boolean tryAcquire(String client) {
        return perSecond == 0 || limiters.computeIfAbsent(client, this::limiter).reservePermission() >= 0;
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
