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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens seen by any replica. What this process has seen it knows by itself, and that is all there is while the shared
 * memory does not answer: then a token is good for one call at each replica, which the log says once.
 */
public final class SharedTokens implements SeenTokens {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTokens.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final int MOST_WAITING = 100;

    private final Memory shared;
    private final SeenTokens own;
    private final Duration patience;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final AtomicBoolean answers = new AtomicBoolean(true);

    /** What all replicas share. */
    @FunctionalInterface
    public interface Memory {
        /**
         * Remembers an id; whoever fails to, throws.
         *
         * @return false if it is remembered already
         */
        boolean add(UUID id, Instant expiry);
    }

    /** Tokens seen by this process, and by all that share a memory. */
    public SharedTokens(Memory shared, SeenTokens own) {
        this(shared, own, PATIENCE);
    }

    SharedTokens(Memory shared, SeenTokens own, Duration patience) {
        this.shared = shared;
        this.own = own;
        this.patience = patience;
    }

    @Override
    public boolean firstSeen(String issuer, String jti, Instant expiry) {
        return own.firstSeen(issuer, jti, expiry) && isNew(TokenId.of(issuer, jti), expiry);
    }

    private boolean isNew(UUID id, Instant expiry) {
        if (!room.tryAcquire()) {
            return unknown();
        }
        var answer = new FutureTask<>(() -> shared.add(id, expiry));
        Thread.ofVirtual().name("token").start(() -> {
            try {
                answer.run();
            } finally {
                room.release();
            }
        });
        try {
            var isNew = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (answers.compareAndSet(false, true)) {
                LOG.info("The shared memory of tokens answers again");
            }
            return isNew;
        } catch (TimeoutException | ExecutionException e) {
            return unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            answer.cancel(true);
        }
    }

    private boolean unknown() {
        if (answers.compareAndSet(true, false)) {
            LOG.warn("The shared memory of tokens does not answer: each replica remembers what it has seen itself");
        }
        return true;
    }
}
