package org.rlsworkup.bench;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Reading and assessing only, by JMH in separate JVMs: {@link MicroBenchmark}. */
final class Micro {
    private static final double GOAL_US = 1000;
    /**
     * Time per resource at 50,000 may be this many times that at 1,000: the caches of the processor are left on the
     * way.
     */
    private static final double LINEAR = 3;

    private final PrintStream out;

    Micro(PrintStream out) {
        this.out = out;
    }

    void run() {
        var options = new OptionsBuilder()
                .include(MicroBenchmark.class.getName())
                .forks(2)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .threads(1)
                .jvmArgs("-XX:+UseParallelGC", "-Xmx1g")
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            var medians = new HashMap<String, Double>();
            for (var result : new Runner(options).run()) {
                var size = result.getParams()
                        .getParam(result.getParams().getParamsKeys().iterator().next());
                medians.put(
                        result.getPrimaryResult().getLabel() + " " + size,
                        result.getPrimaryResult().getStatistics().getPercentile(50));
            }
            print(medians);
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private void print(Map<String, Double> medians) {
        out.println(String.format("  %-34s %12s %14s", "", "median us", "ns a resource"));
        for (var size : new int[] {5, 50, 500}) {
            line("read " + size, size, medians.get("read " + size), "");
        }
        var small = medians.get("assess 1000");
        var large = medians.get("assess 50000") / 50;
        line("assess 1000", 1000, small, "goal 1,000 us: " + Figures.verdict(small <= GOAL_US));
        line("assess 10000", 10_000, medians.get("assess 10000"), "");
        line("assess 50000", 50_000, large * 50, "goal linear: " + Figures.verdict(large <= LINEAR * small));
    }

    private void line(String name, int size, double median, String goal) {
        out.println(String.format("  %-34s %,12.1f %,14.1f  %s", name, median, median * 1000 / size, goal));
    }
}
