package org.rlsworkup.workup.results;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.workup.results.CodeIndex.Meaning;

/**
 * The results of one chart, filed under the tests and the analytes that they are about, so that each is looked at once.
 * What can be calculated is calculated once, when it is first asked for. Belongs to one assessment in one thread.
 */
public final class FiledResults {
    private final TestResults rules;
    private final ZoneId zone;
    private final Map<String, List<Result>> byTest = new HashMap<>();
    private final Map<String, List<Result>> byAnalyte = new HashMap<>();
    private final Map<String, OfTest> found = new HashMap<>();

    /**
     * What is on file for a test.
     *
     * @param results reported and calculated ones
     * @param parts the results from which others are calculated, with or without a partner
     */
    public record OfTest(List<Result> results, List<Result> parts) {}

    public FiledResults(TestResults rules, List<Result> results, ZoneId zone) {
        this.rules = rules;
        this.zone = zone;
        results.forEach(this::file);
    }

    private void file(Result result) {
        switch (result.meaning()) {
            case Meaning.Measures(var analyte) -> {
                add(byAnalyte, analyte.id(), result);
                rules.testsOf(analyte).forEach(test -> add(byTest, test, result));
            }
            case Meaning.Never(var analyte) -> rules.testsOf(analyte).forEach(test -> add(byTest, test, result));
            case Meaning.Panel(var tests) -> tests.forEach(test -> add(byTest, test, result));
        }
    }

    private static void add(Map<String, List<Result>> files, String name, Result result) {
        files.computeIfAbsent(name, key -> new ArrayList<>()).add(result);
    }

    public boolean isEmpty() {
        return byTest.isEmpty() && byAnalyte.isEmpty();
    }

    /** The results of a test, calculated ones included. */
    public OfTest of(LabTest test) {
        if (test.calculatedFrom().isEmpty()) {
            return new OfTest(named(test), List.of());
        }
        var known = found.get(test.id());
        if (known == null) {
            known = rules.calculate(test, this, zone);
            found.put(test.id(), known);
        }
        return known;
    }

    /** The results under the codes of a test. */
    public List<Result> named(LabTest test) {
        return byTest.getOrDefault(test.id(), List.of());
    }

    /** The results of an analyte that do not fall short. */
    List<Result> live(String analyteId) {
        var live = new ArrayList<Result>();
        for (var result : byAnalyte.getOrDefault(analyteId, List.of())) {
            if (!result.fallsShort()) {
                live.add(result);
            }
        }
        return live;
    }

    /** All results of each analyte, by its id. */
    public Map<String, List<Result>> byAnalyte() {
        return byAnalyte;
    }
}
