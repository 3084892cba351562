package org.rlsworkup.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The executable jar, unpacked as in the image, as a separate process that can be killed. */
final class ServiceProcess implements AutoCloseable {
    private static final Path JAR = unpacked(Path.of("target", "rls-workup.jar"));
    private static final long LONGEST_UNPACKING_SECONDS = 60;
    private static final long LONGEST_START_NANOS = 120_000_000_000L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    /** Starts it, and waits until it is ready. */
    ServiceProcess(List<String> arguments) throws IOException {
        port = freePort();
        var all = new ArrayList<>(
                List.of("-jar", JAR.toString(), "--server.port=" + port, "--spring.profiles.active=sandbox"));
        all.addAll(arguments);
        var log = Path.of("target", "service-process.log");
        process = java(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        var until = System.nanoTime() + LONGEST_START_NANOS;
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IOException("the service did not start, see " + log);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** It starts in two thirds of the time, and here it is started several times. */
    private static Path unpacked(Path jar) {
        var folder = Path.of("target", "unpacked");
        try {
            var unpacking = java(List.of(
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            folder.toString()))
                    .inheritIO()
                    .start();
            if (!unpacking.waitFor(LONGEST_UNPACKING_SECONDS, TimeUnit.SECONDS) || unpacking.exitValue() != 0) {
                unpacking.destroyForcibly();
                throw new IOException(jar + " cannot be unpacked");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return folder.resolve(jar.getFileName());
    }

    private static ProcessBuilder java(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        try {
            return send(request("/actuator/health/readiness").build()) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private int send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Posts JSON and returns the status of the answer. */
    int post(String path, String body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Ends it at once: SIGKILL where there are signals. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
