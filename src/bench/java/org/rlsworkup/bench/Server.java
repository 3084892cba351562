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
import java.util.stream.Stream;

/** An application in a separate JVM, with the image's garbage collector, from start to end. */
final class Server implements AutoCloseable {
    static final Path LOG = Path.of("target", "bench", "server.log");
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final byte[] READINESS = Connection.get("/actuator/health/readiness");

    private final List<String> command;
    private final int port;
    private Process process;
    private Duration startTime;

    /** Starts {@code java -jar} and waits until the application says that it is ready. */
    Server(Path jar, List<String> arguments) throws IOException, InterruptedException {
        this(List.of(Jars.COLLECTOR), jar, arguments);
    }

    /** The options of the virtual machine in the image, which the documents and the manifests repeat. */
    static List<String> imageOptions() throws IOException {
        return Files.readString(Path.of("Dockerfile"))
                .lines()
                .filter(line -> line.startsWith("ENV JDK_JAVA_OPTIONS="))
                .flatMap(line -> Stream.of(line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'))
                        .split(" ", -1)))
                .toList();
    }

    /** @param options of the virtual machine */
    Server(List<String> options, Path jar, List<String> arguments) throws IOException, InterruptedException {
        port = freePort();
        command = new ArrayList<>(options);
        command.addFirst(Jars.JAVA);
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                // By default a connection ends after 100 requests, which would measure connecting, too.
                "--server.tomcat.max-keep-alive-requests=-1",
                // The bare endpoint leaves its body unread, after which the service would end the connection.
                "--server.tomcat.max-swallow-size=2MB"));
        command.addAll(arguments);
        process = start();
    }

    private Process start() throws IOException, InterruptedException {
        var began = System.nanoTime();
        var started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        while (!isReady()) {
            var waited = Duration.ofNanos(System.nanoTime() - began);
            if (!started.isAlive() || waited.compareTo(LONGEST_START) > 0) {
                started.destroyForcibly();
                throw new IOException("the server did not start, see " + LOG);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        startTime = Duration.ofNanos(System.nanoTime() - began);
        return started;
    }

    /** Ends it at once, as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again on the same port. */
    void restart() throws IOException, InterruptedException {
        process = start();
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

    /**
     * The value of a metric.
     *
     * @param headers of the request, each with a line end
     * @return -1 if the login is refused
     */
    double metric(String name, String headers) throws IOException {
        try (var connection = new Connection(port)) {
            return connection.exchange(Connection.get("/actuator/prometheus", headers)) == 200
                    ? Double.parseDouble(
                            connection.body().replaceFirst("(?s).*\n" + name + "(?:\\{[^}]*})? (\\S+).*", "$1"))
                    : -1;
        }
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
