package org.rlsworkup.endtoend.security;

import static org.rlsworkup.endtoend.security.Forgery.bearer;
import static org.rlsworkup.endtoend.security.Forgery.claim;
import static org.rlsworkup.support.ClientTest.CALL;
import static org.rlsworkup.support.ClientTest.EHR;
import static org.rlsworkup.support.ClientTest.ES384;
import static org.rlsworkup.support.ClientTest.OTHER;
import static org.rlsworkup.support.ClientTest.RSA;
import static org.rlsworkup.support.ClientTest.STRANGER;
import static org.rlsworkup.support.ClientTest.token;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Stream;
import org.rlsworkup.trust.Token;

/** Forgeries in the claims, times and signature of a token. */
final class ClaimForgeries {
    private ClaimForgeries() {}

    static Stream<Forgery> all() {
        return Stream.of(claims(), times(), signatures()).flatMap(forgeries -> forgeries);
    }

    private static Stream<Forgery> claims() {
        return Stream.of(
                claim("iss", "issuer is not configured", "'https://evil.example'"),
                claim("iss", "issuer is not configured", "'https://ehr.example/'"),
                claim("iss", "issuer is not configured", "'HTTPS://EHR.EXAMPLE'"),
                claim("iss", "a claim is missing", "['https://ehr.example']"),
                claim("aud", "aud is not", "'https://rls.example/cds-services/rls-workup/'"),
                claim("aud", "aud is not", "'https://rls.example/cds-services'"),
                claim("aud", "aud is not", "'https://rls.example'"),
                claim("aud", "aud is not", "'https://RLS.example/cds-services/rls-workup'"),
                claim("aud", "aud is not", "'http://rls.example/cds-services/rls-workup'"),
                claim("aud", "aud is not", "'https://rls.example/cds-services/rls-workup/feedback'"),
                claim("aud", "aud is not", "'https://rls.example:443/cds-services/rls-workup'"),
                claim("aud", "aud is not", "'https://evil.example/https://rls.example/cds-services/rls-workup'"),
                claim("aud", "aud is not", "[]"),
                claim("aud", "aud is not", "[['https://rls.example/cds-services/rls-workup']]"),
                claim("aud", "a claim is missing", "{'https://rls.example/cds-services/rls-workup':1}"),
                claim("jti", "a claim is missing", "''"),
                claim("jti", "a claim is missing", "7"),
                claim("jti", "a claim is missing", "'" + "x".repeat(600) + "'"),
                claim("exp", "a claim is missing", "'9999999999'"),
                claim("exp", "not a signed JWT", "1e400"),
                claim("exp", "a claim is missing", "-1"),
                claim("iat", "a claim is missing", "null"),
                claim("nbf", "a claim is missing", "'now'"),
                claim("tenant", "a claim is missing", "['north']"),
                missing("iss"),
                missing("aud"),
                missing("exp"),
                missing("iat"),
                missing("jti"),
                tenant("no tenant", "'x'", "tenant"),
                tenant("an unknown tenant", "'east'", "east"),
                tenant("a tenant in capitals", "'NORTH'", "NORTH"));
    }

    private static Forgery missing(String claim) {
        return bearer(
                claim + " missing",
                "a claim is missing",
                () -> token().without(claim).by(ES384));
    }

    private static Forgery tenant(String name, String json, String claim) {
        return bearer(name, "tenant is not configured", () -> {
            var token = token("https://hosted.example", CALL, "ES384", "es384");
            return (claim.equals("tenant") ? token : token.claim("tenant", json)).by(OTHER);
        });
    }

    private static Stream<Forgery> times() {
        return Stream.of(
                time("expired two minutes ago", "expired", -300, -120),
                time("expired last year", "expired", -31_536_000, -31_535_700),
                time("issued in two minutes", "not valid yet", 120, 300),
                time("valid for sixteen minutes", "lifetime of the token is not positive or exceeds", 0, 960),
                time("valid for a day", "lifetime of the token is not positive or exceeds", 0, 86_400),
                time("expires before it is issued", "lifetime of the token is not positive or exceeds", 30, 10),
                time("expires as it is issued", "lifetime of the token is not positive or exceeds", 0, 0),
                bearer(
                        "not before in two minutes",
                        "not valid yet",
                        () -> times(0, 300)
                                .claim(
                                        "nbf",
                                        Long.toString(java.time.InstantSource.system()
                                                        .instant()
                                                        .getEpochSecond()
                                                + 120))
                                .by(ES384)),
                claim("exp", "lifetime of the token is not positive or exceeds", "99999999999"),
                claim("exp", "a claim is missing", "9223372036854775807"),
                claim("iat", "lifetime of the token is not positive or exceeds", "0"));
    }

    private static Forgery time(String name, String reason, int issued, int expires) {
        return bearer(name, reason, () -> times(issued, expires).by(ES384));
    }

    private static Token times(int issued, int expires) {
        var now = java.time.InstantSource.system().instant().getEpochSecond();
        return token().claim("iat", Long.toString(now + issued)).claim("exp", Long.toString(now + expires));
    }

    private static Stream<Forgery> signatures() {
        return Stream.of(
                bearer("by a stranger", "signature is invalid", () -> token().by(STRANGER)),
                bearer("of zeros", "signature is invalid", () -> token().with(new byte[96])),
                bearer("r and s are the order of the curve", "signature is invalid", () -> token().with(order())),
                bearer("cut short", "signature is invalid", () -> token().with(Arrays.copyOf(sign(token()), 95))),
                bearer("too long", "signature is invalid", () -> token().with(new byte[97])),
                bearer("of another token", "signature is invalid", () -> token().with(sign(token()))),
                bearer("claims changed after signing", "signature is invalid", () -> {
                    var token = token();
                    var signed = token.by(ES384);
                    var changed = token.claim("x", "1").content();
                    return changed + signed.substring(signed.lastIndexOf('.'));
                }),
                bearer(
                        "RS384 in place of PS384",
                        "signature is invalid",
                        () -> token(EHR, CALL, "PS384", "rsa").by(RSA, "RS384")),
                bearer(
                        "RS256 in place of RS384",
                        "signature is invalid",
                        () -> token(EHR, CALL, "RS384", "rsa").by(RSA, "RS256")));
    }

    private static byte[] sign(Token token) {
        return ES384.sign("ES384", token.content());
    }

    private static byte[] order() {
        var n = new BigInteger(
                "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16);
        var bytes = n.toByteArray();
        var signature = new byte[96];
        System.arraycopy(bytes, 1, signature, 0, 48);
        System.arraycopy(bytes, 1, signature, 48, 48);
        return signature;
    }
}
