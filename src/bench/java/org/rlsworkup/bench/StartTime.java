package org.rlsworkup.bench;

import static org.rlsworkup.bench.Figures.median;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From the start of the process to readiness: of the jar, compared with an empty application with the same libraries, and
 * of the files that the image has, with and without an AOT cache.
 */
final class StartTime {
    private static final int RUNS = 9;
    private static final double GOAL = 1.25;
    private static final double GOAL_WITH_CACHE = 0.60;
    private static final int JAVA_WITH_CACHES = 25;
    private static final List<String> PLAIN = List.of(Jars.COLLECTOR);
    private static final String SANDBOX = "--spring.profiles.active=sandbox";

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
            List<String> options,
            Path jar,
            List<String> arguments,
            List<Long> millis,
            List<Long> mebibytes,
            List<Long> cpuMillis) {
        Starts(String name, List<String> options, Path jar, String... arguments) {
            this(name, options, jar, List.of(arguments), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void again(boolean counts) throws IOException, InterruptedException {
            try (var server = new Server(options, jar, arguments)) {
                if (counts) {
                    millis.add(server.startTime().toMillis());
                    mebibytes.add(server.residentMebibytes());
                    cpuMillis.add(server.cpuTime().toMillis());
                }
            }
        }
    }

    /** A goal: one takes at most that share of another's time. */
    private record Goal(Starts starts, Starts baseline, double share) {}

    void run() throws IOException, InterruptedException {
        var empty = new Starts("empty", PLAIN, Jars.empty(), "--management.endpoint.health.probes.enabled=true");
        var jar = new Starts("jar", PLAIN, Jars.built());
        var sandbox = new Starts("jar, sandbox", PLAIN, Jars.built(), SANDBOX);
        var all = new ArrayList<>(List.of(empty, jar, sandbox));
        var goals = new ArrayList<>(List.of(new Goal(jar, empty, GOAL)));
        if (Runtime.version().feature() >= JAVA_WITH_CACHES) {
            var laidOut = Jars.laidOut();
            // A cache that did not fit would stop the JVM.
            var cached = List.of(Jars.COLLECTOR, "-XX:AOTMode=on", "-XX:AOTCache=" + Jars.aotCache(laidOut));
            for (var without : List.of(jar, sandbox)) {
                var suffix = without.equals(jar) ? "" : ", sandbox";
                var arguments = without.arguments().toArray(String[]::new);
                var with = new Starts("AOT cache" + suffix, cached, laidOut, arguments);
                all.addAll(List.of(new Starts("laid out" + suffix, PLAIN, laidOut, arguments), with));
                goals.add(new Goal(with, without, GOAL_WITH_CACHE));
            }
        }
        for (var run = -1; run < RUNS; run++) {
            for (var starts : all) {
                starts.again(run >= 0);
            }
        }
        print(all);
        goals.forEach(this::print);
    }

    private void print(List<Starts> all) {
        out.println(String.format("  %-20s %9s %8s %8s   %s", "", "median ms", "CPU ms", "RSS MiB", "runs"));
        for (var starts : all) {
            out.println(String.format(
                    "  %-20s %,9.0f %,8.0f %,8.0f   %s",
                    starts.name(),
                    median(starts.millis()),
                    median(starts.cpuMillis()),
                    median(starts.mebibytes()),
                    starts.millis()));
        }
    }

    private void print(Goal goal) {
        var share = median(goal.starts().millis()) / median(goal.baseline().millis());
        out.println(String.format(
                "  %s: %.2f of %s, at most %.2f: %s",
                goal.starts().name(),
                share,
                goal.baseline().name(),
                goal.share(),
                Figures.verdict(share <= goal.share())));
    }
}
