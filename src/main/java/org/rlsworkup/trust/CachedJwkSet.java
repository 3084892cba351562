package org.rlsworkup.trust;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JWK set of one client at one address: cached by Nimbus, refreshed in the background before it expires, and served
 * for another hour while its server fails or hangs. The sources are combined as by {@code JWKSourceBuilder}, which knows
 * only a fixed time to live; here the server's cache headers decide.
 */
final class CachedJwkSet {
    private static final Logger LOG = LoggerFactory.getLogger(CachedJwkSet.class);
    /** Of calls that wait for a retrieval: longer than its deadline. */
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(4);

    private static final Duration REFRESH_AHEAD = Duration.ofSeconds(5);
    /** Lifetime after a failure: the next attempt is made five seconds later, ahead of it by the two durations above. */
    private static final Duration RETRY = Duration.ofSeconds(14);

    private static final Duration OUTAGE = Duration.ofHours(1);
    /** In which Nimbus allows two retrievals; it only takes effect while there are no keys. */
    private static final Duration RATE_LIMIT = Duration.ofSeconds(10);

    private static final Duration BETWEEN_UNKNOWN = Duration.ofSeconds(30);
    private static final ExecutorService REFRESHES = Executors.newVirtualThreadPerTaskExecutor();

    private final String client;
    private final URI address;
    private final JwkSetRetriever retriever;
    private final InstantSource clock;
    private final JWKSetSource<SecurityContext> source;
    /** Of the set retrieved last; read and written under the lock of the cache. */
    private volatile Duration lifetime = JwkSetRetriever.MIN_LIFETIME;

    private volatile Instant servedUntil = Instant.EPOCH;

    /** @param scheduler starts the background refreshes */
    CachedJwkSet(
            String client,
            URI address,
            JwkSetRetriever retriever,
            InstantSource clock,
            ScheduledExecutorService scheduler) {
        this.client = client;
        this.address = address;
        this.retriever = retriever;
        this.clock = clock;
        this.source =
                new RefreshAheadCachingJWKSetSource<>(
                        new RateLimitedJWKSetSource<>(new OutageTolerant(), RATE_LIMIT.toMillis(), null),
                        JwkSetRetriever.MIN_LIFETIME.toMillis(),
                        REFRESH_TIMEOUT.toMillis(),
                        REFRESH_AHEAD.toMillis(),
                        REFRESHES,
                        false,
                        null,
                        scheduler,
                        false) {
                    @Override
                    public long getTimeToLive() {
                        return lifetime.toMillis();
                    }
                };
    }

    /**
     * Finds the verifier for a key, or null if there is none. An unknown key id causes the set to be retrieved again, at
     * most every 30 seconds.
     */
    @Nullable
    JWSVerifier verifier(String keyId, JWSAlgorithm algorithm) throws KeySourceException {
        var now = clock.instant();
        var keys = load(JWKSetCacheRefreshEvaluator.noRefresh(), now);
        var known = keys.verifier(keyId, algorithm);
        return known != null || now.isBefore(keys.retrievedAt().plus(BETWEEN_UNKNOWN))
                ? known
                : load(JWKSetCacheRefreshEvaluator.referenceComparison(keys), now)
                        .verifier(keyId, algorithm);
    }

    private VerificationKeys load(JWKSetCacheRefreshEvaluator refresh, Instant now) throws KeySourceException {
        return (VerificationKeys) source.getJWKSet(refresh, now.toEpochMilli(), null);
    }

    /** Serves the last good set for an hour beyond its lifetime. */
    private final class OutageTolerant extends OutageTolerantJWKSetSource<SecurityContext> {
        OutageTolerant() {
            super(new Retrieval(), OUTAGE.toMillis(), null);
        }

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context)
                throws KeySourceException {
            var now = Instant.ofEpochMilli(currentTime);
            var left = Duration.between(now, servedUntil);
            lifetime = left.compareTo(RETRY) < 0 ? left : RETRY;
            var set = super.getJWKSet(refresh, currentTime, context);
            return set instanceof VerificationKeys ? set : new VerificationKeys(set.getKeys(), now);
        }

        @Override
        public long getTimeToLive() {
            return lifetime.plus(OUTAGE).toMillis();
        }
    }

    private final class Retrieval implements JWKSetSource<SecurityContext> {
        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context)
                throws JWKSetUnavailableException {
            try {
                var now = Instant.ofEpochMilli(currentTime);
                var retrieved = retriever.retrieve(address);
                var set = VerificationKeys.parse(retrieved.json(), now);
                if (!set.hasVerifiers()) {
                    LOG.warn("The JWK set at {} of client {} has no usable key", address, client);
                }
                lifetime = retrieved.lifetime();
                servedUntil = now.plus(lifetime).plus(OUTAGE);
                return set;
            } catch (IOException | ParseException e) {
                // Without the message: a parser may quote what it read.
                LOG.warn(
                        "The JWK set at {} of client {} could not be retrieved: {}",
                        address,
                        client,
                        e.getClass().getSimpleName());
                throw new JWKSetUnavailableException("not retrieved", e);
            }
        }

        @Override
        public void close() {
            // Holds nothing open.
        }
    }
}
