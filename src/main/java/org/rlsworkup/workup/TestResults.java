package org.rlsworkup.workup;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.CodeIndex.Meaning;
import org.rlsworkup.workup.TestJudge.Facts;

/** Picks the results of one test from those of a chart. */
final class TestResults {
    private final Duration apart;

    /** @param rules how far apart two draws may lie to be one specimen */
    TestResults(RecordRules rules) {
        this.apart = Duration.ofMinutes(rules.sameSpecimenMinutes());
    }

    /** The results of a test, calculated ones included. */
    List<Result> of(LabTest test, Facts facts) {
        return of(test, facts, new ArrayList<>());
    }

    /**
     * As above.
     *
     * @param parts takes the results from which others are calculated
     */
    List<Result> of(LabTest test, Facts facts, List<Result> parts) {
        var results = named(test, facts);
        var calculated = new ArrayList<Result>();
        for (var pair : test.calculatedFrom()) {
            addPairs(live(pair.get(0), facts), live(pair.get(1), facts), facts, calculated, parts);
        }
        return calculated.isEmpty()
                ? results
                : CalculatedResults.join(results, calculated, facts.now().getZone(), apart);
    }

    private void addPairs(
            List<Result> first, List<Result> second, Facts facts, List<Result> results, List<Result> parts) {
        if (!first.isEmpty() && !second.isEmpty()) {
            results.addAll(SpecimenPairs.of(first, second, facts.now().getZone(), apart));
        }
        parts.addAll(first);
        parts.addAll(second);
    }

    /** The results under the codes of a test. */
    List<Result> named(LabTest test, Facts facts) {
        var results = new ArrayList<Result>();
        for (var result : facts.results()) {
            var isForTest =
                    switch (result.meaning()) {
                        case Meaning.Measures(var analyte) -> test.measuredBy().contains(analyte.id());
                        case Meaning.Never(var analyte) -> test.measuredBy().contains(analyte.id());
                        case Meaning.Panel(var tests) -> tests.contains(test.id());
                    };
            if (isForTest) {
                results.add(result);
            }
        }
        return results;
    }

    private static List<Result> live(String analyteId, Facts facts) {
        var live = new ArrayList<Result>();
        for (var result : facts.results()) {
            if (!result.fallsShort()
                    && result.meaning() instanceof Meaning.Measures(var analyte)
                    && analyte.id().equals(analyteId)) {
                live.add(result);
            }
        }
        return live;
    }

    /** The newest within the days that is this patient's for certain, else the newest that may be. */
    static @Nullable Result newest(List<Result> results, Predicate<Result> condition, int days, Facts facts) {
        Result newest = null;
        for (var result : results) {
            if (condition.test(result)
                    && result.date() != null
                    && result.date().within(days, facts.now())
                    && (newest == null || isBetter(result, newest, facts.now().getZone()))) {
                newest = result;
            }
        }
        return newest;
    }

    /** Of two that are dated. */
    private static boolean isBetter(Result result, Result than, ZoneId zone) {
        if (result.attributed() != than.attributed()) {
            return result.attributed();
        }
        var date = Objects.requireNonNull(result.date());
        var other = Objects.requireNonNull(than.date());
        var later = date.instant(zone).compareTo(other.instant(zone));
        return later > 0 || (later == 0 && date.precision().compareTo(other.precision()) > 0);
    }
}
