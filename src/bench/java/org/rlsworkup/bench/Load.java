package org.rlsworkup.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** The load generator: connections that each send the next request as soon as the last one is answered. */
final class Load {
    static final int CONNECTIONS = 8;
    private static final int FEWEST = 10_000_000;
    private static final int MOST = 90_000_000;
    private static final int A_CONNECTION = 1_000_000;

    private Load() {}

    /** What one round came to. */
    static final class Round {
        private final long[] sorted;
        private final double rate;

        /** @param latencies in nanoseconds */
        Round(LongStream latencies, double seconds) {
            sorted = latencies.sorted().toArray();
            rate = sorted.length / seconds;
        }

        /** Requests a second. */
        double rate() {
            return rate;
        }

        /** Requests. */
        int count() {
            return sorted.length;
        }

        /** The latency that this share of the requests did not exceed, in microseconds. */
        double micros(double share) {
            return sorted[(int) Math.min(sorted.length * share, sorted.length - 1)] / 1e3;
        }
    }

    /**
     * Sends the same request for the given time, for one patient or each time for another; every answer must be 200 and
     * about as long as the first.
     */
    static Round run(int port, byte[] request, boolean onePatient, Duration time)
            throws IOException, InterruptedException {
        return run(CONNECTIONS, port, request, onePatient, time);
    }

    /** The same over another number of connections. */
    static Round run(int connections, int port, byte[] request, boolean onePatient, Duration time)
            throws IOException, InterruptedException {
        var began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var patients = new AtomicInteger(ThreadLocalRandom.current().nextInt(FEWEST, MOST));
            Callable<long[]> worker = () -> latencies(
                    port,
                    new PatientRequest(request),
                    onePatient ? FEWEST : patients.getAndAdd(A_CONNECTION),
                    onePatient ? 0 : 1,
                    began + time.toNanos());
            var workers = threads.invokeAll(Collections.nCopies(connections, worker));
            var seconds = (System.nanoTime() - began) / 1e9;
            var latencies = new ArrayList<long[]>();
            for (var done : workers) {
                latencies.add(done.get());
            }
            return new Round(latencies.stream().flatMapToLong(Arrays::stream), seconds);
        } catch (ExecutionException e) {
            throw new IOException("a connection failed", e);
        }
    }

    private static long[] latencies(int port, PatientRequest request, int patient, int step, long until)
            throws IOException {
        var latencies = new long[1 << 16];
        var count = 0;
        var length = -1;
        try (var connection = new Connection(port)) {
            for (var sent = System.nanoTime(); sent - until < 0; count++) {
                var status = connection.exchange(request.of(patient + step * count));
                if (length < 0) {
                    length = connection.bodyLength();
                }
                if (status != 200 || Math.abs(connection.bodyLength() - length) > length / 10) {
                    throw new IOException("status " + status + ", body " + connection.body());
                }
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * count);
                }
                var answered = System.nanoTime();
                latencies[count] = answered - sent;
                sent = answered;
            }
        }
        return Arrays.copyOf(latencies, count);
    }
}
