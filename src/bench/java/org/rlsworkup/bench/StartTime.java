package org.rlsworkup.bench;

import static org.rlsworkup.bench.Figures.median;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process to readiness, compared with an empty application with the same libraries. */
final class StartTime {
    private static final int RUNS = 9;
    private static final double GOAL = 1.25;

    private final PrintStream out;

    StartTime(PrintStream out) {
        this.out = out;
    }

    /**
     * One application and its starts so far.
     *
     * @param millis time to readiness
     * @param mebibytes memory held then
     * @param cpuMillis processor time used until then
     */
    private record Starts(
            String name,
            Path jar,
            List<String> arguments,
            List<Long> millis,
            List<Long> mebibytes,
            List<Long> cpuMillis) {
        Starts(String name, Path jar, String... arguments) {
            this(name, jar, List.of(arguments), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void again(boolean counts) throws IOException, InterruptedException {
            try (var server = new Server(jar, arguments)) {
                if (counts) {
                    millis.add(server.startTime().toMillis());
                    mebibytes.add(server.residentMebibytes());
                    cpuMillis.add(server.cpuTime().toMillis());
                }
            }
        }
    }

    void run() throws IOException, InterruptedException {
        var empty = new Starts("empty", Jars.empty(), "--management.endpoint.health.probes.enabled=true");
        var all = List.of(
                empty,
                new Starts("rls-workup", Jars.built()),
                new Starts("rls-workup, sandbox", Jars.built(), "--spring.profiles.active=sandbox"));
        for (var run = -1; run < RUNS; run++) {
            for (var starts : all) {
                starts.again(run >= 0);
            }
        }
        out.println(String.format(
                "  %-20s %9s %8s %8s %8s   %s", "", "median ms", "of empty", "CPU ms", "RSS MiB", "runs"));
        for (var starts : all) {
            var share = median(starts.millis()) / median(empty.millis());
            out.println(String.format(
                    "  %-20s %,9.0f %8.2f %,8.0f %,8.0f   %s",
                    starts.name(),
                    median(starts.millis()),
                    share,
                    median(starts.cpuMillis()),
                    median(starts.mebibytes()),
                    starts.millis()));
            if (starts.name().equals("rls-workup")) {
                out.println(String.format(
                        "  %-20s at most %.2f of empty: %s", "  goal", GOAL, Figures.verdict(share <= GOAL)));
            }
        }
    }
}
