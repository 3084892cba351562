package org.rlsworkup.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of a JWK set that can verify a signature, each bound to its algorithms. */
final class VerificationKeys extends JWKSet {
    /** Asymmetric only: ES384 and RS384, which CDS Hooks recommends, and the others that EHRs sign with. */
    static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.PS384);

    private static final int MAX_KEYS = 100;
    private static final int MIN_RSA_BITS = 2048;
    /** A longer key is no safer here and only costs time. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_EXPONENT_BITS = 64;

    private final transient Map<KeyName, JWSVerifier> verifiers = new HashMap<>();
    private final transient Instant retrievedAt;

    private record KeyName(String keyId, JWSAlgorithm algorithm) {}

    /** Two keys of the same id for the same algorithm are both ignored. */
    VerificationKeys(List<JWK> keys, Instant retrievedAt) {
        super(keys);
        this.retrievedAt = retrievedAt;
        var ambiguous = new HashSet<KeyName>();
        for (var key : keys) {
            var verifier = verifier(key);
            for (var algorithm : ALGORITHMS) {
                var name = new KeyName(key.getKeyID(), algorithm);
                if (verifier != null && fits(key, algorithm) && verifiers.put(name, verifier) != null) {
                    ambiguous.add(name);
                }
            }
        }
        verifiers.keySet().removeAll(ambiguous);
    }

    /**
     * Reads a JWK set, without the keys that cannot be used here.
     *
     * @param now keys that have expired are left out
     * @throws ParseException if this is not a JWK set
     */
    static VerificationKeys parse(String json, Instant now) throws ParseException {
        var keys = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
        if (keys == null || keys.length > MAX_KEYS) {
            throw new ParseException("not a JWK set, or too many keys", 0);
        }
        return new VerificationKeys(
                Arrays.stream(keys)
                        .flatMap(key -> Stream.ofNullable(usable(key, now)))
                        .toList(),
                now);
    }

    @Nullable
    JWSVerifier verifier(String keyId, JWSAlgorithm algorithm) {
        return verifiers.get(new KeyName(keyId, algorithm));
    }

    boolean hasVerifiers() {
        return !verifiers.isEmpty();
    }

    Instant retrievedAt() {
        return retrievedAt;
    }

    private static @Nullable JWK usable(Map<String, Object> key, Instant now) {
        try {
            var jwk = JWK.parse(key);
            var expires = jwk.getExpirationTime();
            var isUsable = jwk.getKeyID() != null
                    && jwk.getKeyRevocation() == null
                    && (expires == null || expires.toInstant().isAfter(now))
                    && (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
                    && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
            return isUsable ? jwk : null;
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        return KeyType.forAlgorithm(algorithm).equals(key.getKeyType())
                && (!(key instanceof ECKey ec)
                        || Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve()))
                && (key.getAlgorithm() == null
                        || algorithm.getName().equals(key.getAlgorithm().getName()));
    }

    private static @Nullable JWSVerifier verifier(JWK key) {
        try {
            return switch (key) {
                case ECKey ec -> new ECDSAVerifier(ec);
                case RSAKey rsa -> isSafe(rsa.toRSAPublicKey()) ? new RSASSAVerifier(rsa) : null;
                default -> null;
            };
        } catch (JOSEException e) {
            return null;
        }
    }

    private static boolean isSafe(RSAPublicKey key) {
        var bits = key.getModulus().bitLength();
        var exponent = key.getPublicExponent();
        return bits >= MIN_RSA_BITS
                && bits <= MAX_RSA_BITS
                && exponent.bitLength() <= MAX_EXPONENT_BITS
                && exponent.bitLength() > 1
                && exponent.testBit(0);
    }
}
