package org.rlsworkup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.FhirReader;
import org.rlsworkup.fhir.Reading;
import org.rlsworkup.knowledge.KnowledgeLoader;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Chart;
import org.rlsworkup.workup.ExtendedTests;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.Resource;
import org.rlsworkup.workup.Workup;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reading and judging alone, in a plain loop with a warm-up: right about the size of a figure, not about its last tenth. */
final class Micro {
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final String KNOWLEDGE = "/knowledge/rls-workup.yaml";

    private final JsonFactory json = new JsonFactory();
    private final Charts charts;
    private final Clock clock;
    private final PrintStream out;
    /** Keeps the compiler from leaving out work whose result nobody uses. */
    @Nullable
    Object blackHole;

    Micro(Charts charts, Clock clock, PrintStream out) {
        this.charts = charts;
        this.clock = clock;
        this.out = out;
    }

    void run() throws IOException {
        out.println(String.format("  %-38s %12s", "", "median us"));
        for (var count : new int[] {5, 50, 500}) {
            var bytes = charts.observations(count).getBytes(StandardCharsets.UTF_8);
            measure(String.format("read %d Observations (%,d bytes)", count, bytes.length), () -> read(bytes));
        }
        var knowledge = knowledge();
        var chart = chart(knowledge);
        var workup = new Workup(knowledge, ExtendedTests.WITH_CORE);
        var now = ZonedDateTime.now(clock);
        if (!(workup.assess(chart, now) instanceof Assessment.Assessed)) {
            throw new IllegalStateException("the chart is not assessed");
        }
        measure("assess a chart of 1,000 resources", () -> workup.assess(chart, now));
    }

    private Reading read(byte[] bytes) {
        try (var parser = json.createParser(ObjectReadContext.empty(), bytes)) {
            parser.nextToken();
            return FhirReader.read(parser);
        }
    }

    private static Knowledge knowledge() throws IOException {
        try (var yaml = Objects.requireNonNull(Micro.class.getResourceAsStream(KNOWLEDGE))) {
            var text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            return KnowledgeLoader.load(new KnowledgeLoader.Source(KNOWLEDGE, text), null);
        }
    }

    private Chart chart(Knowledge knowledge) {
        var panel = knowledge.reportCodes().iterator().next().code();
        var resources = new ArrayList<Resource>();
        Stream.of(charts.conditions(49, true), charts.observations(899), charts.reports(panel, 30), charts.orders(20))
                .map(text -> read(text.getBytes(StandardCharsets.UTF_8)))
                .forEach(reading -> resources.addAll(((Reading.Page) reading).resources()));
        resources.add(Objects.requireNonNull(
                ((Reading.Single) read(charts.patient().getBytes(StandardCharsets.UTF_8))).resource()));
        if (resources.size() != 1000) {
            throw new IllegalStateException(resources.size() + " resources were read");
        }
        return Chart.of("bench-patient", null, resources, Set.of());
    }

    private void measure(String name, Supplier<?> work) {
        repeat(work, WARM_UP);
        out.println(String.format("  %-38s %,12.1f", name, Figures.median(repeat(work, MEASURED)) / 1e3));
    }

    private List<Long> repeat(Supplier<?> work, Duration time) {
        var times = new ArrayList<Long>();
        var until = System.nanoTime() + time.toNanos();
        for (var began = System.nanoTime(); began < until; began = System.nanoTime()) {
            blackHole = work.get();
            times.add(System.nanoTime() - began);
        }
        return times;
    }
}
