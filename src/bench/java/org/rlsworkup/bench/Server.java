package org.rlsworkup.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An application in a separate JVM, with the image's garbage collector, from start to end. */
final class Server implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final byte[] READINESS = Connection.get("/actuator/health/readiness");

    private final Process process;
    private final Path log;
    private final int port;
    private final Duration startTime;

    /** Starts {@code java -jar} and waits until the application says that it is ready. */
    Server(Path jar, List<String> arguments) throws IOException, InterruptedException {
        port = freePort();
        log = Path.of("target", "bench", "server.log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                // By default a connection ends after 100 requests, which would measure connecting, too.
                "--server.tomcat.max-keep-alive-requests=-1"));
        command.addAll(arguments);
        var began = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!isReady()) {
            var waited = Duration.ofNanos(System.nanoTime() - began);
            if (!process.isAlive() || waited.compareTo(LONGEST_START) > 0) {
                process.destroyForcibly();
                throw new IOException("the server did not start, see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        startTime = Duration.ofNanos(System.nanoTime() - began);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        try (var connection = new Connection(port)) {
            return connection.status(READINESS) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    Duration startTime() {
        return startTime;
    }

    /** Processor time used so far; zero where the system does not say. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Memory held, in MiB; 0 where the system does not say. */
    long residentMebibytes() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
