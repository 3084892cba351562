package org.rlsworkup.trust;

import static org.rlsworkup.trust.ClientAuthenticationException.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.trust.ClientAuthenticationException.FailureReason;

/** The claims of a token that CDS Hooks defines, with their types checked. Others are ignored. */
record Claims(
        String issuer,
        List<?> audience,
        Instant expires,
        Instant issued,
        @Nullable Instant notBefore,
        @Nullable String id,
        @Nullable String tenant) {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int MAX_TEXT = 512;
    /** The year 5138: well below where arithmetic with seconds overflows. */
    private static final double MAX_TIME = 1e11;

    static Claims of(@Nullable Map<String, Object> members) throws ClientAuthenticationException {
        if (members == null) {
            throw new ClientAuthenticationException(FailureReason.NO_TOKEN, null);
        }
        return new Claims(
                text(members.get("iss")),
                members.get("aud") instanceof List<?> several ? several : List.of(text(members.get("aud"))),
                time(members.get("exp")),
                time(members.get("iat")),
                members.containsKey("nbf") ? time(members.get("nbf")) : null,
                members.containsKey("jti") ? text(members.get("jti")) : null,
                members.containsKey("tenant") ? text(members.get("tenant")) : null);
    }

    private static String text(@Nullable Object value) throws ClientAuthenticationException {
        if (value instanceof String text && !text.isBlank() && text.length() <= MAX_TEXT) {
            return text;
        }
        throw new ClientAuthenticationException(FailureReason.CLAIM, null);
    }

    /** Seconds since 1970; a fraction is ignored. */
    private static Instant time(@Nullable Object value) throws ClientAuthenticationException {
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= MAX_TIME) {
            return Instant.ofEpochSecond(number.longValue());
        }
        throw new ClientAuthenticationException(FailureReason.CLAIM, null);
    }

    void checkTimes(Instant now, Client client) throws ClientAuthenticationException {
        check(now.isBefore(replayableUntil()), FailureReason.EXPIRED, client);
        check(!issued.isAfter(now.plus(SKEW)), FailureReason.TOO_EARLY, client);
        check(notBefore == null || !notBefore.isAfter(now.plus(SKEW)), FailureReason.TOO_EARLY, client);
        var lifetime = Duration.between(issued, expires);
        var longest = client.token().longestLife();
        check(lifetime.isPositive() && lifetime.compareTo(longest) <= 0, FailureReason.LIFETIME, client);
    }

    /** From then on the token is rejected as expired. */
    Instant replayableUntil() {
        return expires.plus(SKEW);
    }

    @Override
    public String toString() {
        return "Claims[]";
    }
}
