package org.rlsworkup.workup.interpretation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.workup.missing.LookBack;
import org.rlsworkup.workup.missing.TestEvaluator;
import org.rlsworkup.workup.results.Measurement;
import org.rlsworkup.workup.results.MeasurementReader;
import org.rlsworkup.workup.results.Result;
import org.rlsworkup.workup.results.ResultIndex;

/**
 * Of each analyte the newest value that counts within its look-back, and the one before it. A report or panel that came
 * without a value has none to read.
 *
 * @param newest by analyte id
 * @param previous by analyte id, however old
 */
record ValuesOnFile(Map<String, ReadValue> newest, Map<String, ReadValue> previous) {
    private static final ValuesOnFile NONE = new ValuesOnFile(Map.of(), Map.of());

    /** Picks the values of a chart. */
    static final class Picker {
        private final Knowledge knowledge;
        private final MeasurementReader measurements;
        private final Map<String, LabTest> testOf = new HashMap<>();
        private final List<LabTest> calculated;
        private final int longestDays;

        Picker(Knowledge knowledge) {
            this.knowledge = knowledge;
            this.measurements = new MeasurementReader(knowledge);
            this.calculated = knowledge.tests().stream()
                    .filter(test -> !test.calculatedFrom().isEmpty())
                    .toList();
            this.longestDays = knowledge.tests().stream()
                    .mapToInt(LabTest::lookbackDays)
                    .max()
                    .orElse(0);
            knowledge.tests().forEach(test -> test.measuredBy().forEach(analyte -> testOf.putIfAbsent(analyte, test)));
        }

        /** @param missing ids of tests of which no result counts for this patient: none of them is read either */
        ValuesOnFile pick(TestEvaluator.Facts facts, Set<String> missing) {
            if (facts.results().isEmpty()) {
                return NONE;
            }
            var results = byAnalyte(facts.results());
            var newest = new HashMap<String, ReadValue>();
            var previous = new HashMap<String, ReadValue>();
            results.forEach((analyte, own) -> {
                var test = testOf.get(analyte);
                if (test != null && missing.contains(test.id())) {
                    return;
                }
                var values = newestFirst(analyte, own, facts.now().getZone());
                if (!values.isEmpty() && values.get(0).date().within(days(test, facts), facts.now())) {
                    newest.put(analyte, values.get(0));
                    if (values.size() > 1) {
                        previous.put(analyte, values.get(1));
                    }
                }
            });
            return new ValuesOnFile(newest, previous);
        }

        /** How old a value may be; where it is read beside another one, the rules say how far apart they may lie. */
        private int days(@Nullable LabTest test, TestEvaluator.Facts facts) {
            return test == null || test.around() != null
                    ? longestDays
                    : LookBack.inContext(test, facts).days();
        }

        /** Results of each analyte; a calculated one is index under its first part, and belongs to what it is of. */
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

        private static boolean isReadable(Result result) {
            return result.counts() && result.attributed() && result.date() != null;
        }

        /**
         * The two newest that have a value. Only values of one moment are held against each other: most are never read.
         */
        private List<ReadValue> newestFirst(String analyte, List<Result> results, ZoneId zone) {
            var sorted = new ArrayList<Candidate>(results.size());
            for (var result : results) {
                if (isReadable(result)) {
                    sorted.add(new Candidate(result, zone));
                }
            }
            var values = new ArrayList<ReadValue>(2);
            if (sorted.size() > 1) {
                sorted.sort(Candidate.NEWEST_FIRST);
            }
            for (var from = 0; from < sorted.size() && values.size() < 2; ) {
                var to = from + 1;
                while (to < sorted.size() && sorted.get(to).isAsNewAs(sorted.get(from))) {
                    to++;
                }
                var together = sorted.subList(from, to);
                together.sort(Candidate.BEST_FIRST);
                for (var i = 0; i < together.size() && values.size() < 2; i++) {
                    var value = together.get(i).value(knowledge.analyte(analyte));
                    if (value != null) {
                        values.add(value);
                    }
                }
                from = to;
            }
            return values;
        }

        /** A result whose value is understood only if it has to be. */
        private final class Candidate {
            private static final Comparator<Candidate> NEWEST_FIRST = Comparator.comparing((Candidate it) -> it.taken)
                    .thenComparing(it -> it.precision)
                    .reversed();
            /** Of one moment: which stands first in the chart must not decide. */
            private static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(
                            (Candidate it) -> it.measurement() instanceof Measurement.Known)
                    .thenComparing(it -> it.measurement().asSent())
                    .reversed();

            private final Result result;
            private final PartialDate date;
            private final PartialDate.Precision precision;
            private final Instant taken;
            private @Nullable Measurement measurement;

            Candidate(Result result, ZoneId zone) {
                this.result = result;
                this.date = Objects.requireNonNull(result.date());
                this.precision = date.precision();
                this.taken = date.instant(zone);
            }

            boolean isAsNewAs(Candidate other) {
                return taken.equals(other.taken) && precision == other.precision;
            }

            private Measurement measurement() {
                var known = measurement;
                if (known == null) {
                    known = measurements.of(result);
                    measurement = known;
                }
                return known;
            }

            @Nullable
            ReadValue value(Analyte analyte) {
                var isEmpty = measurement() instanceof Measurement.NotInterpretable(var why, var sent)
                        && why == Measurement.ValueProblem.NO_VALUE;
                return isEmpty ? null : new ReadValue(analyte, measurement(), date, result.laboratory());
            }
        }
    }
}
