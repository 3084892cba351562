package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Clients that present a TLS certificate instead of a token, or in addition to one. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.ssl.bundle.jks.rls.keystore.password=changeit",
            "spring.ssl.bundle.jks.rls.truststore.password=changeit",
            "server.ssl.bundle=rls",
            "server.ssl.client-auth=want",
            "rls.public-base-url=https://rls.example"
        })
@Execution(ExecutionMode.SAME_THREAD)
class MutualTlsTests {
    private static final SigningKey KEY = SigningKey.ec("a", 256);

    private static Identity server;
    private static Identity bySubject;
    private static Identity byFingerprint;
    private static Identity withToken;
    private static Identity unmapped;
    private static Identity untrusted;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void identities(DynamicPropertyRegistry settings) throws IOException, GeneralSecurityException {
        var folder = Files.createTempDirectory("tls");
        server = Identity.of(folder, "server", "CN=localhost");
        bySubject = Identity.of(folder, "subject", "CN=ehr, O=Hospital");
        byFingerprint = Identity.of(folder, "fingerprint", "CN=other");
        withToken = Identity.of(folder, "token", "CN=careful");
        unmapped = Identity.of(folder, "unmapped", "CN=ehr, O=Hospital, C=US");
        untrusted = Identity.of(folder, "untrusted", "CN=ehr, O=Hospital");
        var trust = Identity.trusting(folder.resolve("trust.p12"), bySubject, byFingerprint, withToken, unmapped);
        var keys = Files.writeString(folder.resolve("keys.json"), SigningKey.set(KEY.jwk("")));
        settings.add("spring.ssl.bundle.jks.rls.keystore.location", () -> uri(server.file()));
        settings.add("spring.ssl.bundle.jks.rls.truststore.location", () -> uri(trust));
        settings.add("rls.clients[0].name", () -> "by-subject");
        settings.add("rls.clients[0].certificates[0]", () -> "CN=ehr,O=Hospital");
        var fingerprint = MessageDigest.getInstance("SHA-256")
                .digest(byFingerprint.certificate().getEncoded());
        settings.add("rls.clients[1].name", () -> "by-fingerprint");
        settings.add(
                "rls.clients[1].certificates[0]",
                () -> "sha256:" + HexFormat.ofDelimiter(":").withUpperCase().formatHex(fingerprint));
        settings.add("rls.clients[2].name", () -> "careful");
        settings.add("rls.clients[2].issuer", () -> "https://careful.example");
        settings.add("rls.clients[2].jwks", () -> uri(keys));
        settings.add("rls.clients[2].certificates[0]", () -> "CN=careful");
    }

    private static String uri(Path file) {
        return file.toUri().toString();
    }

    private int discovery(Identity shown, String token) throws Exception {
        try (var client =
                HttpClient.newBuilder().sslContext(Identity.tls(shown, server)).build()) {
            var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/cds-services"));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String token() {
        var now = InstantSource.system().instant();
        return Token.of("https://careful.example", "https://rls.example/cds-services", "ES256", "a", now)
                .by(KEY);
    }

    @Test
    @Row("S-3")
    void aCertificateThatIsMappedLetsIn() throws Exception {
        assertThat(discovery(bySubject, null)).isEqualTo(200);
        assertThat(discovery(byFingerprint, null)).isEqualTo(200);
    }

    @Test
    void noneOrOneThatIsNotMappedDoesNot() throws Exception {
        assertThat(discovery(null, null)).isEqualTo(401);
        assertThat(discovery(unmapped, null)).isEqualTo(401);
    }

    /** It names the right subject, but nobody we trust says so. */
    @Test
    void oneThatIsNotTrustedDoesNotEvenConnect() {
        assertThatThrownBy(() -> discovery(untrusted, null)).isInstanceOf(IOException.class);
    }

    @Test
    void whereBothAreConfiguredBothAreNeeded() throws Exception {
        assertThat(discovery(withToken, token())).isEqualTo(200);
        assertThat(discovery(withToken, null)).isEqualTo(401);
        assertThat(discovery(null, token())).isEqualTo(401);
        assertThat(discovery(bySubject, token())).isEqualTo(401);
    }

    @Test
    void aTokenThatIsWrongIsNotMadeGoodByACertificate() throws Exception {
        assertThat(discovery(bySubject, "x")).isEqualTo(401);
    }

    /** A caller without TLS on a TLS port gets no response of the service. */
    @Test
    @Row({"G-1", "S-1", "T70"})
    void plainHttpIsNotAnswered() {
        var answer = new Http(port).get("/cds-services");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.raw().body()).doesNotContain("services", "rls");
    }
}
