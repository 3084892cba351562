package org.rlsworkup.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

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
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(issuer.getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
            var bytes = ByteBuffer.wrap(hash.digest(jti.getBytes(StandardCharsets.UTF_8)));
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
