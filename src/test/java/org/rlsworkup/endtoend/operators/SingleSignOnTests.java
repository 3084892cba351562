package org.rlsworkup.endtoend.operators;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/** Operators log in through an OpenID provider that is unavailable while the service starts. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.security.oauth2.client.registration.hospital.client-id=rls-workup",
            "spring.security.oauth2.client.registration.hospital.client-secret=secret",
            "spring.security.oauth2.client.registration.hospital.scope=openid",
            "rls.operators.claim=groups",
            "rls.operators.values=rls-operators"
        })
@Execution(ExecutionMode.SAME_THREAD)
class SingleSignOnTests {
    private static final WireMockServer PROVIDER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final SigningKey KEY = SigningKey.rsa("k", 2048);
    /** One that is there already: to make one takes seconds. */
    private static final SigningKey STRANGERS_KEY = new SigningKey("k", ClientTest.RSA.pair());

    private static final SigningKey EC_KEY = SigningKey.ec("e", 256);
    private static final String OPERATOR = "['staff','rls-operators']";

    @LocalServerPort
    int port;

    private HttpClient browser;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry settings) {
        PROVIDER.start();
        settings.add("spring.security.oauth2.client.provider.hospital.issuer-uri", PROVIDER::baseUrl);
    }

    @AfterAll
    static void stop() {
        PROVIDER.stop();
    }

    @BeforeEach
    void open() {
        browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        PROVIDER.resetAll();
    }

    private static void isUp() {
        var base = PROVIDER.baseUrl();
        PROVIDER.stubFor(get("/.well-known/openid-configuration").willReturn(okJson("""
            {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
            "jwks_uri":"%1$s/keys","subject_types_supported":["public"],"response_types_supported":["code"],
            "id_token_signing_alg_values_supported":["RS256"]}\
            """.formatted(base))));
        PROVIDER.stubFor(get("/keys").willReturn(okJson(SigningKey.set(KEY.jwk(""), EC_KEY.jwk("")))));
    }

    private HttpResponse<String> open(String address) {
        try {
            var at = URI.create("http://localhost:" + port).resolve(address);
            return browser.send(
                    HttpRequest.newBuilder(at).header("Accept", "text/html").build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String location(HttpResponse<?> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static Token idToken(String nonce, String algorithm, String keyId) {
        return Token.of(PROVIDER.baseUrl(), "rls-workup", algorithm, keyId, Instant.now())
                .claim("sub", "'ann'")
                .claim("nonce", "'" + nonce + "'")
                .claim("groups", OPERATOR);
    }

    /** Goes to the page, is sent to the provider, and comes back with a code for this id token. */
    private HttpResponse<String> logIn(UnaryOperator<Token> change, SigningKey key, String algorithm) {
        var asked = URI.create(location(open(location(open("/insights")))));
        assertThat(asked.toString()).startsWith(PROVIDER.baseUrl() + "/authorize");
        Map<String, String> sent =
                UriComponentsBuilder.fromUri(asked).build().getQueryParams().toSingleValueMap();
        var token =
                change.apply(idToken(sent.get("nonce"), algorithm, key.keyId())).by(key, algorithm);
        PROVIDER.stubFor(post("/token")
                .willReturn(okJson(
                        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":300,\"id_token\":\"%s\"}"
                                .formatted(token))));
        return open("/login/oauth2/code/hospital?code=c&state=" + sent.get("state"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void anOperatorIsSentToTheProviderAndBack(String algorithm) {
        isUp();
        var back = logIn(it -> it, algorithm.equals("RS256") ? KEY : EC_KEY, algorithm);

        var page = open(location(back));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>");
        assertThat(open("/insights/feedback.csv").statusCode()).isIn(200, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'staff'", "[]", "null", "'rls-operators-of-another-kind'"})
    void whoIsNoOperatorIsRefused(String groups) {
        isUp();
        assertThat(logIn(it -> it.claim("groups", groups), KEY, "RS256").statusCode())
                .isEqualTo(403);
        assertThat(open("/insights").statusCode()).isEqualTo(302);
    }

    @Test
    void aTokenThatIsNotTheProvidersOpensNothing() {
        isUp();
        assertThat(logIn(it -> it, STRANGERS_KEY, "RS256").statusCode()).isEqualTo(401);
        assertThat(logIn(it -> it.claim("nonce", "'another'"), KEY, "RS256").statusCode())
                .isEqualTo(401);
        assertThat(logIn(it -> it.claim("aud", "'another'"), KEY, "RS256").statusCode())
                .isEqualTo(401);
        assertThat(logIn(it -> it.claim("exp", "1"), KEY, "RS256").statusCode()).isEqualTo(401);
        assertThat(open("/insights").statusCode()).isEqualTo(302);
    }

    @Test
    void aCodeThatNobodyAskedForOpensNothing() {
        isUp();
        assertThat(open("/login/oauth2/code/hospital?code=c&state=s").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aProviderThatFailsCostsTheLoginAndNothingElse() {
        isUp();
        var asked = URI.create(location(open(location(open("/insights")))));
        PROVIDER.stubFor(post("/token").willReturn(aResponse().withStatus(503)));
        var state = UriComponentsBuilder.fromUri(asked).build().getQueryParams().getFirst("state");
        assertThat(open("/login/oauth2/code/hospital?code=c&state=" + state).statusCode())
                .isEqualTo(401);
        assertThat(new Http(port).get("/actuator/health/readiness").status()).isEqualTo(200);
    }
}
