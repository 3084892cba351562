package org.rlsworkup.trust;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Builds a token: valid in every respect unless changed. Members are JSON, in which single quotes represent double
 * ones.
 */
public final class Token {
    private final Map<String, String> header = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private UnaryOperator<String> headerText = UnaryOperator.identity();
    private UnaryOperator<String> claimsText = UnaryOperator.identity();

    private Token() {}

    /**
     * A token that is right in everything, not signed yet.
     *
     * @param audience the address that is called
     */
    public static Token of(String issuer, String audience, String algorithm, String keyId, Instant now) {
        return new Token()
                .header("alg", "'" + algorithm + "'")
                .header("typ", "'JWT'")
                .header("kid", "'" + keyId + "'")
                .claim("iss", "'" + issuer + "'")
                .claim("aud", "'" + audience + "'")
                .claim("exp", Long.toString(now.getEpochSecond() + 300))
                .claim("iat", Long.toString(now.getEpochSecond()))
                .claim("jti", "'" + UUID.randomUUID() + "'");
    }

    public Token header(String name, String json) {
        header.put(name, json);
        return this;
    }

    public Token claim(String name, String json) {
        claims.put(name, json);
        return this;
    }

    public Token without(String name) {
        header.remove(name);
        claims.remove(name);
        return this;
    }

    public Token headerText(UnaryOperator<String> change) {
        headerText = change;
        return this;
    }

    public Token claimsText(UnaryOperator<String> change) {
        claimsText = change;
        return this;
    }

    /** Header and claims, encoded: what is signed. */
    public String content() {
        return encoded(headerText.apply(json(header))) + "." + encoded(claimsText.apply(json(claims)));
    }

    /** Signed by the algorithm that the header names. */
    public String by(SigningKey key) {
        return by(key, header.get("alg").replace("'", ""));
    }

    public String by(SigningKey key, String algorithm) {
        return with(key.sign(algorithm, content()));
    }

    public String with(byte[] signature) {
        return content() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member ->
                        "\"" + member.getKey() + "\":" + member.getValue().replace('\'', '"'))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
