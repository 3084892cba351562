package org.rlsworkup.workup.interpretation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.RiskContext.Silence;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.missing.Finding;
import org.rlsworkup.workup.missing.TestEvaluator;

/** Interprets the results on file of one patient by the rules of the knowledge, unless a context rules that out. */
public final class ResultInterpreter {
    private final TestEvaluator tests;
    private final ValueSelector selector;
    private final List<RuleSet> sets;
    private final Map<String, LabTest> testById = new HashMap<>();
    private final Set<String> coreAnalytes = new HashSet<>();

    public ResultInterpreter(Knowledge knowledge, TestEvaluator tests) {
        this.tests = tests;
        this.selector = new ValueSelector(knowledge);
        this.sets = knowledge.readings();
        knowledge.tests().forEach(test -> testById.put(test.id(), test));
        knowledge.tests(Tier.CORE).forEach(test -> coreAnalytes.addAll(test.measuredBy()));
    }

    /**
     * Interprets the results on file.
     *
     * @param findings about the tests of the workup: values of those that are missing are not interpreted
     */
    public Interpretation.Summary interpret(List<Finding> findings, TestEvaluator.Facts facts) {
        if (facts.contexts().silencing(Silence.RESULTS) != null) {
            return Interpretation.Summary.NOTHING;
        }
        var missing = new HashSet<String>();
        var unread = new HashSet<String>();
        for (var finding : findings) {
            if (finding instanceof Finding.Missing) {
                missing.add(finding.test().id());
            } else if (!(finding instanceof Finding.Done) && tests.isRecheckDue(finding.test(), facts)) {
                unread.add(finding.test().id());
            }
        }
        unread.addAll(missing);
        var values = selector.select(facts, unread);
        if (values.newest().isEmpty()) {
            return Interpretation.Summary.NOTHING;
        }
        var patient = facts.chart().patient();
        var criteria = new CriterionEvaluator(
                values.newest(),
                facts.contexts(),
                facts.age(),
                patient == null ? null : patient.sex(),
                missing,
                new HashSet<>());
        return new RuleSetEvaluator(
                        criteria, values.previous(), coreAnalytes, id -> reflexTest(id, facts, values.newest()))
                .evaluate(sets)
                .heeding(facts.declines());
    }

    /** What is found about a test that a result asks for, beside the result it belongs to if there is one. */
    private Finding reflexTest(String id, TestEvaluator.Facts facts, Map<String, AnalyteValue> values) {
        var test = testById.get(id);
        if (test == null) {
            throw new IllegalArgumentException("unknown test " + id);
        }
        var around = test.around() == null ? null : values.get(test.around());
        return around == null ? tests.evaluate(test, facts) : tests.evaluate(test, facts, around.date());
    }
}
