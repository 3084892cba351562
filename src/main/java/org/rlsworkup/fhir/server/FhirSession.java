package org.rlsworkup.fhir.server;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.read.QueryResponse;

/**
 * The requests of one call to its FHIR server: by GET or POST, as the server takes them, and retried once where that may
 * help and the time is not up.
 */
final class FhirSession {
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);
    private static final Set<Integer> POST_REFUSED = Set.of(400, 404, 405, 415, 501);
    private static final Set<Integer> URL_TOO_LONG = Set.of(413, 414, 431);

    private final FhirClient client;
    private final FhirServer server;
    private final FhirAccess access;
    private final Budget budget;
    private final int maxUrl;
    private final InstantSource clock;

    /** @param maxUrl characters of an address; a longer search is sent by POST */
    FhirSession(
            FhirClient client, FhirServer server, FhirAccess access, Budget budget, int maxUrl, InstantSource clock) {
        this.client = client;
        this.server = server;
        this.access = access;
        this.budget = budget;
        this.maxUrl = maxUrl;
        this.clock = clock;
    }

    FhirAccess access() {
        return access;
    }

    Budget budget() {
        return budget;
    }

    /** Sends a read or a search; null if there is no response that could be read. */
    @Nullable
    QueryResponse query(URI query) {
        var get = FhirClient.Request.get(query);
        if (query.getRawQuery() == null) {
            return reading(sendWithRetry(get));
        }
        var length = query.toString().length();
        return reading(server.prefersPost(length, maxUrl) ? searchByPost(get) : searchByGet(get, length));
    }

    /** Follows a link of the server's; null if there is no response that could be read. */
    @Nullable
    QueryResponse follow(URI link) {
        return reading(sendWithRetry(FhirClient.Request.get(link)));
    }

    private Reply searchByPost(FhirClient.Request get) {
        var reply = sendWithRetry(FhirClient.Request.search(get.address()));
        if (reply instanceof Reply.Refusal(int status, var after) && POST_REFUSED.contains(status)) {
            reply = sendWithRetry(get);
            if (reply instanceof Reply.Answer) {
                server.refusedPost();
            }
        }
        return reply;
    }

    private Reply searchByGet(FhirClient.Request get, int length) {
        var reply = sendWithRetry(get);
        if (reply instanceof Reply.Refusal(int status, var after) && URL_TOO_LONG.contains(status)) {
            reply = sendWithRetry(FhirClient.Request.search(get.address()));
            if (reply instanceof Reply.Answer) {
                server.refusedLength(length);
            }
        }
        return reply;
    }

    private static @Nullable QueryResponse reading(Reply reply) {
        return reply instanceof Reply.Answer(QueryResponse reading) ? reading : null;
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
            case Reply.Refusal(int status, var after) ->
                switch (status) {
                    case 429 -> after == null ? null : retryAfter(after);
                    case 502, 503, 504 -> after == null ? RETRY_DELAY : retryAfter(after);
                    default -> null;
                };
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
