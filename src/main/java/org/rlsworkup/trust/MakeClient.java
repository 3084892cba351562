package org.rlsworkup.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code make-client}: a client to try a secured service with. It writes a key, its JWK set, settings of the
 * service and the body of a call into a folder, and prints requests with tokens. Files that are there already are kept, so
 * that the command can be repeated for new tokens.
 */
public final class MakeClient {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final int KEY_BYTES = 32;
    private static final Set<String> OPTIONS = Set.of("--name", "--url", "--to");
    private static final String USAGE = """
        Usage: java -jar rls-workup.jar make-client [--name <name>] [--url <base>] [--to <folder>]
          --name  the client's name, of letters, digits and hyphens; default: test-ehr
          --url   address of the service as the client sees it; default: http://localhost:8080
          --to    folder for its files, which are kept if they exist; default: its name
        Exit code: 0 done, 1 files could not be written or read, 2 wrong usage.
        """;

    private final String name;
    private final String url;
    private final Path folder;
    private final InstantSource clock;

    private MakeClient(Map<String, String> options, InstantSource clock) {
        this.name = options.getOrDefault("--name", "test-ehr");
        this.url = options.getOrDefault("--url", "http://localhost:8080").replaceFirst("/+$", "");
        this.folder = Path.of(options.getOrDefault("--to", name));
        this.clock = clock;
    }

    /**
     * Runs the command; starts no web server.
     *
     * @param args what follows the command's name
     * @param out the console
     * @param clock real time, from which the tokens are valid
     * @return 0 if done, 1 if files could not be written or read, 2 for wrong usage
     */
    public static int run(List<String> args, PrintStream out, InstantSource clock) {
        var options = options(args);
        if (options == null) {
            out.print(USAGE);
            return WRONG_USAGE;
        }
        var client = new MakeClient(options, clock);
        try {
            client.write(out);
            return DONE;
        } catch (IOException | ParseException e) {
            out.println("Stopped: the files in " + client.folder + " cannot be written or read.");
            return FAILED;
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot sign with ES384", e);
        }
    }

    /** Null if this is no usage we know. */
    private static @Nullable Map<String, String> options(List<String> args) {
        var options = new HashMap<String, String>();
        for (var rest = args.iterator(); rest.hasNext(); ) {
            var option = rest.next();
            if (!OPTIONS.contains(option) || !rest.hasNext() || options.put(option, rest.next()) != null) {
                return null;
            }
        }
        return options.getOrDefault("--name", "a").matches("[A-Za-z0-9-]+") && isAddress(options.get("--url"))
                ? options
                : null;
    }

    private static boolean isAddress(@Nullable String url) {
        try {
            return url == null || Addresses.isSecure(URI.create(url));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void write(PrintStream out) throws IOException, ParseException, JOSEException {
        Files.createDirectories(folder);
        var keyFile = folder.resolve("key.json");
        if (!Files.exists(keyFile)) {
            writeSecret(
                    keyFile,
                    new ECKeyGenerator(Curve.P_384)
                            .keyID(UUID.randomUUID().toString())
                            .algorithm(JWSAlgorithm.ES384)
                            .generate()
                            .toJSONString());
        }
        var key = ECKey.parse(Files.readString(keyFile));
        var jwks = folder.resolve("jwks.json");
        Files.writeString(jwks, new JWKSet(key.toPublicJWK()).toString());
        var settings = folder.resolve("application.yaml");
        if (!Files.exists(settings)) {
            writeSecret(settings, settings(jwks));
        }
        try (var body = MakeClient.class.getResourceAsStream("/hooks/patient-view/all-missing/request.json")) {
            if (body == null) {
                throw new IOException("the jar holds no call");
            }
            Files.copy(body, folder.resolve("call.json"));
        } catch (FileAlreadyExistsException e) {
            // Kept, as it may have been edited.
        }
        print(key, out);
    }

    private void print(ECKey key, PrintStream out) throws JOSEException {
        out.printf(
                """
                Client %1$s in %2$s:
                  key.json          its key: secret
                  jwks.json         its public key, as JWK set
                  application.yaml  settings of a service that knows this client
                  call.json         a call about a sample patient

                Start the service:

                java -jar rls-workup.jar --spring.config.additional-location=file:%2$s/

                Discovery, and a call. Each token is valid once, until %3$s; repeat the command for others.

                curl -H 'Authorization: Bearer %5$s' %4$s/cds-services

                curl -H 'Authorization: Bearer %6$s' -H 'Content-Type: application/json' -d @%2$s/call.json %4$s/cds-services/rls-workup
                """,
                name,
                folder,
                clock.instant().plus(LIFETIME),
                url,
                token(key, "/cds-services"),
                token(key, "/cds-services/rls-workup"));
    }

    private String settings(Path jwks) {
        var secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        return """
            rls:
              public-base-url: %1$s
              patient-key: %2$s
              clients:
                - name: %3$s
                  issuer: %3$s
                  jwks: %4$s
                  # Without FHIR servers only what a call brings along is read.
                  fhir-servers: []
            """.formatted(
                        url,
                        HexFormat.of().formatHex(secret),
                        name,
                        jwks.toAbsolutePath().toUri());
    }

    private String token(ECKey key, String path) throws JOSEException {
        var now = clock.instant();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(name)
                        .audience(url + path)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    /** For the user's eyes only, where the file system can say so. */
    private static void writeSecret(Path file, String text) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }
}
