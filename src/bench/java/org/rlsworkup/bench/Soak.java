package org.rlsworkup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service in production, with the options of the image, under load for a long time. */
final class Soak {
    static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak", 600));
    /** As many as the table has rows, whatever the time. */
    private static final int WINDOWS = 10;

    private final ProductionCalls calls;

    Soak(Charts charts) {
        this.calls = new ProductionCalls(charts);
    }

    /**
     * A part of the time.
     *
     * @param mebibytes of memory that the process held at its end
     */
    record Window(Load.Round load, long mebibytes) {}

    List<Window> run() throws IOException, InterruptedException {
        var windows = new ArrayList<Window>();
        var settings = calls.settings(Files.createTempDirectory("soak"));
        try (var server = new Server(Server.imageOptions(), Jars.built(), settings)) {
            var latencies = new ConcurrentLinkedQueue<Long>();
            var sent = new AtomicInteger();
            var until = System.nanoTime() + TIME.toNanos();
            Callable<Void> worker = () -> {
                send(server.port(), sent, until, latencies);
                return null;
            };
            try (var threads = Executors.newFixedThreadPool(Load.CONNECTIONS)) {
                var workers = Collections.nCopies(Load.CONNECTIONS, worker).stream()
                        .map(threads::submit)
                        .toList();
                for (var window = 0; window < WINDOWS; window++) {
                    TimeUnit.NANOSECONDS.sleep(TIME.toNanos() / WINDOWS);
                    windows.add(new Window(take(latencies), server.residentMebibytes()));
                }
                for (var done : workers) {
                    done.get();
                }
            } catch (ExecutionException e) {
                throw new IOException("a connection failed", e);
            }
        }
        return windows;
    }

    private void send(int port, AtomicInteger sent, long until, ConcurrentLinkedQueue<Long> latencies)
            throws IOException {
        try (var connection = new Connection(port)) {
            while (System.nanoTime() - until < 0) {
                var number = sent.getAndIncrement();
                var began = System.nanoTime();
                calls.send(connection, number);
                latencies.add(System.nanoTime() - began);
            }
        }
    }

    private static Load.Round take(ConcurrentLinkedQueue<Long> latencies) {
        var taken = new ArrayList<Long>();
        for (var next = latencies.poll(); next != null; next = latencies.poll()) {
            taken.add(next);
        }
        return new Load.Round(taken.stream().mapToLong(Long::longValue), TIME.toNanos() / 1e9 / WINDOWS);
    }
}
