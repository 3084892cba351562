package org.rlsworkup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;

/**
 * Two replicas on one PostgreSQL under load, and one fault after the other: no answer may be wrong, no override that was
 * acknowledged may be lost, and no card may be missing in the database unless the metric counts it.
 */
final class Faults {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("seconds", 45));
    private static final int WORKERS = 4;
    private static final int SLOW_CLIENTS = 200;
    private static final int GUESSING = 8;
    private static final int ATTEMPTS = 30;

    private final Charts charts;
    private final PrintStream out;
    private final SigningKey key = SigningKey.ec("bench", 256);
    private final SigningKey unknown = SigningKey.ec("unknown", 256);
    private final List<Server> replicas = new ArrayList<>();
    private final Map<String, FaultLoad.Tally> tallies = new LinkedHashMap<>();

    Faults(Charts charts, PrintStream out) {
        this.charts = charts;
        this.out = out;
    }

    /** A part of the time of a fault. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    void run() throws IOException, InterruptedException {
        // A small file system of its own, if it is to be filled.
        var disk = System.getProperty("disk");
        var folder = disk == null ? Files.createTempDirectory("faults") : Path.of(disk);
        try (var fhir = new FaultyServer(this::resource);
                var keys = new FaultyServer(path -> SigningKey.set(key.jwk("")));
                var database = new FaultyPostgres(folder)) {
            var settings = settings(fhir, keys, database);
            try (var one = new Server(Server.imageOptions(), Jars.built(), settings);
                    var other = new Server(Server.imageOptions(), Jars.built(), settings)) {
                replicas.addAll(List.of(one, other));
                var load = new FaultLoad(key, replicas);
                load.learn(charts.prefetchedCall(charts.conditions(1, true), charts.someMissing()), 2);
                load.learn(charts.prefetchedCall(charts.conditions(1, true), charts.allNormal()), 0);
                // The server could not tell whose encounter this is.
                var fetching =
                        charts.fetchingCall(fhir.base() + "/fhir").replace(",\"encounterId\":\"bench-visit\"", "");
                load.learn(fetching, 0);
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (var i = 0; i < WORKERS; i++) {
                        threads.execute(load::run);
                    }
                    drill(load, fhir, keys, database);
                    if (disk != null) {
                        fault(load, "disk of the database full for half of the time", () -> fillDisk(database));
                    }
                    fault(load, "nothing, afterwards", Faults::pause);
                    threads.shutdownNow();
                }
                print(database);
            }
        }
    }

    private void drill(FaultLoad load, FaultyServer fhir, FaultyServer keys, FaultyPostgres database)
            throws IOException, InterruptedException {
        fault(load, "nothing", Faults::pause);
        fault(load, "first replica killed, back after a third", () -> kill(replicas.getFirst()));
        fault(load, "second replica killed, back after a third", () -> kill(replicas.getLast()));
        fault(load, "database stopped for half of the time", () -> {
            database.stop();
            pause(TIME.dividedBy(2));
            database.start();
            pause(TIME.dividedBy(2));
        });
        fault(load, "database hangs for half of the time", () -> {
            database.signal("STOP");
            pause(TIME.dividedBy(2));
            database.signal("CONT");
            pause(TIME.dividedBy(2));
        });
        fault(load, "FHIR server takes 2 s for each response", () -> during(fhir, FaultyServer.Behaviour.SLOW));
        fault(load, "FHIR server hangs", () -> during(fhir, FaultyServer.Behaviour.HANGS));
        fault(load, "FHIR server answers with 500", () -> during(fhir, FaultyServer.Behaviour.FAILS));
        fault(load, "FHIR server gone", () -> {
            fhir.leave();
            pause();
            fhir.comeBack();
        });
        fault(load, "key server hangs, tokens with unknown keys", () -> {
            keys.set(FaultyServer.Behaviour.HANGS);
            repeat(2, this::sendUnknownKey);
            keys.set(FaultyServer.Behaviour.ANSWERS);
        });
        fault(load, SLOW_CLIENTS + " clients that send byte by byte", () -> repeat(SLOW_CLIENTS, this::sendSlowly));
        fault(load, GUESSING + " connections guess an operator's password", () -> repeat(GUESSING, this::guess));
    }

    private void fault(FaultLoad load, String name, Step step) throws IOException, InterruptedException {
        out.println("  " + name);
        step.run();
        tallies.put(name, load.take());
    }

    private static void kill(Server replica) throws IOException, InterruptedException {
        var until = System.nanoTime() + TIME.toNanos();
        replica.kill();
        pause(TIME.dividedBy(3));
        replica.restart();
        pause(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }

    private static void fillDisk(FaultyPostgres database) throws IOException, InterruptedException {
        database.fillDisk();
        pause(TIME.dividedBy(2));
        database.clearDisk();
        pause(TIME.dividedBy(2));
    }

    private void print(FaultyPostgres database) throws IOException, InterruptedException {
        // What is still queued is stored within a second.
        pause(Duration.ofSeconds(5));
        var stored = database.column("select card from issued_card");
        var answered = database.column("select card from feedback where outcome = 'overridden'");
        out.println("| fault | right | p99 ms | refused | no answer | wrong | overrides stored | lost | declined and "
                + "shown again | cards not stored |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        tallies.forEach((name, it) -> {
            out.printf(
                    "| %s | %,d | %,d | %s | %d | %d | %,d | %d | %d | %d of %,d |%n",
                    name,
                    it.millis.size(),
                    it.p99(),
                    it.refusals(),
                    it.unanswered.get(),
                    it.wrong.size(),
                    it.overridden.size(),
                    it.overridden.stream()
                            .filter(card -> !answered.contains(card))
                            .count(),
                    it.repeated.get(),
                    it.shown.stream().filter(card -> !stored.contains(card)).count(),
                    it.shown.size());
        });
        tallies.forEach((name, it) -> it.wrong.stream()
                .distinct()
                .limit(3)
                .forEach(answer -> out.println("  wrong while " + name + ": " + answer)));
        for (var replica : replicas) {
            out.println("  cards lost by the metric of a replica: " + lost(replica));
        }
    }

    /** Asked for until a login is accepted: after the guesses that takes a minute. Negative if it is not. */
    private static double lost(Server replica) throws IOException, InterruptedException {
        var lost = -1.0;
        for (var attempt = 0; attempt < ATTEMPTS && lost < 0; attempt++) {
            pause(Duration.ofSeconds(attempt == 0 ? 0 : 5));
            lost = replica.metric("rls_feedback_cards_lost_total", basic("operator:password"));
        }
        return lost;
    }

    private static String basic(String login) {
        var encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return "Authorization: Basic " + encoded + "\r\n";
    }

    /** What the FHIR server has of each patient: RLS, and all results in range, so that any card is wrong. */
    private String resource(String asked) {
        var json =
                switch (asked.replaceFirst("(?s)^/fhir/([A-Za-z]*).*$", "$1")) {
                    case "Condition" -> charts.conditions(3, true);
                    case "Observation" -> charts.allNormal();
                    case "Patient" -> charts.patient();
                    default -> charts.nothing();
                };
        return Charts.about(asked, json);
    }

    private static List<String> settings(FaultyServer fhir, FaultyServer keys, FaultyPostgres database) {
        return List.of(
                "--rls.public-base-url=" + FaultLoad.PUBLIC,
                "--rls.patient-key=" + "0123456789abcdef".repeat(4),
                "--rls.clients[0].name=ehr",
                "--rls.clients[0].issuer=" + FaultLoad.ISSUER,
                "--rls.clients[0].jwks=" + keys.base() + "/jwks.json",
                "--rls.clients[0].fhir-servers[0]=" + fhir.base() + "/fhir",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=postgres",
                "--spring.security.user.name=operator",
                // bcrypt of "password"
                "--spring.security.user.password={bcrypt}$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG");
    }

    private static void pause() throws InterruptedException {
        pause(TIME);
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static void during(FaultyServer server, FaultyServer.Behaviour behaviour) throws InterruptedException {
        server.set(behaviour);
        pause();
        server.set(FaultyServer.Behaviour.ANSWERS);
    }

    /** Repeats the step on so many threads for the time of a fault; what fails is repeated, too. */
    private static void repeat(int threads, Step step) throws IOException, InterruptedException {
        var until = System.nanoTime() + TIME.toNanos();
        Callable<Void> worker = () -> {
            while (System.nanoTime() - until < 0) {
                try {
                    step.run();
                } catch (IOException e) {
                    // The service may close the connection.
                }
            }
            return null;
        };
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : workers.invokeAll(Collections.nCopies(threads, worker))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the fault was not made", e);
        }
    }

    private void sendUnknownKey() throws IOException, InterruptedException {
        var now = InstantSource.system().instant();
        var token = Token.of(FaultLoad.ISSUER, FaultLoad.PUBLIC + FaultLoad.CALL, "ES256", unknown.keyId(), now);
        get(FaultLoad.CALL, "Authorization: Bearer " + token.by(unknown) + "\r\n");
        pause(Duration.ofMillis(20));
    }

    private void guess() throws IOException {
        get("/insights", basic("operator:wrong"));
    }

    private void get(String path, String headers) throws IOException {
        try (var connection = new Connection(replicas.getFirst().port())) {
            connection.status(Connection.get(path, headers));
        }
    }

    private void sendSlowly() throws IOException, InterruptedException {
        var request = Connection.post(FaultLoad.CALL, charts.fetchingCall(null));
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), replicas.getFirst().port())) {
            for (var b : request) {
                socket.getOutputStream().write(b);
                pause(Duration.ofMillis(500));
            }
        }
    }
}
