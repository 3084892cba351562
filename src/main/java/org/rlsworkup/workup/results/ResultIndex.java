package org.rlsworkup.workup.results;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.workup.results.CodeIndex.Meaning;

/**
 * The results of one chart by test and by analyte. Results that can be calculated are calculated when they are first
 * asked for. Belongs to one assessment in one thread.
 */
public final class ResultIndex {
    private final CodeIndex codes;
    private final Duration sameSpecimen;
    private final ZoneId zone;
    private final Map<String, List<Result>> byTest = new HashMap<>();
    private final Map<String, List<Result>> byAnalyte = new HashMap<>();
    private final Map<String, TestResults> calculated = new HashMap<>();

    /**
     * The results of a test.
     *
     * @param results reported and calculated ones
     * @param parts the results from which others are calculated, with or without a partner
     */
    public record TestResults(List<Result> results, List<Result> parts) {}

    /** Results whose times differ by at most {@code sameSpecimen} are taken to be of one specimen. */
    ResultIndex(List<Result> results, CodeIndex codes, Duration sameSpecimen, ZoneId zone) {
        this.codes = codes;
        this.sameSpecimen = sameSpecimen;
        this.zone = zone;
        results.forEach(this::add);
    }

    private void add(Result result) {
        switch (result.meaning()) {
            case Meaning.Measures(var analyte) -> {
                add(byAnalyte, analyte.id(), result);
                codes.testsOf(analyte).forEach(test -> add(byTest, test, result));
            }
            case Meaning.Never(var analyte) -> codes.testsOf(analyte).forEach(test -> add(byTest, test, result));
            case Meaning.Resembles(var analyte, var code) ->
                codes.testsOf(analyte).forEach(test -> add(byTest, test, result));
            case Meaning.Panel(var tests) -> tests.forEach(test -> add(byTest, test, result));
        }
    }

    private static void add(Map<String, List<Result>> index, String id, Result result) {
        index.computeIfAbsent(id, key -> new ArrayList<>()).add(result);
    }

    public boolean isEmpty() {
        return byTest.isEmpty() && byAnalyte.isEmpty();
    }

    /** All results of each analyte, by its id. */
    public Map<String, List<Result>> byAnalyte() {
        return byAnalyte;
    }

    /** The results of a test that were reported under its codes. */
    public List<Result> reported(LabTest test) {
        return byTest.getOrDefault(test.id(), List.of());
    }

    /** The results of a test, calculated ones included. */
    public TestResults of(LabTest test) {
        if (test.calculatedFrom().isEmpty()) {
            return new TestResults(reported(test), List.of());
        }
        var known = calculated.get(test.id());
        if (known == null) {
            known = calculate(test);
            calculated.put(test.id(), known);
        }
        return known;
    }

    private TestResults calculate(LabTest test) {
        var pairs = new ArrayList<Result>();
        var parts = new ArrayList<Result>();
        for (var i = 0; i < test.calculatedFrom().size(); i++) {
            var analytes = test.calculatedFrom().get(i);
            var first = usable(analytes.get(0));
            var second = usable(analytes.get(1));
            if (!first.isEmpty() && !second.isEmpty()) {
                pairs.addAll(SpecimenMatcher.calculate(first, second, zone, sameSpecimen));
            }
            parts.addAll(first);
            parts.addAll(second);
        }
        var reported = reported(test);
        return new TestResults(
                pairs.isEmpty() ? reported : SpecimenMatcher.join(reported, pairs, zone, sameSpecimen), parts);
    }

    private List<Result> usable(String analyteId) {
        var usable = new ArrayList<Result>();
        for (var result : byAnalyte.getOrDefault(analyteId, List.of())) {
            if (!result.fallsShort()) {
                usable.add(result);
            }
        }
        return usable;
    }
}
