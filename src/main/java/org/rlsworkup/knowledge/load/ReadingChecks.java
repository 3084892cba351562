package org.rlsworkup.knowledge.load;

import java.util.Set;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.rule.RuleSet;

/** Checks how results are read: for whom rules are, with which rules notes are said, and that every rule can speak. */
final class ReadingChecks {
    private final Knowledge knowledge;
    private final Problems problems;

    ReadingChecks(Knowledge knowledge, Problems problems) {
        this.knowledge = knowledge;
        this.problems = problems;
    }

    void run() {
        Problems.each("readings", knowledge.readings(), (set, at) -> check(set, at + "."));
    }

    private void check(RuleSet set, String path) {
        var populations = set.populations().stream().map(RuleSet.Population::id).collect(Collectors.toSet());
        var reachability = new Reachability(set);
        Problems.each(path + "rules", set.rules(), (rule, at) -> {
            if (populations.isEmpty() && !rule.populations().isEmpty()) {
                problems.check(at + ".for", "names populations, and this reading has none");
            } else if (!populations.isEmpty() && rule.populations().isEmpty()) {
                problems.check(at + ".for", "is missing");
            } else {
                check(rule.populations(), populations, "population of this reading", at + ".for");
            }
            var silence = reachability.silence(rule);
            if (silence != null) {
                problems.check(at + ".when", silence);
            }
        });
        var rules = set.rules().stream().map(RuleSet.Rule::id).collect(Collectors.toSet());
        var what = "rule of this reading";
        Problems.each(path + "notes", set.notes(), (it, at) -> check(it.with(), rules, what, at + ".for"));
        Problems.each(path + "reflexes", set.reflexes(), (it, at) -> check(it.with(), rules, what, at + ".for"));
        Problems.each(path + "incomplete", set.incomplete(), (it, at) -> check(it.with(), rules, what, at + ".for"));
    }

    private void check(Set<String> ids, Set<String> known, String what, String path) {
        Problems.each(path, ids, (id, at) -> {
            if (!known.contains(id)) {
                problems.check(at, "'" + id + "' is no " + what);
            }
        });
    }
}
