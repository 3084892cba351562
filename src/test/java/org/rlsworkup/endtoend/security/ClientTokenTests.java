package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import org.rlsworkup.trust.SigningKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients with a valid token. */
class ClientTokenTests extends ClientTest {
    @LocalServerPort
    int port;

    @Autowired
    HeardCalls heard;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
        heard.forget();
    }

    private Http.Answer call(String token) {
        return http.post(
                "/cds-services/rls-workup",
                Scene.rls().patientView(),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    @ParameterizedTest
    @CsvSource({"ES256, es256", "ES384, es384", "RS256, rsa", "RS384, rsa", "PS384, rsa"})
    @Row({"T56", "S-7"})
    void eachAlgorithmThatIsAllowed(String algorithm, String keyId) {
        var key =
                switch (keyId) {
                    case "es256" -> ES256;
                    case "es384" -> ES384;
                    default -> RSA;
                };
        var answer = call(token(EHR, CALL, algorithm, keyId).by(key));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/cards")).hasSize(1);
        assertThat(heard.only().caller().name()).isEqualTo("ehr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "aud | ['https://elsewhere.example','https://rls.example/cds-services/rls-workup']",
                "aud | ['https://rls.example/cds-services/rls-workup']",
                "sub | 'somebody'",
                "azp | {'a':[1,null]}",
                "nbf | 1700000000",
                "nbf | 1700000000.5",
                "tenant | 'north'"
            })
    @Row({"T60", "T66", "S-6", "S-8"})
    void aClaimThatDoesNotMatterOrIsRightInAnotherForm(String name, String json) {
        assertThat(call(token().claim(name, json).by(ES384)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"typ | 'jwt'", "cty | 'x'", "x5t | 'AAAA'", "com.example | {'a':1}"})
    void aHeaderThatDoesNotMatter(String name, String json) {
        assertThat(call(token().header(name, json).by(ES384)).status()).isEqualTo(200);
    }

    @Test
    void theSchemeIsReadInAnyCase() {
        var answer = http.send(
                "GET",
                "/cds-services",
                null,
                "Authorization",
                "bearer "
                        + token(EHR, "https://rls.example/cds-services", "ES384", "es384")
                                .by(ES384));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    @Row("S-9")
    void keysAreFetchedFromTheAddressThatATokenNames() {
        var token = token(EHR, CALL, "ES256", "by-address").header("jku", "'" + keysAt("/more/keys.json") + "'");
        assertThat(call(token.by(BY_ADDRESS)).status()).isEqualTo(200);
        assertThat(FETCHED).contains("/more/keys.json");
    }

    @ParameterizedTest
    @CsvSource({"north, north", "south, south", "south-west, south"})
    @Row("T67")
    void tenantsOfOneIssuerAreClientsOfTheirOwn(String tenant, String client) {
        var token = token("https://hosted.example", CALL, "ES384", "es384").claim("tenant", "'" + tenant + "'");
        assertThat(call(token.by(OTHER)).status()).isEqualTo(200);
        assertThat(heard.only().caller().name()).isEqualTo(client);
        assertThat(heard.only().caller().tenant()).isEqualTo(tenant);
    }

    @Test
    void aSilentClientIsShownNothingAndEverythingIsComputed() {
        var answer =
                call(token("https://silent.example", CALL, "ES384", "es384").by(OTHER));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("{\"cards\":[]}");
        assertThat(heard.only().cards()).hasSize(1);
    }

    @Test
    @Row("S-21")
    void aPreflightShowsNoToken() {
        assertThat(http.send("OPTIONS", "/cds-services/rls-workup", null).status())
                .isEqualTo(200);
    }

    @Test
    @Row({"T64", "S-10"})
    void anUnknownKeyHasTheKeysFetchedAgainOnceAndNotAtEveryCall() {
        var place = "'" + keysAt("/keys.json") + "'";
        var stranger = SigningKey.ec("unknown", 256);
        for (var i = 0; i < 5; i++) {
            var token = token(EHR, CALL, "ES256", "unknown").header("jku", place);
            assertThat(call(token.by(stranger)).status()).isEqualTo(401);
        }
        assertThat(FETCHED.stream().filter("/keys.json"::equals).count()).isBetween(1L, 2L);
    }
}
