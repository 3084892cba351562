package org.rlsworkup.support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole service as in production, with clients, started once for all tests that extend this. {@code ehr} has keys
 * in a file and two places that its tokens may name; {@code other} has other keys under the same ids; {@code north} and
 * {@code south} are tenants of one issuer; {@code silent} is shown nothing; {@code old} speaks CDS Hooks 1.0 and {@code
 * new} the ballot of 3.0, and is told by a card what could not be read; {@code between} speaks FHIR R4B and {@code modern} R5;
 * {@code lenient} may send tokens that differ from the strict form, and {@code shared} has an issuer that is no address;
 * {@code public-sandbox} is a page in browsers, whose keys are at an address.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "rls.public-base-url=https://rls.example/",
            "rls.cors-origins=https://sandbox.cds-hooks.org",
            "rls.card-links.missing-tests[0].label=Sleep clinic",
            "rls.card-links.missing-tests[0].url=https://app.example/launch",
            "rls.card-links.missing-tests[0].type=smart",
            "rls.card-links.missing-tests[0].app-context=rls"
        })
@Import(HeardCalls.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class ClientTest {
    public static final String CALL = "https://rls.example/cds-services/rls-workup";
    public static final String EHR = "https://ehr.example";

    public static final SigningKey ES256 = SigningKey.ec("es256", 256);
    public static final SigningKey ES384 = SigningKey.ec("es384", 384);
    public static final SigningKey RSA = SigningKey.rsa("rsa", 2048);
    public static final SigningKey OTHER = SigningKey.ec("es384", 384);
    public static final SigningKey BY_ADDRESS = SigningKey.ec("by-address", 256);
    /** Published at the addresses beside {@link #BY_ADDRESS}. */
    public static final SigningKey BY_ADDRESS_384 = SigningKey.ec("by-address-384", 384);

    /** With an id as Epic makes them, which is Base64 and no plain word. */
    public static final SigningKey BASE64_ID = SigningKey.rsa("q83vEjRWeJ+/N0tLQ==", 2048);

    public static final SigningKey STRANGER = SigningKey.ec("es384", 384);

    /**
     * The paths that were asked of the place where keys are published, and where an attacker would like them fetched.
     */
    public static final List<String> FETCHED = new CopyOnWriteArrayList<>();

    /** The FHIR server of {@code public-sandbox}: a patient with RLS and no results. */
    public static final ChartServer CHART = new ChartServer(
                    Scene.rls().patient("name", Http.JSON.readTree("[{\"given\":[\"Ann\"],\"family\":\"Sample\"}]")))
            .answers("metadata", 200, "{\"fhirVersion\":\"4.0.1\"}");

    public static final HttpServer KEYS =
            serve(SigningKey.set(BY_ADDRESS.jwk(",'alg':'ES256'"), BY_ADDRESS_384.jwk("")));

    private static HttpServer serve(String keys) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                FETCHED.add(exchange.getRequestURI().toString());
                var bytes = keys.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String keysAt(String path) {
        return "http://localhost:" + KEYS.getAddress().getPort() + path;
    }

    @DynamicPropertySource
    public static void clients(DynamicPropertyRegistry settings) {
        var own = file(SigningKey.set(
                ES256.jwk(",'alg':'ES256','use':'sig'"),
                ES384.jwk(""),
                RSA.jwk(",'use':'sig'"),
                SigningKey.rsa("short", 1024).jwk(""),
                "{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                SigningKey.ec("for-encryption", 384).jwk(",'use':'enc'"),
                SigningKey.ec("twice", 384).jwk(""),
                SigningKey.ec("twice", 384).jwk(""),
                "{\"kty\":\"EC\",\"kid\":\"broken\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}"));
        var others = file(SigningKey.set(OTHER.jwk(""), BASE64_ID.jwk("")));
        client(settings, 0, "ehr", "https://ehr.example", own)
                .add("rls.clients[0].jku", () -> keysAt("/keys.json") + "," + keysAt("/more/keys.json"));
        settings.add("rls.clients[0].fhir-servers", () -> keysAt("/fhir"));
        client(settings, 1, "other", "https://other.example", others);
        client(settings, 2, "north", "https://hosted.example", others).add("rls.clients[2].tenants", () -> "north");
        client(settings, 3, "south", "https://hosted.example", others)
                .add("rls.clients[3].tenants", () -> "south,south-west");
        client(settings, 4, "silent", "https://silent.example", others).add("rls.clients[4].mode", () -> "silent");
        client(settings, 5, "old", "https://old.example", others).add("rls.clients[5].hooks-version", () -> "stu1");
        client(settings, 6, "new", "https://new.example", others).add("rls.clients[6].hooks-version", () -> "stu3");
        settings.add("rls.clients[6].could-not-look", () -> "card");
        client(settings, 7, "between", "https://between.example", others)
                .add("rls.clients[7].fhir-version", () -> "r4b");
        client(settings, 8, "modern", "https://modern.example", others).add("rls.clients[8].fhir-version", () -> "r5");
        client(settings, 9, "lenient", "https://lenient.example", others)
                .add("rls.clients[9].token.audiences", () -> "sand_man," + CALL);
        settings.add("rls.clients[9].token.typ", () -> "at+jwt,none");
        settings.add("rls.clients[9].token.jti", () -> "if-present");
        settings.add("rls.clients[9].token.longest-life", () -> "20m");
        client(settings, 10, "shared", "cds-hooks.cerner.com", others);
        settings.add("rls.clients[11].name", () -> "public-sandbox");
        settings.add("rls.clients[11].issuer", () -> "https://sandbox.cds-hooks.org");
        settings.add("rls.clients[11].jku", () -> keysAt("/page/keys.json"));
        settings.add("rls.clients[11].fhir-servers", CHART::base);
        settings.add("rls.clients[11].could-not-look", () -> "card");
    }

    private static DynamicPropertyRegistry client(
            DynamicPropertyRegistry settings, int number, String name, String issuer, String jwks) {
        var client = "rls.clients[" + number + "].";
        settings.add(client + "name", () -> name);
        settings.add(client + "issuer", () -> issuer);
        settings.add(client + "jwks", () -> jwks);
        return settings;
    }

    private static String file(String keys) {
        try {
            var file = Files.createTempFile("keys", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, keys).toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token for a call of the workup, right in everything. */
    public static Token token() {
        return token(EHR, CALL, "ES384", "es384");
    }

    public static Token token(String issuer, String audience, String algorithm, String keyId) {
        return Token.of(
                issuer, audience, algorithm, keyId, InstantSource.system().instant());
    }
}
