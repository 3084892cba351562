package org.rlsworkup.workup.interpretation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.missing.TestEvaluator;
import org.rlsworkup.workup.results.Measurement;
import org.rlsworkup.workup.results.MeasurementReader;
import org.rlsworkup.workup.results.Result;

/** Tells whether a result, read by itself, is in the class "in range". */
public final class InRange {
    private final MeasurementReader measurements;
    private final Map<String, RuleSet> setOf = new HashMap<>();

    public InRange(Knowledge knowledge) {
        this.measurements = new MeasurementReader(knowledge);
        knowledge.readings().forEach(set -> set.analytes().forEach(analyte -> setOf.putIfAbsent(analyte, set)));
    }

    /** False for a value that cannot be read, or that is nobody's for sure. */
    public boolean holds(Result result, TestEvaluator.Facts facts) {
        var date = result.date();
        if (!result.attributed() || date == null || !(measurements.of(result) instanceof Measurement.Known known)) {
            return false;
        }
        var analyte = known.analyte();
        var set = setOf.get(analyte.id());
        var patient = facts.chart().patient();
        var value = new AnalyteValue(analyte, known, date, null, true, List.of());
        var criteria = new CriterionEvaluator(
                Map.of(analyte.id(), value),
                facts.contexts(),
                facts.age(),
                patient == null ? null : patient.sex(),
                Set.of(),
                new HashSet<>());
        return set != null && RuleSetEvaluator.isInRange(set, criteria);
    }
}
