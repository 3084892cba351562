package org.rlsworkup.trust;

import java.time.Instant;

/** Remembers tokens, so that each is good for one call. */
@FunctionalInterface
public interface SeenTokens {
    /**
     * Remembers a token whose signature was found right.
     *
     * @param expiry until when it must be remembered
     * @return false if it was seen before, or cannot be remembered
     */
    boolean firstSeen(String issuer, String jti, Instant expiry);
}
