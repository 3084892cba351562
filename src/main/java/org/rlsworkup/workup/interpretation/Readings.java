package org.rlsworkup.workup.interpretation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext.Silence;
import org.rlsworkup.workup.missing.Finding;
import org.rlsworkup.workup.missing.TestEvaluator;

/**
 * Reads the results on file of one patient: picks the values and lets the rules speak, unless a context silences them.
 */
public final class Readings {
    private final TestEvaluator tests;
    private final ValuesOnFile.Picker picker;
    private final Interpreter interpreter;

    public Readings(Knowledge knowledge, TestEvaluator tests) {
        this.tests = tests;
        this.picker = new ValuesOnFile.Picker(knowledge);
        this.interpreter = new Interpreter(knowledge);
    }

    public Interpretation.Summary read(List<Finding> findings, TestEvaluator.Facts facts) {
        if (facts.contexts().silencing(Silence.RESULTS) != null) {
            return Interpretation.Summary.NOTHING;
        }
        var missing = missing(findings);
        var values = picker.pick(facts, missing);
        if (values.newest().isEmpty()) {
            return Interpretation.Summary.NOTHING;
        }
        var patient = facts.chart().patient();
        var circumstances = new Circumstances(
                values.newest(),
                facts.contexts(),
                facts.age(),
                patient == null ? null : patient.sex(),
                missing,
                new HashSet<>());
        return interpreter.interpret(new Interpreter.Patient(
                circumstances, values.previous(), test -> judgeAsked(test, facts, values.newest())));
    }

    private static Set<String> missing(List<Finding> findings) {
        var missing = new HashSet<String>();
        for (var finding : findings) {
            if (finding instanceof Finding.Missing) {
                missing.add(finding.test().id());
            }
        }
        return missing;
    }

    /** Judges a test that a result asks for, beside the result it belongs to if there is one. */
    private Finding judgeAsked(LabTest test, TestEvaluator.Facts facts, Map<String, ReadValue> values) {
        var around = test.around() == null ? null : values.get(test.around());
        return around == null ? tests.evaluate(test, facts) : tests.evaluate(test, facts, around.date());
    }
}
