package org.rlsworkup.knowledge.page;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.CardRules;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.RiskContext.Silence;
import org.rlsworkup.knowledge.rule.RuleSet;

/** Says for the pages of a governance board what the model holds; the template calls these methods. */
record BoardWords(Knowledge knowledge) {

    /** Labels of the contexts that silence this. */
    public String silencing(Silence what) {
        return labels(context -> context.silences().contains(what));
    }

    /** Names of the tests that a context brings back after they were declined, by the labels of the contexts. */
    public Map<String, String> backWith() {
        return knowledge.declined().backWith().entrySet().stream()
                .collect(Collectors.groupingBy(
                        it -> labels(context -> it.getValue().contains(context.id())),
                        LinkedHashMap::new,
                        Collectors.mapping(it -> test(it.getKey()), Collectors.joining(", "))));
    }

    /** The rules whose results earn a card. */
    public List<RuleSet.Rule> thresholds() {
        return knowledge.readings().stream()
                .flatMap(set -> set.rules().stream())
                .filter(rule -> rule.indicator() != null || rule.warningWhen() != null)
                .toList();
    }

    /** The displays of override reasons, by their codes. */
    public String reasons(Collection<String> codes) {
        return knowledge.card().kinds().values().stream()
                .flatMap(kind -> kind.overrideReasons().stream())
                .filter(reason -> codes.contains(reason.code()))
                .map(CardRules.OverrideReason::display)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private String labels(Predicate<RiskContext> chosen) {
        return knowledge.contexts().stream()
                .filter(chosen)
                .map(RiskContext::label)
                .collect(Collectors.joining(", "));
    }

    private String test(String id) {
        return knowledge.tests().stream()
                .filter(test -> test.id().equals(id))
                .map(LabTest::name)
                .findFirst()
                .orElse(id);
    }
}
