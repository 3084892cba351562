package org.rlsworkup.trust;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/**
 * Remembers the tokens used in this process. Bounded: when it is full, tokens are rejected until the oldest expire,
 * because evicting one early would allow it to be replayed.
 */
public final class InMemoryReplayGuard implements ReplayGuard {
    /** Beyond the expiry, as a slow call may have checked it earlier. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final int EVICTED_AT_ONCE = 8;

    private final InstantSource clock;
    private final int capacity;
    private final Set<UUID> used = new HashSet<>();
    private final Queue<UsedToken> byExpiry = new PriorityQueue<>(Comparator.comparingLong(UsedToken::expiry));

    private record UsedToken(long expiry, UUID id) {}

    /** @param capacity how many tokens are remembered at most; each takes about 100 bytes */
    public InMemoryReplayGuard(InstantSource clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public boolean firstUse(String issuer, String jti, Instant expiry) {
        var id = ReplayGuard.id(issuer, jti);
        synchronized (used) {
            evictExpired(clock.instant().minus(MARGIN).getEpochSecond());
            return used.size() < capacity && used.add(id) && byExpiry.add(new UsedToken(expiry.getEpochSecond(), id));
        }
    }

    /** Evicts a few on each request, so that no request pays for many others. */
    private void evictExpired(long before) {
        for (var i = 0; i < EVICTED_AT_ONCE; i++) {
            var oldest = byExpiry.peek();
            if (oldest == null || oldest.expiry() > before) {
                return;
            }
            byExpiry.remove();
            used.remove(oldest.id());
        }
    }

    int size() {
        return used.size();
    }
}
