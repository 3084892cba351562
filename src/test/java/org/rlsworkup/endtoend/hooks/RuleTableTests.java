package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.fhir.read.FhirReader;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Workup;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.missing.Finding;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** The table of {@link RuleTests} against the core alone: fast enough to run for every mutation. */
class RuleTableTests {
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T10:00:00Z");
    private static final JsonFactory JSON = new JsonFactory();
    private static final Workup WORKUP = Charts.workup();

    @ParameterizedTest(name = "{0} → {1}")
    @CsvFileSource(resources = "/rules.csv", delimiter = ';', numLinesToSkip = 1, maxCharsPerColumn = 500)
    void speaksExactlyWhereItShould(String facts, String rules) {
        var resources = new ArrayList<Resource>();
        RuleTests.scene(facts).prefetch().forEach(answer -> {
            switch (read(answer)) {
                case QueryResponse.Page page -> resources.addAll(page.resources());
                case QueryResponse.Single(var patient) -> resources.add(patient);
                case QueryResponse.Empty nothing -> {}
                case QueryResponse.Failed failed -> throw new AssertionError(failed);
                case QueryResponse.Unusable unusable -> throw new AssertionError(unusable);
            }
        });

        var assessed = (Assessed) WORKUP.assess(Chart.of("p", null, resources, Set.of()), List.of(), NOW);

        assertThat(spoken(assessed)).isEqualTo(RuleTests.expected(rules));
    }

    private static QueryResponse read(JsonNode answer) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), answer.toString())) {
            parser.nextToken();
            return FhirReader.read(parser);
        }
    }

    /** What the cards would tell: rules, notes that add to them, tests that they ask for. */
    private static Set<String> spoken(Assessed assessed) {
        var spoken = new TreeSet<String>();
        assessed.results().incomplete().forEach(note -> spoken.add(note.id()));
        assessed.findings().forEach(finding -> {
            if (finding instanceof Finding.Missing missing) {
                spoken.add((missing.recheckOn() == null ? "?" : "~")
                        + missing.test().id());
            }
        });
        var isEarned = assessed.results().interpretations().stream().anyMatch(it -> it.indicator() != null);
        if (!isEarned && assessed.missing().isEmpty() && assessed.further().isEmpty()) {
            return spoken;
        }
        for (var it : assessed.results().interpretations()) {
            if (it.isTraced()) {
                spoken.add(it.rule());
            }
            if (it instanceof Interpretation.Classified classed && (isEarned || it.isQuiet())) {
                classed.notes().forEach(note -> spoken.add(note.id()));
                classed.reflexes()
                        .forEach(asked -> spoken.add("+" + asked.test().test().id()));
            }
        }
        return spoken;
    }
}
