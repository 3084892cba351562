package org.rlsworkup.fhir.server;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is remembered from call to call of one FHIR server as one client reads it: a circuit breaker, how many calls wait
 * for it, and how it wants to be searched. Nothing of a patient but a salted hash of the last id that it failed with.
 * Thread-safe.
 */
final class FhirServer {
    private static final Logger LOG = LoggerFactory.getLogger(FhirServer.class);
    /** For how long no other form of a search is tried where all were refused. */
    private static final Duration HOPELESS = Duration.ofMinutes(10);

    private static final int SALT = new SecureRandom().nextInt();

    private final Endpoint key;
    private final CircuitBreaker breaker;
    private final Semaphore free;
    private final Shares inAll;
    private final Clock clock;
    private final Map<Search, SearchForm> forms = new ConcurrentHashMap<>();
    private final Map<Search, Instant> hopeless = new ConcurrentHashMap<>();
    private volatile int lastSlow;
    private volatile boolean refusesPost;
    private volatile int refusedLength = Integer.MAX_VALUE;

    /** A client, and a scheme, host and port. */
    record Endpoint(String client, String origin) {}

    /** A kind of search by its type and parameter, and the form in which the settings describe it. */
    record Search(String kind, SearchForm described) {}

    /** @param inAll places of the calls that wait for any server */
    FhirServer(Endpoint key, int maxWaiting, Shares inAll, Clock clock) {
        this.key = key;
        this.breaker = CircuitBreaker.of(
                "fhir",
                CircuitBreakerConfig.custom()
                        .slidingWindow(20, 5, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(10))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .recordResult(isDown -> (Boolean) isDown)
                        .clock(clock)
                        .build());
        this.breaker
                .getEventPublisher()
                .onStateTransition(event -> LOG.warn(
                        "FHIR server {} of client {}: the circuit breaker is {} (it was {})",
                        key.origin(),
                        key.client(),
                        event.getStateTransition().getToState(),
                        event.getStateTransition().getFromState()));
        this.free = new Semaphore(maxWaiting);
        this.inAll = inAll;
        this.clock = clock;
    }

    /** The servers read most recently; there may be many in a sandbox only, where a caller may name any port. */
    static final class Registry {
        static final int MAX = 256;

        private final Map<Endpoint, FhirServer> servers = new LinkedHashMap<>(16, 0.75f, true);
        private final int maxWaiting;
        private final Shares inAll;
        private final Clock clock;

        /**
         * @param inAll leaves room for calls that need no server, and for other clients, while many servers are down
         *     together
         */
        Registry(int maxWaiting, Shares inAll, Clock clock) {
            this.maxWaiting = maxWaiting;
            this.inAll = inAll;
            this.clock = clock;
        }

        /** State of the circuit breaker of each server, by client and origin. */
        synchronized Map<String, Map<String, CircuitBreaker.State>> breakers() {
            var breakers = new TreeMap<String, Map<String, CircuitBreaker.State>>();
            servers.values()
                    .forEach(server -> breakers.computeIfAbsent(server.key.client(), client -> new TreeMap<>())
                            .put(server.key.origin(), server.breaker.getState()));
            return breakers;
        }

        synchronized FhirServer at(String client, String origin) {
            var server = servers.computeIfAbsent(
                    new Endpoint(client, origin), key -> new FhirServer(key, maxWaiting, inAll, clock));
            if (servers.size() > MAX) {
                servers.remove(servers.keySet().iterator().next());
            }
            return server;
        }
    }

    /** Admits a call, which must {@link #leave} when it is over; null if it is admitted, else why not. */
    @Nullable
    String enter() {
        if (!free.tryAcquire()) {
            return "too many calls wait for this server";
        }
        if (!inAll.tryTake(key.client(), 1, Duration.ZERO)) {
            free.release();
            return "too many calls wait for FHIR servers";
        }
        if (!breaker.tryAcquirePermission()) {
            inAll.giveBack(key.client(), 1);
            free.release();
            return "the circuit breaker is open";
        }
        return null;
    }

    /**
     * Ends a call, which counts once however many requests it made. A call about one patient that only took too long may
     * be due to that chart, so the next one about the same patient does not count.
     */
    void leave(CallHealth health, String patientId) {
        inAll.giveBack(key.client(), 1);
        free.release();
        var patient = Objects.hash(SALT, patientId);
        switch (health) {
            case UNKNOWN -> breaker.releasePermission();
            case UP -> breaker.onResult(0, TimeUnit.NANOSECONDS, false);
            case DOWN -> breaker.onResult(0, TimeUnit.NANOSECONDS, true);
            case SLOW -> {
                if (patient == lastSlow) {
                    breaker.releasePermission();
                } else {
                    lastSlow = patient;
                    breaker.onResult(0, TimeUnit.NANOSECONDS, true);
                }
            }
        }
    }

    /** What one call tells about the server. */
    enum CallHealth {
        /** Nothing was asked, or the call ended first. */
        UNKNOWN,
        /** It responded at least as often as not. */
        UP,
        /** It could not be reached, or said that it is down. */
        DOWN,
        /** It was reached, and did not respond in time. */
        SLOW
    }

    /** Whether it is believed to respond. */
    boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    Endpoint key() {
        return key;
    }

    /** The form in which it takes searches of this kind, as far as is known. */
    SearchForm form(Search search) {
        return forms.getOrDefault(search, search.described());
    }

    /** Remembers the form that it took after it had refused another. */
    void took(Search search, SearchForm form) {
        forms.put(search, form);
        hopeless.remove(search);
    }

    /** Remembers for a while that it refused every form. */
    void refusedAll(Search search) {
        hopeless.put(search, clock.instant().plus(HOPELESS));
    }

    /** Whether it refused every form a while ago. */
    boolean isHopeless(Search search) {
        var until = hopeless.get(search);
        return until != null && clock.instant().isBefore(until);
    }

    /** Whether a search whose address has this length should be sent by POST. */
    boolean prefersPost(int length, int maxUrl) {
        return !refusesPost && (length > maxUrl || length >= refusedLength);
    }

    /** Remembers that a search succeeded by GET that was refused by POST. */
    void refusedPost() {
        refusesPost = true;
    }

    /** Remembers that a search succeeded by POST whose address was refused for its length. */
    void refusedLength(int length) {
        refusesPost = false;
        refusedLength = Math.min(refusedLength, length);
    }
}
