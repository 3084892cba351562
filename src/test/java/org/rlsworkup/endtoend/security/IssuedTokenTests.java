package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import org.rlsworkup.trust.Token;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tokens as EHRs are documented to issue them, and how far a client may be allowed to differ from the strict form. */
class IssuedTokenTests extends ClientTest {
    private static final String DISCOVERY = "https://rls.example/cds-services";
    private static final String LENIENT = "https://lenient.example";
    private static final String FEEDBACK = """
        {"feedback":[{"card":"e1","outcome":"overridden","outcomeTimestamp":"2026-11-20T10:00:00Z"}]}\
        """;

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private int call(String token) {
        return post("/cds-services/rls-workup", Scene.nobody().patientView(), token);
    }

    private int feedback(String token) {
        return post("/cds-services/rls-workup/feedback", FEEDBACK, token);
    }

    private int post(String path, String body, String token) {
        return http.post(path, body, "Content-Type", "application/json", "Authorization", "Bearer " + token)
                .status();
    }

    private static Token lasting(Token token, int seconds) {
        var now = InstantSource.system().instant().getEpochSecond();
        return token.claim("iat", Long.toString(now)).claim("exp", Long.toString(now + seconds));
    }

    @ParameterizedTest
    @CsvSource({"900, 200", "901, 401"})
    @Row({"E-1", "E-9"})
    void epic(int life, int status) {
        var early = InstantSource.system().instant().getEpochSecond() - 300;
        var token = token("https://other.example", CALL, "RS384", BASE64_ID.keyId())
                .claim("sub", "'RLS Workup'")
                .claim("nbf", Long.toString(early));
        assertThat(call(lasting(token, life).by(BASE64_ID))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"https://lenient.example, 200", "https://other.example, 401"})
    @Row("E-2")
    void feedbackForTheAddressOfTheService(String issuer, int status) {
        var token = token(issuer, CALL, "ES384", "es384").without("typ");
        assertThat(feedback((status == 200 ? token : token.header("typ", "'JWT'")).by(OTHER)))
                .isEqualTo(status);
    }

    @Test
    @Row("E-3")
    void oracleHealth() {
        assertThat(call(token("cds-hooks.cerner.com", CALL, "ES384", "es384").by(OTHER)))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"sand_man, 200", "SAND_MAN, 401", "sand, 401"})
    @Row("E-4")
    void meld(String audience, int status) {
        var token = token(LENIENT, audience, "ES384", "es384").without("typ");
        assertThat(call(token.by(OTHER))).isEqualTo(status);
    }

    @Test
    @Row("E-4")
    void aFixedWordIsOfNoUseToAnother() {
        assertThat(call(token("https://other.example", "sand_man", "ES384", "es384")
                        .by(OTHER)))
                .isEqualTo(401);
    }

    @Test
    @Row("E-5")
    void theSandboxOfCdsHooks() {
        assertThat(http.send("GET", "/cds-services", null, "Authorization", "Bearer " + byAddress(DISCOVERY))
                        .status())
                .isEqualTo(200);
        assertThat(call(byAddress(CALL))).isEqualTo(200);
        assertThat(feedback(byAddress(CALL + "/feedback"))).isEqualTo(200);
    }

    private static String byAddress(String audience) {
        return token(EHR, audience, "ES384", "by-address-384")
                .header("jku", "'" + keysAt("/keys.json") + "'")
                .by(BY_ADDRESS_384);
    }

    @Test
    @Row("E-6")
    void interSystems() {
        var token = byAddress(CALL);
        assertThat(call(token)).isEqualTo(200);
        assertThat(call(token)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/keys.json", "/elsewhere.json"})
    @Row("E-7")
    void keysOfAFile(String path) {
        var before = FETCHED.size();
        var token = token("https://other.example", CALL, "ES384", "es384").header("jku", "'" + keysAt(path) + "'");
        assertThat(call(token.by(OTHER))).isEqualTo(200);
        assertThat(FETCHED).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({"at+jwt, 200", "AT+JWT, 200", ", 200", "JWT, 401", "JOSE, 401"})
    @Row("E-8")
    void theTypeThatIsConfigured(String type, int status) {
        var token = token(LENIENT, CALL, "ES384", "es384");
        assertThat(call((type == null ? token.without("typ") : token.header("typ", "'" + type + "'")).by(OTHER)))
                .isEqualTo(status);
    }

    @Test
    @Row("E-8")
    void aTokenWithoutIdIsGoodUntilItExpiresWhereThatIsConfiguredAndOneWithIdOnce() {
        var without = token(LENIENT, CALL, "ES384", "es384").without("typ").without("jti");
        var signed = without.by(OTHER);
        assertThat(call(signed)).isEqualTo(200);
        assertThat(call(signed)).isEqualTo(200);
        assertThat(call(without.claim("jti", "''").by(OTHER))).isEqualTo(401);
        var once = without.claim("jti", "'lenient-1'").by(OTHER);
        assertThat(call(once)).isEqualTo(200);
        assertThat(call(once)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"1200, 200", "1201, 401"})
    @Row("E-9")
    void theLongestLifeThatIsConfigured(int life, int status) {
        var token = token(LENIENT, CALL, "ES384", "es384").without("typ");
        assertThat(call(lasting(token, life).by(OTHER))).isEqualTo(status);
    }
}
