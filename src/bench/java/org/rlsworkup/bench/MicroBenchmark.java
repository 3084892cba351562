package org.rlsworkup.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.fhir.read.FhirReader;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Workup;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reading and assessing only, in one thread, measured by JMH. Run by {@link Micro}. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MicroBenchmark {
    private static final String KNOWLEDGE = "/knowledge/rls-workup.yaml";
    private static final JsonFactory JSON = new JsonFactory();

    private static QueryResponse read(byte[] bytes) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            parser.nextToken();
            return FhirReader.read(parser);
        }
    }

    private static Charts charts(Clock clock) {
        return new Charts(LocalDate.now(clock));
    }

    /** A searchset of that many Observations, about 1 kB each. */
    @State(Scope.Thread)
    public static class Searchset {
        @Param({"5", "50", "500"})
        public int observations;

        byte[] bytes = {};

        @Setup
        public void write() {
            bytes = charts(Clock.systemUTC()).observations(observations).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A chart of that many resources in memory: nine in ten Observations, in every unit, the rest of every kind. */
    @State(Scope.Thread)
    public static class InMemory {
        @Param({"1000", "10000", "50000"})
        public int resources;

        @Nullable
        Workup workup;

        @Nullable
        Chart chart;

        ZonedDateTime now = ZonedDateTime.now(Clock.systemUTC());

        @Setup
        public void fill() throws IOException {
            var knowledge = knowledge();
            var charts = charts(Clock.systemUTC());
            var few = resources / 100;
            var read = new ArrayList<Resource>();
            Stream.of(
                            charts.patient(),
                            charts.conditions(few - 1, true),
                            charts.reports(
                                    knowledge.reportCodes().iterator().next().code(), 2 * few),
                            charts.orders(few),
                            charts.procedures(few),
                            charts.medications(2 * few),
                            charts.mixedObservations(resources - 7 * few - 1))
                    .map(text -> MicroBenchmark.read(text.getBytes(StandardCharsets.UTF_8)))
                    .forEach(answer -> read.addAll(resourcesOf(answer)));
            if (read.size() != resources) {
                throw new IllegalStateException(read.size() + " resources were read");
            }
            workup = new Workup(knowledge, ExtendedTests.WITH_CORE);
            chart = Chart.of(Charts.PATIENT, null, read, Set.of());
            if (!(workup.assess(chart, List.of(), now) instanceof Assessment.Assessed assessed)
                    || assessed.results().interpretations().size() < 5) {
                throw new IllegalStateException("the chart is not interpreted");
            }
        }

        private static List<Resource> resourcesOf(QueryResponse answer) {
            return answer instanceof QueryResponse.Page page
                    ? page.resources()
                    : List.of(Objects.requireNonNull(((QueryResponse.Single) answer).resource()));
        }

        private static Knowledge knowledge() throws IOException {
            try (var yaml = Objects.requireNonNull(MicroBenchmark.class.getResourceAsStream(KNOWLEDGE))) {
                var text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
                return KnowledgeLoader.load(new KnowledgeLoader.Source(KNOWLEDGE, text), null);
            }
        }
    }

    /** Reads a searchset from bytes. */
    @Benchmark
    public QueryResponse read(Searchset searchset) {
        return read(searchset.bytes);
    }

    /** Judges a chart. */
    @Benchmark
    public Assessment assess(InMemory it) {
        return Objects.requireNonNull(it.workup).assess(Objects.requireNonNull(it.chart), List.of(), it.now);
    }
}
