package org.rlsworkup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;

/**
 * A service in production with one client and an H2 file, and calls to it with tokens, each about another patient: half of
 * them are answered with two cards and four draft orders, the others with none.
 */
final class ProductionCalls {
    private static final int FIRST_PATIENT = 10_000_000;
    private static final String PATH = "/cds-services/rls-workup";
    private static final String ISSUER = "https://ehr.example";
    private static final String BASE = "http://localhost";

    private final SigningKey key = SigningKey.ec("bench", 256);
    private final List<String> bodies;

    ProductionCalls(Charts charts) {
        bodies = List.of(
                charts.prefetchedCall(charts.conditions(1, true), charts.someMissing()),
                charts.prefetchedCall(charts.conditions(1, true), charts.allNormal()));
    }

    /** @param folder for the database and the keys */
    List<String> settings(Path folder) throws IOException {
        var keys = Files.writeString(folder.resolve("jwks.json"), SigningKey.set(key.jwk("")));
        return List.of(
                "--rls.public-base-url=" + BASE,
                "--rls.patient-key=" + "0123456789abcdef".repeat(4),
                "--rls.clients[0].name=ehr",
                "--rls.clients[0].issuer=" + ISSUER,
                "--rls.clients[0].jwks=" + keys.toUri(),
                "--rls.limits.per-second=100000",
                "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("feedback"));
    }

    /** Sends a call, which must be answered. */
    void send(Connection connection, int number) throws IOException {
        var now = InstantSource.system().instant();
        var token = Token.of(ISSUER, BASE + PATH, "ES256", key.keyId(), now).by(key);
        var body = bodies.get(number % 2).replace(Charts.PATIENT, "bench-patient-" + (FIRST_PATIENT + number));
        var status = connection.exchange(Connection.post(PATH, "Authorization: Bearer " + token + "\r\n", body));
        if (status != 200) {
            throw new IOException("status " + status + ", body " + connection.body());
        }
    }
}
