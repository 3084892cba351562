package org.rlsworkup.screening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The command that compares: a synthetic export is screened, and the same question is asked of the service, one call for
 * each of some of its patients with everything prefetched, on as many connections as there are processors.
 */
public final class Comparison {
    private static final int RESOURCES_A_PATIENT = 20;
    private static final int WITH_RLS = 25;

    private Comparison() {}

    public static void main(String[] args) throws Exception {
        var patients = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        var called = Math.min(patients, args.length > 1 ? Integer.parseInt(args[1]) : 2_000);
        var folder = Files.createTempDirectory("comparison");
        SyntheticExport.write(
                folder.resolve("export"), patients, (long) patients * RESOURCES_A_PATIENT, WITH_RLS, false);
        var screening = seconds(() -> screen(folder));
        // A second time, as a longer run would go on.
        var again = seconds(() -> screen(folder));
        var calls = call(folder, called);
        System.out.printf(
                "screening: %,d patients in %.1f s, %,.0f a second%n", patients, screening, patients / screening);
        System.out.printf("again: %.1f s, %,.0f a second%n", again, patients / again);
        System.out.printf("call by call: %,d patients in %.1f s, %,.0f a second%n", called, calls, called / calls);
        System.out.printf(
                "ratio: %.1f, again %.1f%n", patients / screening * calls / called, patients / again * calls / called);
        delete(folder);
        System.exit(0);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static int screen(Path folder) {
        return Screening.run(
                List.of(
                        "--master",
                        "local[*]",
                        "--export",
                        folder.resolve("export").toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        "--plain-ids"),
                Map.of(),
                System.out);
    }

    private static double call(Path folder, int patients) throws Exception {
        var connections = Runtime.getRuntime().availableProcessors();
        try (var service = new Service(folder.resolve("database"));
                var threads = Executors.newFixedThreadPool(connections)) {
            call(service, 0, Math.min(patients, 500));
            return seconds(() -> {
                var share = patients / connections;
                var running = IntStream.range(0, connections)
                        .mapToObj(i -> threads.submit(() -> call(service, i * share, (i + 1) * share)))
                        .toList();
                for (var it : running) {
                    it.get();
                }
                return 0;
            });
        }
    }

    private static int call(Service service, int from, int to) throws IOException {
        for (var number = from; number < to; number++) {
            var rls = SyntheticExport.hasRls(number, WITH_RLS);
            var resources = GeneratedPatients.resources(number, rls, RESOURCES_A_PATIENT);
            var answer = service.open(GeneratedPatients.id(number), resources, List.of());
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
        }
        return to - from;
    }

    private static double seconds(Callable<Integer> task) throws Exception {
        var began = System.nanoTime();
        task.call();
        return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    }
}
