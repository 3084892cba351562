package org.rlsworkup.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.trust.Refusal.Reason;

/** The claims of a token, by the types that CDS Hooks gives them. Others are ignored. */
record Claims(
        String issuer,
        List<?> audience,
        Instant expires,
        Instant issued,
        @Nullable Instant notBefore,
        String id,
        @Nullable String tenant) {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
    private static final int LONGEST_TEXT = 512;
    /** The year 5138: later than any token, and far from where arithmetic with seconds overflows. */
    private static final double LATEST = 1e11;

    static Claims of(@Nullable Map<String, Object> members) throws Refusal {
        if (members == null) {
            throw new Refusal(Reason.NO_TOKEN, null);
        }
        return new Claims(
                text(members.get("iss")),
                members.get("aud") instanceof List<?> several ? several : List.of(text(members.get("aud"))),
                time(members.get("exp")),
                time(members.get("iat")),
                members.containsKey("nbf") ? time(members.get("nbf")) : null,
                text(members.get("jti")),
                members.containsKey("tenant") ? text(members.get("tenant")) : null);
    }

    private static String text(@Nullable Object value) throws Refusal {
        if (value instanceof String text && !text.isBlank() && text.length() <= LONGEST_TEXT) {
            return text;
        }
        throw new Refusal(Reason.CLAIM, null);
    }

    /** Seconds since 1970, perhaps with a fraction, which does not matter. */
    private static Instant time(@Nullable Object value) throws Refusal {
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= LATEST) {
            return Instant.ofEpochSecond(number.longValue());
        }
        throw new Refusal(Reason.CLAIM, null);
    }

    void checkTimes(Instant now, Client client) throws Refusal {
        if (!now.isBefore(expires.plus(SKEW))) {
            throw new Refusal(Reason.EXPIRED, client);
        }
        if (issued.isAfter(now.plus(SKEW)) || (notBefore != null && notBefore.isAfter(now.plus(SKEW)))) {
            throw new Refusal(Reason.TOO_EARLY, client);
        }
        var life = Duration.between(issued, expires);
        if (!life.isPositive() || life.compareTo(LONGEST_LIFE) > 0) {
            throw new Refusal(Reason.LIFE, client);
        }
    }

    /** From then on the token is refused for its age. */
    Instant forgettable() {
        return expires.plus(SKEW);
    }

    @Override
    public String toString() {
        return "Claims[]";
    }
}
