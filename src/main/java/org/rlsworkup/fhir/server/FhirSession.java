package org.rlsworkup.fhir.server;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one call to its FHIR server: by GET or POST, as the server takes them, and retried once where that may
 * help and the time is not up.
 */
record FhirSession(
        FhirClient client, FhirServer server, FhirAccess access, Budget budget, int maxUrl, InstantSource clock) {
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);
    private static final Set<Integer> RETRIED = Set.of(429, 502, 503, 504);
    private static final Set<Integer> POST_REFUSED = Set.of(400, 404, 405, 415, 501);
    private static final Set<Integer> URL_TOO_LONG = Set.of(413, 414, 431);

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
        if (reply instanceof Reply.Refusal(int status, var after) && refusals.contains(status)) {
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
        return server.send(() -> client.send(request, access.token(), budget));
    }

    /** Null where a retry is of no use. */
    private @Nullable Duration retryDelay(Reply reply) {
        return switch (reply) {
            case Reply.Refusal(int status, String after)
            when after != null && RETRIED.contains(status) -> retryAfter(after);
            case Reply.Refusal(int status, var after) -> status > 500 && RETRIED.contains(status) ? RETRY_DELAY : null;
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
