package org.rlsworkup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How fast calls are answered by the size of the chart, and for a long time: written into the documentation. */
final class Sizes {
    private static final Path DOCUMENT = Path.of("src", "docs", "performance.md");
    private static final Path PICTURE = Path.of("src", "docs", "images", "performance.svg");
    private static final String BEGIN = "<!-- From here, -Dbench=sizes writes it. -->\n";
    private static final String END = "<!-- Up to here. -->";

    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final String WORKUP = "/cds-services/rls-workup";
    /** With the limits and the memory that the service has by default. */
    private static final List<Integer> USUAL = List.of(5, 50, 500, 5_000);

    private static final int LARGEST = 50_000;
    private static final int FEW_CONNECTIONS = 2;
    private static final List<String> MORE_MEMORY = List.of(Jars.COLLECTOR, "-Xmx1g", "-Xmn256m");
    private static final List<String> HIGHER_LIMITS = List.of("--rls.limits.body=100MB", "--rls.limits.entries=100000");

    private final Charts charts;
    private final LocalDate today;
    private final PrintStream out;

    Sizes(Charts charts, LocalDate today, PrintStream out) {
        this.charts = charts;
        this.today = today;
        this.out = out;
    }

    /**
     * A row of the table.
     *
     * @param results in the chart
     * @param bytes of the request
     * @param mebibytes of memory that the process held afterwards
     */
    private record Row(int results, int bytes, Load.Round load, long mebibytes) {}

    void run() throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        for (var size : USUAL) {
            rows.add(measure(size, Load.CONNECTIONS, Server.imageOptions(), List.of()));
        }
        rows.add(measure(LARGEST, FEW_CONNECTIONS, MORE_MEMORY, HIGHER_LIMITS));
        var soak = new Soak(charts).run();
        var text = markdown(rows, soak);
        out.println(text);
        Files.writeString(PICTURE, picture(rows, soak));
        var document = Files.readString(DOCUMENT);
        var from = document.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(
                DOCUMENT, document.substring(0, from) + text + document.substring(document.indexOf(END, from)));
    }

    private Row measure(int results, int connections, List<String> options, List<String> limits)
            throws IOException, InterruptedException {
        var settings = new ArrayList<>(limits);
        settings.add("--spring.profiles.active=sandbox");
        var request = Connection.post(
                WORKUP, charts.prefetchedCall(charts.conditions(1, true), charts.observations(results)));
        try (var server = new Server(options, Jars.built(), settings)) {
            Load.run(connections, server.port(), request, false, WARM_UP);
            var load = Load.run(connections, server.port(), request, false, ROUND);
            return new Row(results, request.length, load, server.residentMebibytes());
        }
    }

    private String markdown(List<Row> rows, List<Soak.Window> soak) throws IOException {
        return """

            %s, %d processors, %s %s, the load generator on the same machine, `./mvnw -q -Pbench -Dbench=sizes package`:

            ![%s](images/performance.svg)

            Each call is about another patient, with everything prefetched, and is answered with a card, over %d connections, \
            after %d seconds to warm up, by the sandbox with the options of the image (`%s`). %,d results are more than the \
            [limits](security.md#limits) allow by default, and than fit into that memory: there, `%s`, `%s` and %d connections.

            | results in the chart | request | calls a second | half within | nine of ten | 99 of 100 | longest | memory (RSS) |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            %s
            For %s, the service in production with the options of the image, tokens (ES256) and an H2 file was sent calls over \
            %d connections, each about another patient; half of them are answered with two cards and four orders, the others \
            with none. %,d calls were answered, each with 200.

            | time | calls a second | half within | nine of ten | 99 of 100 | longest | memory (RSS) |
            | --- | --- | --- | --- | --- | --- | --- |
            %s
            """.formatted(
                today,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                "Time to answer by the number of results, calls a second and memory during the long run",
                Load.CONNECTIONS,
                WARM_UP.toSeconds(),
                String.join(" ", Server.imageOptions()),
                LARGEST,
                String.join(" ", MORE_MEMORY),
                String.join(" ", HIGHER_LIMITS),
                FEW_CONNECTIONS,
                rows.stream()
                        .map(it -> "| %,d | %s | %s |\n"
                                .formatted(it.results(), size(it.bytes()), cells(it.load(), it.mebibytes())))
                        .collect(Collectors.joining()),
                written(Soak.TIME.toSeconds()),
                Load.CONNECTIONS,
                soak.stream().mapToInt(it -> it.load().count()).sum(),
                IntStream.range(0, soak.size())
                        .mapToObj(i -> "| to %s | %s |\n"
                                .formatted(
                                        written(end(i, soak)),
                                        cells(soak.get(i).load(), soak.get(i).mebibytes())))
                        .collect(Collectors.joining()));
    }

    /** Seconds from the beginning to the end of a part of the time. */
    private static long end(int window, List<Soak.Window> soak) {
        return Soak.TIME.toSeconds() * (window + 1) / soak.size();
    }

    private static String written(long seconds) {
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    private static String size(int bytes) {
        return bytes < 1_000_000 ? "%,d kB".formatted(bytes / 1000) : "%.1f MB".formatted(bytes / 1e6);
    }

    private static String cells(Load.Round load, long mebibytes) {
        return "%,.0f | %s | %s | %s | %s | %,d MiB"
                .formatted(
                        load.rate(),
                        millis(load, 0.5),
                        millis(load, 0.9),
                        millis(load, 0.99),
                        millis(load, 1),
                        mebibytes);
    }

    private static String millis(Load.Round load, double share) {
        var millis = load.micros(share) / 1e3;
        return (millis < 10 ? "%.1f ms" : "%,.0f ms").formatted(millis);
    }

    private static String picture(List<Row> rows, List<Soak.Window> soak) {
        return Plot.svg(List.of(
                new Plot.Panel(
                        "Time to answer, ms",
                        "results in the chart",
                        true,
                        List.of(percentile("50 %", 0.5, rows), percentile("99 %", 0.99, rows))),
                panel("Long run: calls a second", soak, it -> it.load().rate()),
                panel("Long run: memory, MiB", soak, it -> (double) it.mebibytes())));
    }

    private static Plot.Line percentile(String name, double share, List<Row> rows) {
        return new Plot.Line(
                name,
                rows.stream()
                        .map(it -> new Plot.Point(it.results(), it.load().micros(share) / 1e3))
                        .toList());
    }

    private static Plot.Panel panel(String title, List<Soak.Window> soak, Function<Soak.Window, Double> value) {
        var points = IntStream.range(0, soak.size())
                .mapToObj(i -> new Plot.Point(end(i, soak) / 60.0, value.apply(soak.get(i))))
                .toList();
        return new Plot.Panel(title, "minutes", false, List.of(new Plot.Line("", points)));
    }
}
