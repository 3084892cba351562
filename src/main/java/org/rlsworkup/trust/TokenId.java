package org.rlsworkup.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Half a SHA-256 over issuer and {@code jti}: unique, and of one size whatever a client calls its tokens. */
final class TokenId {
    private TokenId() {}

    static UUID of(String issuer, String jti) {
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
