package org.rlsworkup.trust;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tokens seen by this process: for one replica without a shared database. Bounded; when it is full, nobody more is
 * admitted until the oldest expire, because forgetting sooner would let a token in twice.
 */
public final class TokensInMemory implements SeenTokens {
    private static final int MINUTE = 60;
    private static final int FORGOTTEN_AT_ONCE = 8;

    private final InstantSource clock;
    private final int most;
    private final Set<UUID> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentSkipListMap<Long, Queue<UUID>> byMinute = new ConcurrentSkipListMap<>();

    /**
     * A memory without any.
     *
     * @param most how many tokens are remembered at most; each takes about 100 bytes
     */
    public TokensInMemory(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    @Override
    public boolean firstSeen(String issuer, String jti, Instant expiry) {
        forget(clock.instant().getEpochSecond() / MINUTE);
        if (count.get() >= most) {
            return false;
        }
        var id = TokenId.of(issuer, jti);
        if (!seen.add(id)) {
            return false;
        }
        count.incrementAndGet();
        byMinute.computeIfAbsent(expiry.getEpochSecond() / MINUTE, minute -> new ConcurrentLinkedQueue<>())
                .add(id);
        return true;
    }

    /** A few at each call, so that no call pays for a whole minute of others; two are due for each that comes. */
    private void forget(long minute) {
        for (var i = 0; i < FORGOTTEN_AT_ONCE; i++) {
            var oldest = byMinute.firstEntry();
            if (oldest == null || oldest.getKey() >= minute) {
                return;
            }
            var id = oldest.getValue().poll();
            if (id == null) {
                byMinute.remove(oldest.getKey());
            } else if (seen.remove(id)) {
                count.decrementAndGet();
            }
        }
    }

    int size() {
        return count.get();
    }
}
