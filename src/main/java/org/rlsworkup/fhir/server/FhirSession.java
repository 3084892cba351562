package org.rlsworkup.fhir.server;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.fhir.server.FhirServer.CallHealth;

/**
 * The requests of one call to its FHIR server: by GET or POST, as the server takes them, and retried once where that may
 * help and the time is not up.
 */
final class FhirSession {
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);
    private static final Set<Integer> RETRIED = Set.of(429, 502, 503, 504);
    private static final Set<Integer> POST_REFUSED = Set.of(400, 404, 405, 415, 501);
    private static final Set<Integer> URL_TOO_LONG = Set.of(413, 414, 431);

    private final FhirClient client;
    private final FhirServer server;
    private final FhirAccess access;
    private final Budget budget;
    private final int maxUrl;
    private final InstantSource clock;
    private final Map<CallHealth, Integer> replies = new ConcurrentHashMap<>();
    private volatile boolean answered;

    FhirSession(
            FhirClient client, FhirServer server, FhirAccess access, Budget budget, int maxUrl, InstantSource clock) {
        this.client = client;
        this.server = server;
        this.access = access;
        this.budget = budget;
        this.maxUrl = maxUrl;
        this.clock = clock;
    }

    FhirServer server() {
        return server;
    }

    FhirAccess access() {
        return access;
    }

    Budget budget() {
        return budget;
    }

    /** Whether any read or search of this call succeeded, so that the base address is right and the server works. */
    boolean hasAnswered() {
        return answered;
    }

    /** A read was given up because the time of the call was up. */
    void gaveUp() {
        replies.merge(CallHealth.SLOW, 1, Integer::sum);
    }

    /** What this call tells about the server: it counts once, and most of its requests decide. */
    CallHealth health() {
        int up = replies.getOrDefault(CallHealth.UP, 0);
        int down = replies.getOrDefault(CallHealth.DOWN, 0);
        int slow = replies.getOrDefault(CallHealth.SLOW, 0);
        if (up + down + slow == 0) {
            return CallHealth.UNKNOWN;
        }
        return up >= down + slow ? CallHealth.UP : down > 0 ? CallHealth.DOWN : CallHealth.SLOW;
    }

    /** Sends a read or a search, or follows a link of the server's. */
    Reply query(URI address, boolean isLink) {
        var get = new FhirClient.Request(address, null);
        return isLink || address.getRawQuery() == null ? sendWithRetry(get) : search(get);
    }

    private Reply search(FhirClient.Request get) {
        var post = FhirClient.Request.search(get.address());
        var length = get.address().toString().length();
        return server.prefersPost(length, maxUrl)
                ? send(post, POST_REFUSED, get, server::refusedPost)
                : send(get, URL_TOO_LONG, post, () -> server.refusedLength(length));
    }

    /** Sends the same in the other way if the server refuses the first, and remembers it if that succeeds. */
    private Reply send(FhirClient.Request first, Set<Integer> refusals, FhirClient.Request other, Runnable remember) {
        var reply = sendWithRetry(first);
        if (reply instanceof Reply.Refusal(int status, var after, var said)
                && refusals.contains(status)
                && !((Reply.Refusal) reply).isNotFound()) {
            reply = sendWithRetry(other);
            if (reply instanceof Reply.Answer) {
                remember.run();
            }
        }
        return reply;
    }

    private Reply sendWithRetry(FhirClient.Request request) {
        var reply = send(request);
        var delay = retryDelay(reply);
        if (delay == null || delay.compareTo(budget.left()) >= 0) {
            return reply;
        }
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.Failure.CANCELLED;
        }
        return send(request);
    }

    private Reply send(FhirClient.Request request) {
        var reply = client.send(request, access, budget);
        replies.merge(reply.health(), 1, Integer::sum);
        if (reply instanceof Reply.Answer(var said) && !(said instanceof QueryResponse.Failed)) {
            answered = true;
        }
        return reply;
    }

    /** Null where a retry is of no use. */
    private @Nullable Duration retryDelay(Reply reply) {
        return switch (reply) {
            case Reply.Refusal(int status, String after, var said)
            when after != null && RETRIED.contains(status) -> retryAfter(after);
            case Reply.Refusal(int status, var after, var said) ->
                status > 500 && RETRIED.contains(status) ? RETRY_DELAY : null;
            case Reply.Failure failure -> failure == Reply.Failure.NO_CONNECTION ? RETRY_DELAY : null;
            case Reply.Answer answer -> null;
        };
    }

    /** The header's seconds or date; null if it is neither. */
    private @Nullable Duration retryAfter(String header) {
        try {
            if (!header.isEmpty() && header.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Long.parseLong(header));
            }
            var until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
            var delay = Duration.between(clock.instant(), until);
            return delay.isNegative() ? Duration.ZERO : delay;
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
