package org.rlsworkup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Runs the benchmarks named, or all. */
public final class Bench {
    private static final List<String> ALL = List.of(
            "throughput",
            "hapi",
            "fetch",
            "outage",
            "start",
            "feedback",
            "micro",
            "tokens",
            "memory",
            "faults",
            "sizes");

    private final Clock clock;
    private final PrintStream out;

    private Bench(Clock clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        // Figures are written the same everywhere.
        Locale.setDefault(Locale.ROOT);
        var names = args.length == 0 || args[0].equals("all") ? ALL : List.of(args);
        new Bench(Clock.systemUTC(), System.out).run(names);
    }

    private void run(List<String> names) throws IOException, InterruptedException {
        Files.createDirectories(Path.of("target", "bench"));
        Files.deleteIfExists(Server.LOG);
        out.println(String.format(
                "%s, %s %s, %d processors, %s",
                clock.instant(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name")));
        for (var name : names) {
            out.println();
            out.println(name);
            run(name);
        }
    }

    private void run(String name) throws IOException, InterruptedException {
        var today = LocalDate.now(clock);
        var charts = new Charts(today);
        switch (name) {
            case "throughput" -> new Throughput(charts, out).run();
            case "hapi" -> new HapiComparison(charts, out).run();
            case "fetch" -> new FetchLatency(charts, out).run();
            case "outage" -> new Outage(charts, out).run();
            case "start" -> new StartTime(out).run();
            case "feedback" -> new FeedbackLoad(out).run();
            case "micro" -> new Micro(out).run();
            case "tokens" -> new Tokens(out).run();
            case "memory" -> new Memory(charts, out).run();
            case "faults" -> new Faults(charts, out).run();
            case "sizes" -> new Sizes(charts, today, out).run();
            default -> throw new IllegalArgumentException("no benchmark " + name + ", only " + ALL);
        }
    }
}
