package org.rlsworkup.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one JWK set that can check a signature, each bound to its algorithms. */
final class KeySet {
    /**
     * Asymmetric alone; two keys of the same kind for the two that CDS Hooks recommends, and what else EHRs sign with.
     */
    static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.PS384);

    private static final Set<JWSAlgorithm> OF_RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.PS384);
    private static final int MOST_KEYS = 100;
    /** Shorter keys can be broken; longer ones only cost time. */
    private static final int SHORTEST_RSA = 2048;

    private static final int LONGEST_RSA = 8192;
    private static final int LONGEST_EXPONENT = 64;

    private final Map<Name, JWSVerifier> verifiers;

    private KeySet(Map<Name, JWSVerifier> verifiers) {
        this.verifiers = verifiers;
    }

    private record Name(String keyId, JWSAlgorithm algorithm) {}

    /**
     * Reads a JWK set. A key that is of no use here is left out; so are two that bear the same name for the same
     * algorithm.
     *
     * @param now keys that have expired are left out
     * @throws ParseException if this is no JWK set
     */
    static KeySet parse(String json, Instant now) throws ParseException {
        var keys = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
        if (keys == null || keys.length > MOST_KEYS) {
            throw new ParseException("no JWK set, or one of too many keys", 0);
        }
        var verifiers = new HashMap<Name, JWSVerifier>();
        var ambiguous = new HashSet<Name>();
        for (var key : keys) {
            var jwk = usable(key, now);
            if (jwk != null) {
                for (var algorithm : algorithms(jwk)) {
                    var name = new Name(jwk.getKeyID(), algorithm);
                    var verifier = verifier(jwk);
                    if (verifier != null && verifiers.put(name, verifier) != null) {
                        ambiguous.add(name);
                    }
                }
            }
        }
        verifiers.keySet().removeAll(ambiguous);
        return new KeySet(Map.copyOf(verifiers));
    }

    @Nullable
    JWSVerifier verifier(String keyId, JWSAlgorithm algorithm) {
        return verifiers.get(new Name(keyId, algorithm));
    }

    int size() {
        return verifiers.size();
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

    private static Set<JWSAlgorithm> algorithms(JWK key) {
        Set<JWSAlgorithm> ofKind =
                switch (key) {
                    case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> Set.of(JWSAlgorithm.ES256);
                    case ECKey ec when Curve.P_384.equals(ec.getCurve()) -> Set.of(JWSAlgorithm.ES384);
                    case RSAKey rsa -> OF_RSA;
                    default -> Set.of();
                };
        var named = key.getAlgorithm();
        if (named == null) {
            return ofKind;
        }
        var algorithm = JWSAlgorithm.parse(named.getName());
        return ofKind.contains(algorithm) ? Set.of(algorithm) : Set.of();
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
        return bits >= SHORTEST_RSA
                && bits <= LONGEST_RSA
                && exponent.bitLength() <= LONGEST_EXPONENT
                && exponent.bitLength() > 1
                && exponent.testBit(0);
    }
}
