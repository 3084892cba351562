package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.workup.Assessment.Assessed;

/** Says in one line what makes which tests higher-yield in a patient, each reason once. */
record HigherYield(CardText text) {
    /** The line; empty if there is no reason. */
    String of(Assessed assessed) {
        var reasons = new LinkedHashMap<List<String>, List<String>>();
        for (var context : assessed.contexts()) {
            var tests = new ArrayList<String>();
            assessed.missing().stream()
                    .filter(it -> it.higherYieldIn().contains(context))
                    .forEach(it -> tests.add(it.test().label()));
            assessed.further().stream()
                    .filter(it -> isOn(it.test(), context))
                    .forEach(it -> tests.add(it.test().label()));
            if (!tests.isEmpty()) {
                reasons.computeIfAbsent(tests, it -> new ArrayList<>()).add(context.label());
            }
        }
        var all = reasons.entrySet().stream()
                .map(it ->
                        text.say(Phrase.HIGHER_YIELD_IN, CardText.names(it.getKey()), String.join(", ", it.getValue())))
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "" : text.say(Phrase.HIGHER_YIELD, all);
    }

    private static boolean isOn(LabTest test, RiskContext context) {
        return test.onIn().contains(context.id()) || context.higherYield().contains(test.id());
    }
}
