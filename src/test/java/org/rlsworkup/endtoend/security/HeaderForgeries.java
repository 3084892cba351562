package org.rlsworkup.endtoend.security;

import static org.rlsworkup.endtoend.security.Forgery.bearer;
import static org.rlsworkup.endtoend.security.Forgery.header;
import static org.rlsworkup.support.ClientTest.BY_ADDRESS;
import static org.rlsworkup.support.ClientTest.CALL;
import static org.rlsworkup.support.ClientTest.EHR;
import static org.rlsworkup.support.ClientTest.ES256;
import static org.rlsworkup.support.ClientTest.ES384;
import static org.rlsworkup.support.ClientTest.OTHER;
import static org.rlsworkup.support.ClientTest.RSA;
import static org.rlsworkup.support.ClientTest.STRANGER;
import static org.rlsworkup.support.ClientTest.keysAt;
import static org.rlsworkup.support.ClientTest.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rlsworkup.trust.SigningKey;

/** Forgeries in the transport, form, algorithm, header and key of a token. */
final class HeaderForgeries {
    private HeaderForgeries() {}

    static Stream<Forgery> all() {
        return Stream.of(transport(), form(), algorithms(), headers(), keys(), places())
                .flatMap(forgeries -> forgeries);
    }

    private static Stream<Forgery> transport() {
        return Stream.of(
                new Forgery("nothing shown", List::of, "neither a bearer token nor a client certificate"),
                new Forgery("another scheme", () -> List.of("Basic ZWhyOmVocg=="), "is not a single bearer token"),
                new Forgery("a token without scheme", () -> List.of(token().by(ES384)), "is not a single bearer token"),
                new Forgery("scheme alone", () -> List.of("Bearer"), "is not a single bearer token"),
                new Forgery(
                        "two headers",
                        () -> List.of("Bearer " + token().by(ES384), "Bearer " + token().by(ES384)),
                        "is not a single bearer token"),
                bearer("two tokens", "not a signed JWT", () -> token().by(ES384) + " " + token().by(ES384)),
                bearer("tokens by comma", "not a signed JWT", () -> token().by(ES384) + "," + token().by(ES384)));
    }

    private static Stream<Forgery> form() {
        return Stream.of(
                bearer("one part", "not a signed JWT", () -> "abc"),
                bearer("two parts", "not a signed JWT", () -> token().content()),
                bearer("four parts", "not a signed JWT", () -> token().by(ES384) + ".e30"),
                bearer("five parts, as encrypted", "not a signed JWT", () -> token().by(ES384) + ".e30.e30"),
                bearer("dots alone", "not a signed JWT", () -> ".."),
                bearer("no signature", "not a signed JWT", () -> token().content() + "."),
                bearer("padding", "not a signed JWT", () -> token().by(ES384) + "=="),
                bearer("slash of plain Base64", "not a signed JWT", () -> token().by(ES384) + "/"),
                bearer(
                        "longer than a token",
                        "too long",
                        () -> token().claim("x", "'" + "x".repeat(5000) + "'").by(ES384)),
                bearer(
                        "claims are a list",
                        "not a signed JWT",
                        () -> token().claimsText(it -> "[" + it + "]").by(ES384)),
                bearer(
                        "claims twice",
                        "not a signed JWT",
                        () -> token().claimsText(it -> it + it).by(ES384)),
                bearer(
                        "claims no JSON",
                        "not a signed JWT",
                        () -> token().claimsText(it -> "{iss:1}").by(ES384)),
                bearer(
                        "claims in depth",
                        "not a signed JWT",
                        () -> token().claim("x", "[".repeat(1500) + "]".repeat(1500))
                                .by(ES384)),
                bearer(
                        "header no JSON",
                        "not a signed JWT",
                        () -> token().headerText(it -> "{").by(ES384)),
                bearer(
                        "alg twice",
                        "not a signed JWT",
                        () -> token().headerText(it -> it.replace("{", "{\"alg\":\"none\","))
                                .by(ES384)),
                bearer(
                        "iss twice",
                        "not a signed JWT",
                        () -> token().claimsText(it -> it.replace("{", "{\"iss\":\"https://other.example\","))
                                .by(ES384)),
                bearer(
                        "exp twice",
                        "not a signed JWT",
                        () -> token().claimsText(it -> it.replace("{", "{\"exp\":99999999999,"))
                                .by(ES384)),
                bearer(
                        "aud twice",
                        "not a signed JWT",
                        () -> token().claimsText(it -> it.replace("{", "{\"aud\":\"x\","))
                                .by(ES384)));
    }

    private static Stream<Forgery> algorithms() {
        return Stream.of(
                bearer(
                        "none",
                        "not a signed JWT",
                        () -> token().header("alg", "'none'").content() + "."),
                bearer(
                        "none with a signature",
                        "not a signed JWT",
                        () -> token().header("alg", "'none'").by(ES384, "ES384")),
                bearer(
                        "None",
                        "alg is not allowed",
                        () -> token().header("alg", "'None'").by(ES384, "ES384")),
                bearer(
                        "nOnE",
                        "alg is not allowed",
                        () -> token().header("alg", "'nOnE'").by(ES384, "ES384")),
                bearer(
                        "es384",
                        "alg is not allowed",
                        () -> token().header("alg", "'es384'").by(ES384, "ES384")),
                hmac("HS256 with the RSA key as secret", RSA, "HS256", "HmacSHA256"),
                hmac("HS384 with the EC key as secret", ES384, "HS384", "HmacSHA384"),
                hmac("HS512 with the EC key as secret", ES384, "HS512", "HmacSHA512"),
                bearer(
                        "RS512",
                        "alg is not allowed",
                        () -> token(EHR, CALL, "RS512", "rsa").by(RSA)),
                header("alg", "alg is not allowed", "''"),
                header("alg", "not a signed JWT", "7"),
                header("alg", "alg is not allowed", "'dir'"),
                header("alg", "alg is not allowed", "'EdDSA'"),
                header("alg", "alg is not allowed", "'ES256K'"),
                bearer(
                        "alg missing",
                        "not a signed JWT",
                        () -> token().without("alg").by(ES384, "ES384")));
    }

    private static Forgery hmac(String name, SigningKey key, String algorithm, String mac) {
        return bearer(name, "alg is not allowed", () -> {
            var token = token().header("alg", "'" + algorithm + "'").header("kid", "'" + key.keyId() + "'");
            try {
                var hmac = Mac.getInstance(mac);
                hmac.init(new SecretKeySpec(key.pair().getPublic().getEncoded(), mac));
                return token.with(hmac.doFinal(token.content().getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Stream<Forgery> headers() {
        return Stream.of(
                header("typ", "typ is not accepted", "'at+jwt'"),
                header("typ", "typ is not accepted", "'JOSE'"),
                header("typ", "typ is not accepted", "''"),
                bearer(
                        "typ missing",
                        "typ is not accepted",
                        () -> token().without("typ").by(ES384)),
                bearer(
                        "kid missing",
                        "kid is missing",
                        () -> token().without("kid").by(ES384)),
                header("kid", "kid is missing", "''"),
                header("kid", "kid is missing", "' '"),
                header("kid", "kid is missing", "null"),
                header("kid", "not a signed JWT", "['es384']"),
                header("kid", "not a signed JWT", "7"),
                header("crit", "crit names", "['exp']"),
                header("crit", "crit names", "['b64']"),
                bearer(
                        "payload not encoded",
                        "crit names",
                        () -> token().header("b64", "false")
                                .header("crit", "['b64']")
                                .by(ES384)));
    }

    private static Stream<Forgery> keys() {
        return Stream.of(
                header("kid", "no key matches", "'es256'"),
                header("kid", "no key matches", "'ES384'"),
                header("kid", "no key matches", "'es384 '"),
                header("kid", "no key matches", "'../../../dev/null'"),
                header("kid", "no key matches", "'\\u0027 OR 1=1'"),
                header("kid", "no key matches", "'es384\\u0000'"),
                header("kid", "no key matches", "'oct'"),
                header("kid", "no key matches", "'broken'"),
                header("kid", "no key matches", "'twice'"),
                header("kid", "no key matches", "'for-encryption'"),
                bearer(
                        "a key too short",
                        "no key matches",
                        () -> token(EHR, CALL, "RS256", "short").by(RSA)),
                bearer(
                        "EC key for RSA",
                        "no key matches",
                        () -> token(EHR, CALL, "RS256", "es384").by(RSA)),
                bearer(
                        "RSA key for EC",
                        "no key matches",
                        () -> token(EHR, CALL, "ES384", "rsa").by(ES384)),
                bearer(
                        "curve of another algorithm",
                        "no key matches",
                        () -> token(EHR, CALL, "ES256", "es384").by(ES256)),
                bearer("key of another client under the same id", "signature is invalid", () -> token().by(OTHER)),
                bearer(
                        "another client's issuer, own key",
                        "signature is invalid",
                        () -> token("https://other.example", CALL, "ES384", "es384")
                                .by(ES384)),
                bearer(
                        "key brought along",
                        "signature is invalid",
                        () -> token().header("jwk", STRANGER.jwk("")).by(STRANGER)));
    }

    /** Keys that lie elsewhere. All these places are served by the recorder, which must not hear of them. */
    private static Stream<Forgery> places() {
        var elsewhere = Stream.of(
                        "/elsewhere.json",
                        "/keys.json?x",
                        "/keys.json#x",
                        "/keys.json/",
                        "//keys.json",
                        "/more/../keys.json",
                        "/%6beys.json",
                        "/KEYS.json")
                .map(path -> bearer(
                        "jku " + path,
                        "jku is not configured",
                        () -> token(EHR, CALL, "ES256", "by-address")
                                .header("jku", "'" + keysAt(path) + "'")
                                .by(BY_ADDRESS)));
        var others = Stream.of(
                header("jku", "jku is not configured", "'http://169.254.169.254/keys.json'"),
                header("jku", "jku is not configured", "'file:///etc/passwd'"),
                header("jku", "not a signed JWT", "'::'"),
                bearer(
                        "jku of the client, called by another",
                        "no key matches",
                        () -> token("https://other.example", CALL, "ES256", "by-address")
                                .header("jku", "'" + keysAt("/keys.json") + "'")
                                .by(BY_ADDRESS)),
                bearer(
                        "jku by the machine's other name",
                        "jku is not configured",
                        () -> token().header("jku", "'" + keysAt("/keys.json").replace("localhost", "127.0.0.1") + "'")
                                .by(ES384)),
                bearer(
                        "key of the file asked for at the address",
                        "no key matches",
                        () -> token().header("jku", "'" + keysAt("/more/keys.json") + "'")
                                .by(ES384)),
                bearer(
                        "x5u to elsewhere",
                        "signature is invalid",
                        () -> token().header("x5u", "'" + keysAt("/certificate.pem") + "'")
                                .by(STRANGER)),
                bearer(
                        "x5c brought along",
                        "signature is invalid",
                        () -> token().header("x5c", "['" + Base64.getEncoder().encodeToString(new byte[64]) + "']")
                                .by(STRANGER)));
        return Stream.concat(elsewhere, others);
    }
}
