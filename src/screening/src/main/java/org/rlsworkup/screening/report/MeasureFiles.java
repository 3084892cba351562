package org.rlsworkup.screening.report;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.screening.report.PatientRow.State;
import org.rlsworkup.screening.report.Summary.Count;
import org.rlsworkup.screening.report.Summary.Line;
import org.rlsworkup.screening.report.Tally.Grouping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The summary as a FHIR R4 MeasureReport, and the Measure that it reports on: one group for each core test. */
public final class MeasureFiles {
    private static final String MEASURE = "https://rlsworkup.org/Measure/rls-missing-tests";
    private static final String SYSTEM = "https://rlsworkup.org/CodeSystem/";
    private static final String POPULATION = "http://terminology.hl7.org/CodeSystem/measure-population";
    private static final String POPULATION_BASIS =
            "http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-populationBasis";
    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    /** Which state of a test makes each population; the first two are all patients. */
    private static final List<Map.Entry<String, List<State>>> POPULATIONS = List.of(
            Map.entry("initial-population", List.of()),
            Map.entry("denominator", List.of()),
            Map.entry("denominator-exclusion", List.of(State.NOT_ASKED)),
            Map.entry("denominator-exception", List.of(State.COULD_NOT_LOOK)),
            Map.entry("numerator", List.of(State.MISSING)));

    private static final Map<String, String> MEANINGS = Map.of(
            "initial-population", "Patients with restless legs syndrome",
            "denominator", "The same patients",
            "denominator-exclusion", "The test is not asked for in this patient, or no advice is given",
            "denominator-exception", "It could not be looked whether there is a result",
            "numerator", "There is no current result and no open order");

    private static final Map<Grouping, String> STRATIFIERS = Map.of(
            Grouping.AGE_AND_SEX, "Age band and sex",
            Grouping.ORGANISATION, "Organisation that manages the patient's record");

    private final Knowledge knowledge;
    private final ZonedDateTime now;

    /** @param now the moment for which was screened */
    public MeasureFiles(Knowledge knowledge, ZonedDateTime now) {
        this.knowledge = knowledge;
        this.now = now;
    }

    /** What is counted. */
    public String measure() {
        var measure = resource("Measure")
                .put("url", MEASURE)
                .put("version", knowledge.version())
                .put("name", "RlsMissingTests")
                .put("title", "Missing tests of the restless legs syndrome workup")
                .put("status", "active")
                .put("experimental", false)
                .put("description", "For each core test: how many patients with restless legs syndrome lack it.");
        measure.withArray("extension").addObject().put("url", POPULATION_BASIS).put("valueCode", "boolean");
        measure.set("scoring", concept("http://terminology.hl7.org/CodeSystem/measure-scoring", "proportion"));
        measure.set(
                "improvementNotation",
                concept("http://terminology.hl7.org/CodeSystem/measure-improvement-notation", "decrease"));
        for (var test : knowledge.tests(Tier.CORE)) {
            var group = measure.withArray("group").addObject();
            group.set("code", code(test));
            group.put("description", "No current result: " + test.name());
            for (var population : POPULATIONS) {
                var it = group.withArray("population").addObject();
                it.set("code", concept(POPULATION, population.getKey()));
                it.set("criteria", criteria(population.getKey(), MEANINGS.getOrDefault(population.getKey(), "")));
            }
            STRATIFIERS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(stratifier -> {
                var it = group.withArray("stratifier").addObject();
                it.set("code", code(stratifier.getKey()));
                it.set("criteria", criteria(CsvLines.word(stratifier.getKey()), stratifier.getValue()));
            });
        }
        return text(measure);
    }

    /** How many there are. */
    public String report(Summary summary) {
        var report = resource("MeasureReport")
                .put("status", "complete")
                .put("type", "summary")
                .put("measure", MEASURE + "|" + knowledge.version())
                .put("date", moment());
        report.putObject("period").put("start", moment()).put("end", moment());
        report.set(
                "improvementNotation",
                concept("http://terminology.hl7.org/CodeSystem/measure-improvement-notation", "decrease"));
        for (var test : knowledge.tests(Tier.CORE)) {
            var group = report.withArray("group").addObject();
            group.set("code", code(test));
            populations(group, summary.lines(Grouping.ALL, test.id()).getFirst());
            STRATIFIERS.keySet().stream().sorted().forEach(grouping -> {
                var lines = summary.lines(grouping, test.id());
                if (!lines.isEmpty()) {
                    var stratifier = group.withArray("stratifier").addObject();
                    stratifier.withArray("code").add(code(grouping));
                    lines.forEach(line -> stratum(stratifier.withArray("stratum"), line));
                }
            });
        }
        return text(report);
    }

    private static void stratum(ArrayNode strata, Line line) {
        var stratum = strata.addObject();
        stratum.set("value", JsonNodeFactory.instance.objectNode().put("text", line.stratum()));
        populations(stratum, line);
    }

    private static void populations(ObjectNode parent, Line line) {
        for (var population : POPULATIONS) {
            var it = parent.withArray("population").addObject();
            it.set("code", concept(POPULATION, population.getKey()));
            var states = population.getValue();
            count(it, states.isEmpty() ? line.patients() : line.of(states.getFirst()));
        }
    }

    /** A small number is masked. */
    private static void count(ObjectNode population, Count count) {
        if (count.value() != null) {
            population.put("count", count.value());
        } else {
            absent(population, "_count", "masked");
        }
    }

    private String moment() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.truncatedTo(ChronoUnit.SECONDS));
    }

    private static ObjectNode resource(String type) {
        return JsonNodeFactory.instance.objectNode().put("resourceType", type);
    }

    private static ObjectNode concept(String system, String code) {
        var concept = JsonNodeFactory.instance.objectNode();
        concept.withArray("coding").addObject().put("system", system).put("code", code);
        return concept;
    }

    private static ObjectNode code(LabTest test) {
        return concept(SYSTEM + "test", test.id()).put("text", test.name());
    }

    private static ObjectNode code(Grouping grouping) {
        return concept(SYSTEM + "stratifier", CsvLines.word(grouping)).put("text", STRATIFIERS.get(grouping));
    }

    /** The criteria are the rules of the knowledge, which are not written in a language for expressions. */
    private static ObjectNode criteria(String id, String meaning) {
        var criteria = JsonNodeFactory.instance
                .objectNode()
                .put("description", meaning)
                .put("reference", MEASURE + "#" + id);
        absent(criteria, "_language", "not-applicable");
        return criteria;
    }

    private static void absent(ObjectNode parent, String element, String reason) {
        parent.putObject(element)
                .withArray("extension")
                .addObject()
                .put("url", ABSENT)
                .put("valueCode", reason);
    }

    private static String text(ObjectNode resource) {
        return JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(resource)
                .lines()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
