package org.rlsworkup.trust;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes sure that a token is accepted for one request only. */
@FunctionalInterface
public interface ReplayGuard {
    /**
     * Records a token whose signature has been verified.
     *
     * @param expiry until when it must be remembered
     * @return false if it was used before, or cannot be recorded
     */
    boolean firstUse(String issuer, String jti, Instant expiry);

    /** Half a SHA-256 of issuer and {@code jti}: unique, and of one size whatever a client sends. */
    static UUID id(String issuer, String jti) {
        var bytes = ByteBuffer.wrap(DigestUtils.sha256(issuer + '\0' + jti));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
