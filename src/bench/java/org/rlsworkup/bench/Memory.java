package org.rlsworkup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The memory that the service holds (RSS) when it has started, and after many calls, with the options of the image. */
final class Memory {
    private static final int CALLS = Integer.getInteger("calls", 100_000);

    private final ProductionCalls calls;
    private final PrintStream out;

    Memory(Charts charts, PrintStream out) {
        this.calls = new ProductionCalls(charts);
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        out.println("  " + Server.imageOptions());
        measure("production", 350, calls.settings(Files.createTempDirectory("memory")));
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

    private void send(int port) throws IOException, InterruptedException {
        var sent = new AtomicInteger();
        Callable<Void> worker = () -> {
            try (var connection = new Connection(port)) {
                for (var number = sent.getAndIncrement(); number < CALLS; number = sent.getAndIncrement()) {
                    calls.send(connection, number);
                }
            }
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(Load.CONNECTIONS)) {
            for (var done : threads.invokeAll(Collections.nCopies(Load.CONNECTIONS, worker))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a connection failed", e);
        }
    }
}
