package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.fhir.read.RandomCharts.bundle;
import static org.rlsworkup.fhir.read.RandomCharts.resources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.support.Tries;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Workup;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.missing.Finding;
import org.rlsworkup.workup.results.Measurement;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Invalid data through reader and assessment: no exception, and no finding that the data do not support. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class GarbageTests {
    private static final int GARBAGE = Tries.of(100_000);
    /** Of one chart: to draw a chart costs more than to spoil a copy of it. */
    private static final int VARIANTS = 8;

    private static final int DUPLICATES = 10_000;
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T10:00:00Z");
    private static final List<ObjectNode> CHARTS =
            IntStream.range(0, 250).mapToObj(RandomCharts::bundle).toList();
    private static Workup workup;

    @BeforeAll
    static void load() throws IOException {
        var yaml = Files.readString(Path.of("src/main/resources/knowledge/rls-workup.yaml"));
        workup = new Workup(
                KnowledgeLoader.load(new KnowledgeLoader.Source("rls-workup.yaml", yaml), null), ExtendedTests.ALWAYS);
    }

    private static Assessment assess(String json) {
        var page = Parsing.page(json);
        return workup.assess(Chart.of("p", null, page.resources(), Set.of()), List.of(), NOW);
    }

    private static Assessed assessed(ObjectNode bundle) {
        return (Assessed) assess(bundle.toString());
    }

    /** What is said whatever was spoilt must be backed by what was read. */
    private static void assertBacked(Assessment assessment, String what) {
        if (!(assessment instanceof Assessed assessed)) {
            return;
        }
        for (var finding : assessed.findings()) {
            if (finding instanceof Finding.Done(var test, var date) && date.isAfter(NOW, 48)) {
                throw new AssertionError("done in the future: " + what);
            }
        }
        for (var it : assessed.results().interpretations()) {
            if (it.values().isEmpty()) {
                throw new AssertionError("said of nothing: " + what);
            }
            if (it instanceof Classified classed) {
                classed.values().forEach(value -> assertPlausible(value.measurement(), what));
            }
        }
    }

    private static void assertPlausible(Measurement measurement, String what) {
        if (!(measurement instanceof Measurement.Known known)) {
            throw new AssertionError("classed without a value: " + what);
        }
        var plausible = known.analyte().main().plausible();
        var interval = known.inMain();
        if (plausible != null
                && interval != null
                && ((interval.low() != null && interval.low().compareTo(plausible.high()) > 0)
                        || (interval.high() != null && interval.high().compareTo(plausible.low()) < 0))) {
            throw new AssertionError("classed what no patient has: " + what);
        }
    }

    @Test
    void neverFailsAndNeverClaimsTooMuch() {
        var looked = new LongAdder();
        var classed = new LongAdder();
        IntStream.range(0, GARBAGE / VARIANTS).parallel().forEach(seed -> {
            var mutation = new Mutation(new Random(seed));
            var chart = bundle(seed);
            for (var variant = 0; variant < VARIANTS; variant++) {
                var bundle = chart.deepCopy();
                for (var i = (seed + variant) % 4; i >= 0; i--) {
                    mutation.spoil(bundle.get("entry"));
                }
                var json = bundle.toString();
                try {
                    var assessment = assess(json);
                    assertBacked(assessment, json);
                    if (assessment instanceof Assessed assessed) {
                        looked.increment();
                        if (assessed.results().interpretations().stream().anyMatch(Classified.class::isInstance)) {
                            classed.increment();
                        }
                    }
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": " + json, e);
                }
            }
        });
        // Else the garbage would be too bad to try anything.
        assertThat(looked.sum()).isGreaterThan(GARBAGE / 2);
        assertThat(classed.sum()).isGreaterThan(GARBAGE / 5);
    }

    private static Stream<ObjectNode> charts() {
        return CHARTS.stream().map(ObjectNode::deepCopy);
    }

    private static List<String> dated(Assessed assessed) {
        return assessed.findings().stream()
                .filter(it -> it instanceof Finding.Done || it instanceof Finding.Pending)
                .map(it -> it.test().id())
                .toList();
    }

    private static void assertNothingRests(ObjectNode bundle) {
        var assessed = assessed(bundle);

        assertThat(assessed.results().interpretations()).as(bundle::toString).isEmpty();
        assertThat(dated(assessed)).as(bundle::toString).isEmpty();
    }

    /** The same charts as they are: most tell something, else the next tests would prove nothing. */
    @Test
    void theseChartsTellSomethingBeforeTheyAreSpoilt() {
        assertThat(charts().map(GarbageTests::assessed))
                .filteredOn(it ->
                        !it.results().interpretations().isEmpty() && !dated(it).isEmpty())
                .hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entered-in-error", "cancelled"})
    void nothingRestsOnResultsOfThisStatus(String status) {
        charts().forEach(bundle -> {
            Stream.of("Observation", "DiagnosticReport")
                    .flatMap(type -> resources(bundle, type).stream())
                    .forEach(it -> it.put("status", status));
            assertNothingRests(bundle);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-13-45", "15.11.26", "yesterday", "9999-12-31", "-2026-11-19", "2026-11-19T99:99"})
    void nothingRestsOnResultsOfThisDate(String date) {
        charts().forEach(bundle -> {
            Stream.of("Observation", "DiagnosticReport")
                    .flatMap(type -> resources(bundle, type).stream())
                    .forEach(it -> it.put("effectiveDateTime", date));
            assertNothingRests(bundle);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e30", "123456789012345678901234567890", "-5", "-1e-300", "99999999.5"})
    void nothingIsClassedByThisNumber(String number) {
        charts().forEach(bundle -> {
            resources(bundle, "Observation")
                    .forEach(it ->
                            ((ObjectNode) it.get("valueQuantity")).set("value", Rewriting.MAPPER.readTree(number)));

            assertThat(assessed(bundle).results().interpretations())
                    .as(bundle::toString)
                    .noneMatch(Classified.class::isInstance);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "7", "[]", "\"42 ng/mL\"", "{\"value\":\"many\"}", "{\"value\":{}}", "{\"unit\":\"ng/mL\"}"
            })
    void nothingIsClassedWithoutANumber(String quantity) {
        charts().forEach(bundle -> {
            resources(bundle, "Observation")
                    .forEach(it -> it.set("valueQuantity", Rewriting.MAPPER.readTree(quantity)));

            assertThat(assessed(bundle).results().interpretations())
                    .as(bundle::toString)
                    .noneMatch(Classified.class::isInstance);
        });
    }

    @Test
    void nothingRestsOnAnotherPatientsResults() {
        charts().forEach(bundle -> {
            Stream.of("Observation", "DiagnosticReport")
                    .flatMap(type -> resources(bundle, type).stream())
                    .forEach(it -> it.putObject("subject").put("reference", "Patient/q"));
            assertNothingRests(bundle);
        });
    }

    /** How the JSON is written, including the order of members, does not change the assessment. */
    @Test
    void theOrderOfMembersChangesNothing() {
        IntStream.range(0, 2000).parallel().forEach(seed -> {
            var json = bundle(seed).toString();

            assertThat(assess(Rewriting.of(json, seed))).as(json).isEqualTo(assess(json));
        });
    }

    /** Ten thousand copies of each entry, with the same id: as one; long before the time is over. */
    @Test
    @Timeout(20)
    void tenThousandDuplicatesAreOne() {
        for (var seed : new int[] {3, 11}) {
            var once = bundle(seed);
            var often = once.deepCopy();
            var entries = (ArrayNode) often.get("entry");
            var size = entries.size();
            for (var i = 0; i < DUPLICATES; i++) {
                entries.add(entries.get(i % size));
            }
            assertThat(rules(assessed(often))).isEqualTo(rules(assessed(once)));
            assertThat(assessed(often).findings()).isEqualTo(assessed(once).findings());
        }
    }

    private static List<String> rules(Assessed assessed) {
        return assessed.results().interpretations().stream()
                .map(Interpretation::rule)
                .toList();
    }

    /** Ten thousand panels that hold each other in a ring, and the panel of them all, reported ten thousand times. */
    @ParameterizedTest
    @ValueSource(strings = {"ring", "crowd", "itself"})
    @Timeout(20)
    void endsWithPanelsThatHoldEachOther(String shape) {
        var bundle = bundle(3);
        var entries = bundle.withArray("entry");
        for (var i = 0; i < DUPLICATES; i++) {
            var panel = panel("Observation", "x" + i, "2276-4");
            var to =
                    switch (shape) {
                        case "ring" -> "x" + (i + 1) % DUPLICATES;
                        case "crowd" -> "all";
                        default -> "x" + i;
                    };
            panel.putArray("hasMember").addObject().put("reference", "Observation/" + to);
            entries.addObject().set("resource", panel);
        }
        var all = panel("Observation", "all", "50190-8");
        IntStream.range(0, DUPLICATES)
                .forEach(i -> all.withArray("hasMember").addObject().put("reference", "Observation/x" + i));
        entries.addObject().set("resource", all);
        for (var i = 0; i < DUPLICATES; i++) {
            var report = panel("DiagnosticReport", "y" + i, "50190-8");
            report.putArray("result").addObject().put("reference", "Observation/all");
            entries.addObject().set("resource", report);
        }

        assertBacked(assess(bundle.toString()), shape);
    }

    private static ObjectNode panel(String type, String id, String code) {
        return (ObjectNode) Rewriting.MAPPER.readTree("""
            {"resourceType":"%s","id":"%s","status":"final","subject":{"reference":"Patient/p"},
            "effectiveDateTime":"2026-11-10","code":{"coding":[{"system":"http://loinc.org","code":"%s"}]}}\
            """.formatted(type, id, code));
    }

    @Test
    @Timeout(20)
    void endsWithTenThousandResultsContainedInOneReport() {
        var bundle = bundle(3);
        var report = panel("DiagnosticReport", "r", "50190-8");
        for (var i = 0; i < DUPLICATES; i++) {
            var id = "c" + i;
            report.withArray("contained").add(panel("Observation", id, "2276-4"));
            report.withArray("result").addObject().put("reference", "#" + id);
        }
        bundle.withArray("entry").addObject().set("resource", report);

        var findings = assessed(bundle).findings().stream()
                .collect(Collectors.toMap(it -> it.test().id(), it -> it));
        assertThat(findings.get("FER")).isInstanceOf(Finding.Done.class);
    }
}
