package org.rlsworkup.trust;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Any bytes as a token, with a verifier that accepts every signature: so the checks are tested,
 * not arithmetic. Bytes up to the first NUL are the header, what follows the claims; without a NUL they are the token
 * itself.
 */
public final class TokenFuzz {
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);
    private static final String CALLED = "https://rls.example/cds-services/rls-workup";
    private static final Client CLIENT = new Client(
            "ehr",
            "https://ehr.example",
            null,
            Set.of(URI.create("https://ehr.example/keys")),
            Set.of("north"),
            List.of(),
            TokenRules.STRICT);

    private static final TokenValidator CHECK =
            new TokenValidator(List.of(CLIENT), TokenFuzz::verifier, (issuer, jti, expiry) -> true, () -> NOW);

    private TokenFuzz() {}

    private static JWSVerifier verifier(Client client, JWSHeader header) {
        if (!VerificationKeys.ALGORITHMS.contains(header.getAlgorithm())) {
            throw new AssertionError("an algorithm that is not allowed came as far as the keys");
        }
        return new Agreeing();
    }

    private record Agreeing() implements JWSVerifier {
        @Override
        public boolean verify(JWSHeader header, byte[] input, Base64URL signature) {
            return true;
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return VerificationKeys.ALGORITHMS;
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            var admitted = CHECK.validate(token(bytes), CALLED);
            if (!"north".equals(admitted.tenant())) {
                throw new AssertionError("a tenant was admitted that is not configured");
            }
        } catch (ClientAuthenticationException refusal) {
            if (refusal.getMessage() == null) {
                throw new AssertionError("refused for no reason");
            }
        }
    }

    private static String token(byte[] bytes) {
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return encoded(Arrays.copyOf(bytes, i)) + "." + encoded(Arrays.copyOfRange(bytes, i + 1, bytes.length))
                        + ".AAAA";
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
