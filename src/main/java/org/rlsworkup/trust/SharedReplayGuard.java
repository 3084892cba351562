package org.rlsworkup.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the tokens used at any replica. While the shared store does not respond, each replica relies on what it
 * has recorded itself, so a token may be used once at each replica; the log reports this once.
 */
public final class SharedReplayGuard implements ReplayGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SharedReplayGuard.class);
    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final int MAX_PENDING = 100;

    private final BiPredicate<UUID, Instant> shared;
    private final ReplayGuard local;
    private final Duration timeout;
    private final Semaphore pending = new Semaphore(MAX_PENDING);
    private final AtomicBoolean available = new AtomicBoolean(true);

    /**
     * @param shared what all replicas share: records an id and its expiry, or throws an exception, in the end also if it
     *     gets no answer; false if the id is already recorded
     */
    public SharedReplayGuard(BiPredicate<UUID, Instant> shared, ReplayGuard local) {
        this(shared, local, TIMEOUT);
    }

    SharedReplayGuard(BiPredicate<UUID, Instant> shared, ReplayGuard local, Duration timeout) {
        this.shared = shared;
        this.local = local;
        this.timeout = timeout;
    }

    @Override
    public boolean firstUse(String issuer, String jti, Instant expiry) {
        return local.firstUse(issuer, jti, expiry) && isNew(ReplayGuard.id(issuer, jti), expiry);
    }

    private boolean isNew(UUID id, Instant expiry) {
        if (!pending.tryAcquire()) {
            return assumeNew();
        }
        var answer = new FutureTask<>(() -> shared.test(id, expiry));
        Thread.ofVirtual().name("token").start(() -> {
            try {
                answer.run();
            } finally {
                pending.release();
            }
        });
        try {
            var isNew = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (available.compareAndSet(false, true)) {
                LOG.info("The shared token store is available again");
            }
            return isNew;
        } catch (TimeoutException | ExecutionException e) {
            return assumeNew();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // Not interrupted: the PostgreSQL driver would close its connection. The store gives up by itself.
            answer.cancel(false);
        }
    }

    private boolean assumeNew() {
        if (available.compareAndSet(true, false)) {
            LOG.warn("The shared token store is unavailable: each replica checks only the tokens it received itself");
        }
        return true;
    }
}
