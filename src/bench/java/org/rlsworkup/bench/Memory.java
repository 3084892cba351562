package org.rlsworkup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;

/** The memory that the service holds (RSS) when it has started, and after many calls, with the options of the image. */
final class Memory {
    private static final int CALLS = Integer.getInteger("calls", 100_000);
    private static final int CONNECTIONS = 8;
    private static final int FIRST_PATIENT = 10_000_000;
    private static final String PATH = "/cds-services/rls-workup";
    private static final String ISSUER = "https://ehr.example";
    private static final String BASE = "http://localhost";

    private final Charts charts;
    private final PrintStream out;
    private final SigningKey key = SigningKey.ec("bench", 256);

    Memory(Charts charts, PrintStream out) {
        this.charts = charts;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("memory");
        var keys = Files.writeString(folder.resolve("jwks.json"), SigningKey.set(key.jwk("")));
        out.println("  " + Server.imageOptions());
        measure(
                "production",
                350,
                List.of(
                        "--rls.public-base-url=" + BASE,
                        "--rls.patient-key=" + "0123456789abcdef".repeat(4),
                        "--rls.clients[0].name=ehr",
                        "--rls.clients[0].issuer=" + ISSUER,
                        "--rls.clients[0].jwks=" + keys.toUri(),
                        "--rls.limits.per-second=100000",
                        "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("feedback")));
        measure("sandbox", 450, List.of("--spring.profiles.active=sandbox"));
    }

    private void measure(String name, int goal, List<String> settings) throws IOException, InterruptedException {
        try (var server = new Server(Server.imageOptions(), Jars.built(), settings)) {
            var before = server.residentMebibytes();
            send(server.port());
            var after = server.residentMebibytes();
            out.printf(
                    "  %-12s %,d MiB after the start, %,d after %,d calls, goal %d: %s%n",
                    name, before, after, CALLS, goal, Figures.verdict(after <= goal));
        }
    }

    /** Half of the calls are answered with two cards and four draft orders, the others with none. */
    private void send(int port) throws IOException, InterruptedException {
        var bodies = List.of(
                charts.prefetchedCall(charts.conditions(1, true), charts.someMissing()),
                charts.prefetchedCall(charts.conditions(1, true), charts.allNormal()));
        var sent = new AtomicInteger();
        Callable<Void> worker = () -> {
            try (var connection = new Connection(port)) {
                for (var number = sent.getAndIncrement(); number < CALLS; number = sent.getAndIncrement()) {
                    var body =
                            bodies.get(number % 2).replace(Charts.PATIENT, "bench-patient-" + (FIRST_PATIENT + number));
                    var status = connection.exchange(Connection.post(PATH, token(), body));
                    if (status != 200) {
                        throw new IOException("status " + status + ", body " + connection.body());
                    }
                }
            }
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (var done : threads.invokeAll(Collections.nCopies(CONNECTIONS, worker))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a connection failed", e);
        }
    }

    private String token() {
        var now = InstantSource.system().instant();
        return "Authorization: Bearer "
                + Token.of(ISSUER, BASE + PATH, "ES256", key.keyId(), now).by(key) + "\r\n";
    }
}
