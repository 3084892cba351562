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
 * Remembers the tokens used in this process. Bounded: when it is full, tokens are rejected until the oldest expire,
 * because evicting one early would allow it to be replayed.
 */
public final class InMemoryReplayGuard implements ReplayGuard {
    private static final int MINUTE = 60;
    private static final int EVICTED_AT_ONCE = 8;

    private final InstantSource clock;
    private final int capacity;
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentSkipListMap<Long, Queue<UUID>> byMinute = new ConcurrentSkipListMap<>();

    /** @param capacity how many tokens are remembered at most; each takes about 100 bytes */
    public InMemoryReplayGuard(InstantSource clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public boolean firstUse(String issuer, String jti, Instant expiry) {
        evictExpired(clock.instant().getEpochSecond() / MINUTE);
        if (count.get() >= capacity) {
            return false;
        }
        var id = ReplayGuard.id(issuer, jti);
        if (!used.add(id)) {
            return false;
        }
        count.incrementAndGet();
        byMinute.computeIfAbsent(expiry.getEpochSecond() / MINUTE, minute -> new ConcurrentLinkedQueue<>())
                .add(id);
        return true;
    }

    /** Evicts a few on each request, so that no request pays for a whole minute of others. */
    private void evictExpired(long minute) {
        for (var i = 0; i < EVICTED_AT_ONCE; i++) {
            var oldest = byMinute.firstEntry();
            if (oldest == null || oldest.getKey() >= minute) {
                return;
            }
            var id = oldest.getValue().poll();
            if (id == null) {
                byMinute.remove(oldest.getKey());
            } else if (used.remove(id)) {
                count.decrementAndGet();
            }
        }
    }

    int size() {
        return count.get();
    }
}
