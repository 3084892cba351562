package org.rlsworkup.trust;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Lets in as many calls at a time, and as many of one client in a second, as were agreed. Nobody waits here. */
public final class RateLimiter {
    private final Semaphore room;
    private final int perSecond;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** What becomes of who comes. */
    public enum Passage {
        /** In; is to {@link #leave}. */
        IN,
        /** This client has had its calls for this second. */
        TOO_OFTEN,
        /** All places are taken. */
        FULL
    }

    /**
     * With all places free.
     *
     * @param places calls that may be answered at a time
     * @param perSecond calls of one client in a second, and the most that may come at once; 0: any number
     */
    public RateLimiter(int places, int perSecond) {
        this(places, perSecond, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimiter(int places, int perSecond, TimeMeter time) {
        this.room = new Semaphore(places);
        this.perSecond = perSecond;
        this.time = time;
    }

    /**
     * Tries to come in.
     *
     * @param client a configured name, of which there are few
     */
    public Passage enter(String client) {
        if (perSecond > 0 && !buckets.computeIfAbsent(client, name -> bucket()).tryConsume(1)) {
            return Passage.TOO_OFTEN;
        }
        return room.tryAcquire() ? Passage.IN : Passage.FULL;
    }

    /** Frees the place of one who came in. */
    public void leave() {
        room.release();
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
