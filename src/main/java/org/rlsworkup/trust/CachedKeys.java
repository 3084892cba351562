package org.rlsworkup.trust;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one client at one place, kept as long as their server allows. An unknown key id has them fetched again,
 * but not at every call. While their server cannot be reached, keys that were good serve for another hour.
 */
final class CachedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(CachedKeys.class);
    private static final Duration BETWEEN_UNKNOWN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    private final String client;
    private final URI address;
    private final KeyPlace place;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Kept kept = new Kept(null, Instant.MIN, Instant.MIN, Instant.MIN);

    CachedKeys(String client, URI address, KeyPlace place, InstantSource clock) {
        this.client = client;
        this.address = address;
        this.place = place;
        this.clock = clock;
    }

    /**
     * What is kept.
     *
     * @param keys null if none were ever read
     * @param freshUntil until when they are used without asking again
     * @param usableUntil until when they are used if asking fails
     * @param askedAt when they were last asked for
     */
    private record Kept(@Nullable KeySet keys, Instant freshUntil, Instant usableUntil, Instant askedAt) {
        @Nullable
        KeySet usable(Instant now) {
            return now.isBefore(usableUntil) ? keys : null;
        }
    }

    void prepare() {
        refreshed(kept, clock.instant(), BETWEEN_FAILURES);
    }

    /** What checks a signature under this key, or null if there is no such key. */
    @Nullable
    JWSVerifier verifier(String keyId, JWSAlgorithm algorithm) throws IOException {
        var now = clock.instant();
        var before = kept;
        var keys = now.isBefore(before.freshUntil) ? before.keys : refreshed(before, now, BETWEEN_FAILURES);
        if (keys == null) {
            throw new IOException("no keys");
        }
        var known = keys.verifier(keyId, algorithm);
        if (known != null || !kept.equals(before)) {
            return known;
        }
        var newer = refreshed(before, now, BETWEEN_UNKNOWN);
        return newer == null ? null : newer.verifier(keyId, algorithm);
    }

    /** Asks again unless another call has done so meanwhile, or it was done a moment ago. */
    private @Nullable KeySet refreshed(Kept before, Instant now, Duration pause) {
        fetching.lock();
        try {
            if (kept.equals(before) && !now.isBefore(soonest(before, pause))) {
                kept = asked(before, now);
            }
            return kept.usable(now);
        } finally {
            fetching.unlock();
        }
    }

    private static Instant soonest(Kept before, Duration pause) {
        return before.askedAt.equals(Instant.MIN) ? Instant.MIN : before.askedAt.plus(pause);
    }

    private Kept asked(Kept before, Instant now) {
        try {
            var text = place.read(address);
            var keys = KeySet.parse(text.json(), now);
            if (keys.size() == 0) {
                LOG.warn("No key at {} of client {} can check a signature", address, client);
            }
            var fresh = now.plus(text.life());
            return new Kept(keys, fresh, fresh.plus(AFTER_FAILURE), now);
        } catch (IOException | ParseException e) {
            // Of the message nothing: a parser may quote what it read.
            LOG.warn(
                    "The keys at {} of client {} could not be read: {}",
                    address,
                    client,
                    e.getClass().getSimpleName());
            return new Kept(before.keys, before.freshUntil, before.usableUntil, now);
        }
    }
}
