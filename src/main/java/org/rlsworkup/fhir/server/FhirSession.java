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
 * One call's way to its FHIR server: asks by GET or POST as the server wants it, and once more where that can help and
 * time is left for it.
 */
final class FhirSession {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Set<Integer> NO_POST = Set.of(400, 404, 405, 415, 501);
    private static final Set<Integer> TOO_LONG = Set.of(413, 414, 431);

    private final FhirClient client;
    private final FhirServer server;
    private final FhirAccess access;
    private final Budget budget;
    private final int longest;
    private final InstantSource clock;

    /** @param longest an address of more characters goes by POST */
    FhirSession(
            FhirClient client, FhirServer server, FhirAccess access, Budget budget, int longest, InstantSource clock) {
        this.client = client;
        this.server = server;
        this.access = access;
        this.budget = budget;
        this.longest = longest;
        this.clock = clock;
    }

    FhirAccess access() {
        return access;
    }

    Budget budget() {
        return budget;
    }

    /** Asks a query of ours; null if no answer came that says anything. */
    @Nullable
    QueryResponse ask(URI query) {
        var get = FhirRequest.get(query);
        if (query.getRawQuery() == null) {
            return reading(persist(get));
        }
        var length = query.toString().length();
        return server.wantsPost(length, longest) ? askByPost(get) : askByGet(get, length);
    }

    private @Nullable QueryResponse askByPost(FhirRequest get) {
        var reply = persist(FhirRequest.search(get.address()));
        if (reply instanceof Reply.Refusal(int status, var after) && NO_POST.contains(status)) {
            reply = persist(get);
            if (reply instanceof Reply.Answer) {
                server.refusedPost();
            }
        }
        return reading(reply);
    }

    private @Nullable QueryResponse askByGet(FhirRequest get, int length) {
        var reply = persist(get);
        if (reply instanceof Reply.Refusal(int status, var after) && TOO_LONG.contains(status)) {
            reply = persist(FhirRequest.search(get.address()));
            if (reply instanceof Reply.Answer) {
                server.refusedLength(length);
            }
        }
        return reading(reply);
    }

    /** Follows a link of the server's; null if no answer came that says anything. */
    @Nullable
    QueryResponse follow(URI link) {
        return reading(persist(FhirRequest.get(link)));
    }

    private static @Nullable QueryResponse reading(Reply reply) {
        return reply instanceof Reply.Answer(QueryResponse reading) ? reading : null;
    }

    private Reply persist(FhirRequest request) {
        var reply = once(request);
        var pause = pause(reply);
        if (pause == null || pause.compareTo(budget.left()) >= 0) {
            return reply;
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.Nothing.NOT_WANTED;
        }
        return once(request);
    }

    private Reply once(FhirRequest request) {
        return server.ask(() -> client.send(request, access.token(), budget));
    }

    /** How long to wait before asking again, or null where that is no use. */
    private @Nullable Duration pause(Reply reply) {
        return switch (reply) {
            case Reply.Refusal(int status, var after) ->
                switch (status) {
                    case 429 -> after == null ? null : pause(after);
                    case 502, 503, 504 -> after == null ? MOMENT : pause(after);
                    default -> null;
                };
            case Reply.Nothing nothing -> nothing == Reply.Nothing.NO_CONNECTION ? MOMENT : null;
            case Reply.Answer answer -> null;
        };
    }

    /** What Retry-After asks for: seconds or a date; null if it is neither. */
    private @Nullable Duration pause(String retryAfter) {
        try {
            if (!retryAfter.isEmpty() && retryAfter.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Long.parseLong(retryAfter));
            }
            var until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter));
            var pause = Duration.between(clock.instant(), until);
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
