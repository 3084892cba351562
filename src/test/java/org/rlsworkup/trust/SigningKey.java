package org.rlsworkup.trust;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/** A client's key, with signing and publishing by the JDK only: tests must not depend on the library they test. */
public record SigningKey(String keyId, KeyPair pair) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    public static SigningKey ec(String keyId, int bits) {
        return generate(keyId, "EC", bits);
    }

    public static SigningKey rsa(String keyId, int bits) {
        return generate(keyId, "RSA", bits);
    }

    private static SigningKey generate(String keyId, String kind, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return new SigningKey(keyId, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] sign(String algorithm, String text) {
        try {
            var signature =
                    switch (algorithm) {
                        case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                        case "ES384" -> Signature.getInstance("SHA384withECDSAinP1363Format");
                        case "RS256" -> Signature.getInstance("SHA256withRSA");
                        case "RS384" -> Signature.getInstance("SHA384withRSA");
                        case "RS512" -> Signature.getInstance("SHA512withRSA");
                        case "PS384" -> pss();
                        default -> throw new IllegalArgumentException(algorithm);
                    };
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Signature pss() throws GeneralSecurityException {
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
        return signature;
    }

    /** The public key as JWK; {@code more} are members to add, each with a comma before it. */
    public String jwk(String more) {
        var key =
                switch (pair.getPublic()) {
                    case ECPublicKey ec -> {
                        var bytes = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
                        var curve = "P-" + ec.getParams().getCurve().getField().getFieldSize();
                        yield "'kty':'EC','crv':'" + curve + "','x':'"
                                + fixed(ec.getW().getAffineX(), bytes) + "','y':'"
                                + fixed(ec.getW().getAffineY(), bytes) + "'";
                    }
                    case RSAPublicKey rsa ->
                        "'kty':'RSA','n':'"
                                + fixed(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8) + "','e':'"
                                + fixed(rsa.getPublicExponent(), 3) + "'";
                    default -> throw new IllegalStateException();
                };
        return ("{'kid':'" + keyId + "'," + key + more + "}").replace('\'', '"');
    }

    public static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static String fixed(BigInteger number, int length) {
        var bytes = number.toByteArray();
        var fixed = new byte[length];
        var from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, fixed, length - (bytes.length - from), bytes.length - from);
        return BASE64.encodeToString(fixed);
    }
}
