package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.trust.ClientAuthenticationException.FailureReason;

/** The times of a token, to the second. */
class TokenTimeTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final SigningKey KEY = SigningKey.ec("a", 256);
    private static final String CALLED = "https://rls.example/cds-services";
    private static final Client CLIENT = new Client(
            "ehr", "https://ehr.example", URI.create("file:/keys"), Set.of(), Set.of(), List.of(), TokenRules.STRICT);

    private int asked;
    private final TokenValidator check = new TokenValidator(
            List.of(CLIENT),
            (client, header) -> {
                asked++;
                try {
                    return new ECDSAVerifier(JWK.parse(KEY.jwk("")).toECKey());
                } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
                    throw new IllegalStateException(e);
                }
            },
            (issuer, jti, expiry) -> true,
            () -> NOW);

    private ClientAuthenticationException refusal(int issued, int expires, Integer notBefore) {
        var second = NOW.getEpochSecond();
        var token = Token.of("https://ehr.example", CALLED, "ES256", "a", NOW)
                .claim("iat", Long.toString(second + issued))
                .claim("exp", Long.toString(second + expires));
        if (notBefore != null) {
            token.claim("nbf", Long.toString(second + notBefore));
        }
        return catchThrowableOfType(ClientAuthenticationException.class, () -> check.validate(token.by(KEY), CALLED));
    }

    @ParameterizedTest
    @CsvSource({"0, 300,", "0, 900,", "60, 300,", "-359, -59,", "-959, -59,", "0, 1,", "0, 300, 60", "0, 300, 0"})
    void isInTime(int issued, int expires, Integer notBefore) {
        assertThat(refusal(issued, expires, notBefore)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "-360, -60,, EXPIRED",
        "-360, -61,, EXPIRED",
        "61, 300,, TOO_EARLY",
        "0, 300, 61, TOO_EARLY",
        "0, 901,, LIFETIME",
        "0, 0,, LIFETIME",
        "10, 5,, LIFETIME"
    })
    void isNot(int issued, int expires, Integer notBefore, FailureReason reason) {
        assertThat(refusal(issued, expires, notBefore).reason()).isEqualTo(reason);
        assertThat(asked).as("keys asked for").isZero();
    }

    /** Cheap checks come first: the signature of a token with a wrong audience or issuer or time is not verified. */
    @Test
    void noKeyIsLookedUpForATokenThatIsWrongAnyway() {
        var elsewhere = Token.of("https://ehr.example", "https://other.example", "ES256", "a", NOW)
                .by(KEY);
        var stranger =
                Token.of("https://stranger.example", CALLED, "ES256", "a", NOW).by(KEY);
        for (var token : List.of(elsewhere, stranger, "x".repeat(10_000))) {
            assertThat(catchThrowableOfType(ClientAuthenticationException.class, () -> check.validate(token, CALLED)))
                    .isNotNull();
        }
        assertThat(asked).isZero();
    }
}
