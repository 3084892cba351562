package org.rlsworkup.workup.results;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.workup.results.FiledResults.OfTest;

/** Knows which results are those of a test, and picks among them. */
public final class TestResults {
    private final Duration apart;
    private final Map<String, List<String>> testsByAnalyte = new HashMap<>();

    public TestResults(Knowledge knowledge) {
        this.apart = Duration.ofMinutes(knowledge.records().sameSpecimenMinutes());
        for (var test : knowledge.tests()) {
            for (var analyte : test.measuredBy()) {
                testsByAnalyte.computeIfAbsent(analyte, id -> new ArrayList<>()).add(test.id());
            }
        }
    }

    /** Ids of the tests that a result of this analyte makes done. */
    List<String> testsOf(Analyte analyte) {
        return testsByAnalyte.getOrDefault(analyte.id(), List.of());
    }

    /** The results of a test of which some may be calculated from others of one specimen. */
    OfTest calculate(LabTest test, FiledResults filed, ZoneId zone) {
        var calculated = new ArrayList<Result>();
        var parts = new ArrayList<Result>();
        for (var i = 0; i < test.calculatedFrom().size(); i++) {
            var pair = test.calculatedFrom().get(i);
            var first = filed.live(pair.get(0));
            var second = filed.live(pair.get(1));
            if (!first.isEmpty() && !second.isEmpty()) {
                calculated.addAll(SpecimenPairs.of(first, second, zone, apart));
            }
            parts.addAll(first);
            parts.addAll(second);
        }
        var named = filed.named(test);
        return new OfTest(calculated.isEmpty() ? named : CalculatedResults.join(named, calculated, zone, apart), parts);
    }

    /** The newest within the days that is this patient's for certain, else the newest that may be. */
    public static @Nullable Result newest(
            List<Result> results, Predicate<Result> condition, int days, ZonedDateTime now) {
        Result newest = null;
        for (var result : results) {
            if (condition.test(result)
                    && result.date() != null
                    && result.date().within(days, now)
                    && (newest == null || isBetter(result, newest, now.getZone()))) {
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
