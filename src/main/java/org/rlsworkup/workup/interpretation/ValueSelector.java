package org.rlsworkup.workup.interpretation;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.workup.interpretation.AnalyteValue.Beside;
import org.rlsworkup.workup.missing.LookBack;
import org.rlsworkup.workup.missing.TestEvaluator;
import org.rlsworkup.workup.results.Measurement;
import org.rlsworkup.workup.results.MeasurementReader;
import org.rlsworkup.workup.results.Result;
import org.rlsworkup.workup.results.ResultIndex;

/**
 * Selects the values of a chart that are interpreted: of each analyte the newest that counts within its look-back, and
 * the one before it. A report or panel without a value has none.
 */
final class ValueSelector {
    private final Knowledge knowledge;
    private final MeasurementReader measurements;
    private final Map<String, LabTest> testOf = new HashMap<>();
    private final List<LabTest> calculated;
    private final int longestDays;

    ValueSelector(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.measurements = new MeasurementReader(knowledge);
        var tests = knowledge.tests();
        this.calculated =
                tests.stream().filter(test -> !test.calculatedFrom().isEmpty()).toList();
        this.longestDays = tests.stream().mapToInt(LabTest::longestDays).max().orElse(0);
        tests.forEach(test -> test.measuredBy().forEach(analyte -> testOf.putIfAbsent(analyte, test)));
    }

    /**
     * The selected values.
     *
     * @param newest by analyte id
     * @param previous by analyte id, however old
     */
    record Selection(Map<String, AnalyteValue> newest, Map<String, AnalyteValue> previous) {}

    /** @param leftOut ids of the tests whose values are left out: they are missing, or due again */
    Selection select(TestEvaluator.Facts facts, Set<String> leftOut) {
        if (facts.results().isEmpty()) {
            return new Selection(Map.of(), Map.of());
        }
        var newest = new HashMap<String, AnalyteValue>();
        var previous = new HashMap<String, AnalyteValue>();
        byAnalyte(facts.results()).forEach((analyte, results) -> {
            var test = testOf.get(analyte);
            if (test != null && leftOut.contains(test.id())) {
                return;
            }
            var candidates = newestFirst(results, facts.now().getZone());
            if (!candidates.isEmpty() && isCurrent(candidates.get(0).result, test, facts)) {
                newest.put(analyte, candidates.get(0).value(knowledge.analyte(analyte), test, facts));
                if (candidates.size() > 1) {
                    previous.put(analyte, candidates.get(1).value(knowledge.analyte(analyte), test, facts));
                }
            }
        });
        return new Selection(newest, previous);
    }

    /** Where a value is read beside another one, the rules limit how far apart the two may be. */
    private boolean isCurrent(Result result, @Nullable LabTest test, TestEvaluator.Facts facts) {
        return (test == null || test.around() != null)
                ? result.date() != null && result.date().within(longestDays, facts.now())
                : LookBack.reaches(result, test, facts);
    }

    /** Results of each analyte; a calculated one is filed under its first part, and moves to what it is a result of. */
    private Map<String, List<Result>> byAnalyte(ResultIndex index) {
        var results = index.byAnalyte();
        for (var i = 0; i < calculated.size(); i++) {
            var test = calculated.get(i);
            if (isPartOnFile(test, index)) {
                var own = index.of(test).results();
                var all = new HashMap<>(results);
                test.measuredBy().forEach(analyte -> all.put(analyte, own));
                results = all;
            }
        }
        return results;
    }

    private static boolean isPartOnFile(LabTest test, ResultIndex index) {
        for (var i = 0; i < test.calculatedFrom().size(); i++) {
            if (index.byAnalyte().containsKey(test.calculatedFrom().get(i).get(0))) {
                return true;
            }
        }
        return false;
    }

    /** The two newest that have a value. Values are understood only where they are shown or compared: most are not. */
    private List<Candidate> newestFirst(List<Result> results, ZoneId zone) {
        var sorted = new ArrayList<Candidate>(results.size());
        for (var result : results) {
            if (result.counts() && result.attributed() && result.date() != null) {
                sorted.add(new Candidate(result, zone));
            }
        }
        if (sorted.size() > 1) {
            sorted.sort(Candidate.NEWEST_FIRST);
        }
        var newest = new ArrayList<Candidate>(2);
        for (var i = 0; i < sorted.size() && newest.size() < 2; i++) {
            if (sorted.get(i).hasValue()) {
                newest.add(sorted.get(i));
            }
        }
        return newest;
    }

    /** A result whose value is understood only if it has to be. */
    private final class Candidate {
        /** Among those of one moment the values decide, because the order of the chart must not. */
        private static final Comparator<Candidate> NEWEST_FIRST = Comparator.comparing((Candidate it) -> it.taken)
                .thenComparing(it -> it.date.precision())
                .thenComparing(it -> it.measurement() instanceof Measurement.Known)
                .thenComparing(it -> it.measurement().asSent())
                .reversed();

        private final Result result;
        private final PartialDate date;
        private final Instant taken;
        private @Nullable Measurement measurement;

        Candidate(Result result, ZoneId zone) {
            this.result = result;
            this.date = Objects.requireNonNull(result.date());
            this.taken = date.instant(zone);
        }

        private Measurement measurement() {
            var known = measurement;
            if (known == null) {
                known = measurements.of(result);
                measurement = known;
            }
            return known;
        }

        boolean hasValue() {
            return !(measurement() instanceof Measurement.NotInterpretable(var why, var sent)
                    && why == Measurement.ValueProblem.NO_VALUE);
        }

        AnalyteValue value(Analyte analyte, @Nullable LabTest test, TestEvaluator.Facts facts) {
            var beside = test == null ? List.<Beside>of() : beside(test, facts);
            return new AnalyteValue(analyte, measurement(), date, result.laboratory(), result.isStatusSent(), beside);
        }

        private List<Beside> beside(LabTest test, TestEvaluator.Facts facts) {
            // Nearly every patient has no context.
            if (facts.contexts().held().isEmpty()) {
                return List.of();
            }
            return Stream.concat(
                            Stream.ofNullable(test.infusion()).map(LabTest.Infusion::context),
                            Stream.ofNullable(test.course()).map(LabTest.Course::context))
                    .flatMap(context -> Stream.ofNullable(beside(context, facts)))
                    .toList();
        }

        /** A treatment that began after the draw says nothing about it; an infusion makes it an old result. */
        private @Nullable Beside beside(String id, TestEvaluator.Facts facts) {
            var context = facts.contexts().find(id);
            var since = facts.contexts().date(id);
            if (context == null || since == null || !since.hasDay()) {
                return null;
            }
            var days = ChronoUnit.DAYS.between(since.day(), date.day());
            return days < 0 && context.given().isEmpty() ? null : new Beside(context, since, days);
        }
    }
}
