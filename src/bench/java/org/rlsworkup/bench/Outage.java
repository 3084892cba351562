package org.rlsworkup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The cost of a FHIR server that hangs: for calls that need it, for other calls, and in memory. */
final class Outage {
    private static final int CALLS = 500;
    private static final int PLACES = 200;
    private static final Duration DEADLINE = Duration.ofSeconds(4);
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int MOST_MEBIBYTES = 128;
    private static final byte[] READINESS = Connection.get("/actuator/health/readiness");

    private final Charts charts;
    private final PrintStream out;

    Outage(Charts charts, PrintStream out) {
        this.charts = charts;
        this.out = out;
    }

    /** An answer and how long it took. */
    private record Answer(int status, long nanos) {}

    /** One way to ask. */
    private interface Asking {
        Answer ask() throws IOException;
    }

    void run() throws IOException, InterruptedException {
        try (var fhir = new SilentServer();
                var server = new Server(Jars.built(), List.of("--spring.profiles.active=sandbox"));
                var connection = new Connection(server.port())) {
            var prefetched = workup(charts.prefetchedCall(charts.conditions(1, true), charts.allNormal()));
            var needing = workup(charts.fetchingCall(fhir.base()));
            var withoutServer = workup(charts.fetchingCall(null));
            Asking complete = () -> ask(connection, prefetched);
            Asking readiness = () -> readiness(server);
            repeat(complete, 200);
            repeat(readiness, 200);
            repeat(() -> ask(connection, withoutServer), 412);
            out.println(String.format("  %-44s %8s %10s %10s %10s", "", "answers", "p50 us", "p99 us", "longest us"));
            print("complete calls before", repeat(complete, 200));
            print("readiness before", repeat(readiness, 200));
            hang(server, fhir, needing, complete, readiness);
            print("complete calls after", repeat(complete, 200));
            print("calls to the server, left alone by now", repeat(() -> ask(connection, needing), 412));
            print("calls that name no server", repeat(() -> ask(connection, withoutServer), 412));
        }
    }

    private static byte[] workup(String call) {
        return Connection.post("/cds-services/rls-workup", call);
    }

    private void hang(Server server, SilentServer fhir, byte[] needing, Asking complete, Asking readiness)
            throws IOException, InterruptedException {
        var before = server.residentMebibytes();
        var peak = before;
        var completed = new ArrayList<Answer>();
        var ready = new ArrayList<Answer>();
        List<Future<Answer>> waiting;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> call = () -> one(server, needing);
            waiting = Collections.nCopies(CALLS, call).stream()
                    .map(threads::submit)
                    .toList();
            while (!waiting.stream().allMatch(Future::isDone)) {
                completed.add(complete.ask());
                ready.add(readiness.ask());
                peak = Math.max(peak, server.residentMebibytes());
            }
        }
        var answers = new ArrayList<Answer>();
        for (var answered : waiting) {
            answers.add(got(answered));
        }
        var waited = answers.stream()
                .filter(it -> it.nanos() > DEADLINE.toNanos() / 2)
                .count();
        print("complete calls meanwhile", all(completed, 200));
        print("readiness meanwhile", all(ready, 200));
        print("calls that need the server that hangs", all(answers, 412));
        out.println(String.format(
                "  %d of %d calls waited, at most %d: %s; %d connections to the server",
                waited, CALLS, PLACES, Figures.verdict(waited <= PLACES), fhir.connections()));
        out.println(String.format(
                "  memory (RSS) %d MiB before, %d at most, %d after, at most %d more: %s",
                before,
                peak,
                server.residentMebibytes(),
                MOST_MEBIBYTES,
                Figures.verdict(peak - before <= MOST_MEBIBYTES)));
    }

    private static Answer got(Future<Answer> answered) throws IOException, InterruptedException {
        try {
            return answered.get();
        } catch (ExecutionException e) {
            throw new IOException("a call was not answered", e);
        }
    }

    private static Answer one(Server server, byte[] request) throws IOException {
        try (var connection = new Connection(server.port())) {
            return ask(connection, request);
        }
    }

    private static Answer ask(Connection connection, byte[] request) throws IOException {
        var began = System.nanoTime();
        var status = connection.exchange(request);
        return new Answer(status, System.nanoTime() - began);
    }

    /** On a connection of its own: the answer may come in chunks. */
    private static Answer readiness(Server server) throws IOException {
        try (var connection = new Connection(server.port())) {
            var began = System.nanoTime();
            return new Answer(connection.status(READINESS), System.nanoTime() - began);
        }
    }

    private static long[] repeat(Asking asking, int status) throws IOException {
        var answers = new ArrayList<Answer>();
        for (var began = System.nanoTime(); System.nanoTime() - began < ROUND.toNanos(); ) {
            answers.add(asking.ask());
        }
        return all(answers, status);
    }

    /** The sorted times of answers, all of which must have this status. */
    private static long[] all(List<Answer> answers, int status) throws IOException {
        for (var answer : answers) {
            if (answer.status() != status) {
                throw new IOException("status " + answer.status() + " instead of " + status);
            }
        }
        return answers.stream().mapToLong(Answer::nanos).sorted().toArray();
    }

    private void print(String name, long[] sorted) {
        out.println(String.format(
                "  %-44s %,8d %,10.0f %,10.0f %,10.0f",
                name,
                sorted.length,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                sorted[sorted.length - 1] / 1e3));
    }
}
