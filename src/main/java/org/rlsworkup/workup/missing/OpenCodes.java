package org.rlsworkup.workup.missing;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.workup.missing.TestEvaluator.Facts;
import org.rlsworkup.workup.results.Measurement;
import org.rlsworkup.workup.results.MeasurementReader;
import org.rlsworkup.workup.results.Result;

/** Finds what older results can still matter for, where a chart has only the newest ones. */
public final class OpenCodes {
    /** The newest value is read, and the one before it is shown. */
    private static final int VALUES_READ = 2;

    private final Knowledge knowledge;
    private final TestEvaluator tests;
    private final MeasurementReader measurements;

    public OpenCodes(Knowledge knowledge, TestEvaluator tests) {
        this.knowledge = knowledge;
        this.tests = tests;
        this.measurements = new MeasurementReader(knowledge);
    }

    /**
     * The codes under which a result from before a moment could change what is said: all but those of an analyte whose
     * tests are done, and of which two newer values are in the chart. A result that is read beside that of another analyte
     * may be an older one, so such an analyte stays open.
     *
     * @param facts about a chart that has all results since that moment
     */
    public Set<Code> of(Facts facts, LocalDateTime before) {
        var open = new LinkedHashSet<>(knowledge.observationCodes());
        var settled = new HashSet<String>();
        for (var analyte : knowledge.analytes().values()) {
            if (isSettled(analyte, facts, before)) {
                settled.add(analyte.id());
                open.removeAll(analyte.codes().keySet());
            }
        }
        for (var test : knowledge.tests()) {
            test.panels().keySet().stream()
                    .filter(panel -> isSettled(panel, settled))
                    .forEach(open::remove);
        }
        return open;
    }

    private boolean isSettled(Analyte analyte, Facts facts, LocalDateTime before) {
        var results = facts.results().byAnalyte().getOrDefault(analyte.id(), List.of());
        if (results.stream().filter(it -> isNewer(it, before)).count() < VALUES_READ) {
            return false;
        }
        var its = knowledge.tests().stream()
                .filter(test -> test.measuredBy().contains(analyte.id()) || isPart(analyte, test))
                .toList();
        return !its.isEmpty()
                && its.stream()
                        .allMatch(test -> test.around() == null
                                && test.calculatedFrom().isEmpty()
                                && tests.evaluate(test, facts) instanceof Finding.Done);
    }

    private static boolean isPart(Analyte analyte, LabTest test) {
        return test.calculatedFrom().stream().anyMatch(pair -> pair.contains(analyte.id()));
    }

    private boolean isNewer(Result result, LocalDateTime before) {
        return result.counts()
                && result.attributed()
                && result.date() != null
                && !result.date().earliest().isBefore(before)
                && !(measurements.of(result) instanceof Measurement.NotInterpretable(var why, var sent)
                        && why == Measurement.ValueProblem.NO_VALUE);
    }

    /** Whether a panel holds nothing that is open. */
    private boolean isSettled(Code panel, Set<String> settled) {
        return knowledge.tests().stream()
                .filter(test -> test.panels().containsKey(panel))
                .allMatch(test -> settled.containsAll(test.measuredBy()));
    }
}
