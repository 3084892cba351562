package org.rlsworkup.bench;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The cost of authenticating a client, by JMH: {@link TokenBenchmark}. */
final class Tokens {
    private static final double TIMES = 1.3;
    private static final double MORE_US = 60;
    private static final double MEMORY_US = 5;
    private static final double SHARED_US = 1000;

    private final PrintStream out;

    Tokens(PrintStream out) {
        this.out = out;
    }

    void run() {
        var options = new OptionsBuilder()
                .include(TokenBenchmark.class.getName())
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .threads(1)
                .jvmArgs("-XX:+UseParallelGC", "-Xmx1g")
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            var medians = new HashMap<String, Double>();
            for (var result : new Runner(options).run()) {
                var algorithm = result.getParams().getParam("algorithm");
                medians.put(
                        result.getPrimaryResult().getLabel() + (algorithm == null ? "" : " " + algorithm),
                        result.getPrimaryResult().getStatistics().getPercentile(50));
            }
            print(medians);
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private void print(Map<String, Double> medians) {
        out.println(String.format("  %-10s %12s %12s %8s", "median us", "bare", "gate", ""));
        for (var algorithm : new String[] {"ES256", "ES384", "RS256", "RS384", "PS384"}) {
            var bare = medians.get("bare " + algorithm);
            var gate = medians.get("gate " + algorithm);
            out.println(String.format(
                    "  %-10s %,12.1f %,12.1f %7.2fx  goal 1.3x or +60 us: %s",
                    algorithm,
                    bare,
                    gate,
                    gate / bare,
                    Figures.verdict(gate <= TIMES * bare || gate <= bare + MORE_US)));
        }
        memory("in memory", medians.get("remember"), MEMORY_US);
        memory("PostgreSQL", medians.get("share"), SHARED_US);
    }

    private void memory(String name, double median, double goal) {
        out.println(String.format(
                "  %-10s %,12.2f %12s %8s  goal %,.0f us: %s",
                name, median, "", "", goal, Figures.verdict(median <= goal)));
    }
}
