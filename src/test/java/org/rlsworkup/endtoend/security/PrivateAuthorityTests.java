package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.support.Http;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Servers of a client whose certificates are from an authority that only this client trusts. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.ssl.bundle.jks.hospital.truststore.password=changeit",
            "rls.public-base-url=https://rls.example"
        })
@Execution(ExecutionMode.SAME_THREAD)
class PrivateAuthorityTests {
    private static final SigningKey KEY = SigningKey.ec("a", 256);
    private static final String NO_CONDITIONS = """
        {"resourceType":"Bundle","type":"searchset","total":0}\
        """;

    private static HttpsServer server;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void clients(DynamicPropertyRegistry settings) throws IOException, GeneralSecurityException {
        var folder = Files.createTempDirectory("authority");
        var identity = Identity.of(folder, "server", "CN=localhost");
        var trust = Identity.trusting(folder.resolve("trust.p12"), identity);
        var keys = SigningKey.set(KEY.jwk(""));
        var file = Files.writeString(folder.resolve("keys.json"), keys);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(Identity.tls(identity, identity)));
        serve("/keys", keys);
        serve("/fhir", NO_CONDITIONS);
        server.start();
        settings.add("spring.ssl.bundle.jks.hospital.truststore.location", () -> uri(trust));
        client(settings, 0, "trusting", at("/keys"));
        settings.add("rls.clients[0].ssl-bundle", () -> "hospital");
        var pem = Files.writeString(folder.resolve("authority.pem"), pem(identity.certificate()));
        settings.add("spring.ssl.bundle.pem.hospital-pem.truststore.certificate", () -> uri(pem));
        client(settings, 3, "trusting-pem", at("/keys"));
        settings.add("rls.clients[3].ssl-bundle", () -> "hospital-pem");
        client(settings, 1, "usual", uri(file));
        client(settings, 2, "without-keys", at("/keys"));
    }

    private static void client(DynamicPropertyRegistry settings, int number, String name, String jwks) {
        var client = "rls.clients[" + number + "].";
        settings.add(client + "name", () -> name);
        settings.add(client + "issuer", () -> name);
        settings.add(client + "jwks", () -> jwks);
        settings.add(client + "fhir-servers", () -> at("/fhir"));
    }

    private static String pem(X509Certificate certificate) throws CertificateEncodingException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
    }

    private static String at(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    private static String uri(Path file) {
        return file.toUri().toString();
    }

    private static void serve(String path, String body) {
        server.createContext(path, exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private int call(String client) {
        var path = "/cds-services/rls-workup";
        var now = InstantSource.system().instant();
        var token = Token.of(client, "https://rls.example" + path, "ES256", "a", now)
                .by(KEY);
        var body = """
            {"hook":"patient-view","hookInstance":"5d8c8b7e-0000-4000-8000-000000000001","fhirServer":"%s",\
            "context":{"userId":"Practitioner/1","patientId":"1"}}\
            """.formatted(at("/fhir"));
        return new Http(port)
                .post(path, body, "Content-Type", "application/json", "Authorization", "Bearer " + token)
                .status();
    }

    @Test
    void areReadForTheClientWithTheBundleAndForNoOther() {
        assertThat(call("trusting")).isEqualTo(200);
        assertThat(call("trusting-pem")).isEqualTo(200);
        assertThat(call("usual")).isEqualTo(412);
        assertThat(call("without-keys")).isEqualTo(401);
    }
}
