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
        for (var i = 0; i < knowledge.readings().size(); i++) {
            check(knowledge.readings().get(i), "readings[" + i + "].");
        }
    }

    private void check(RuleSet set, String path) {
        var populations = set.populations().stream().map(RuleSet.Population::id).collect(Collectors.toSet());
        var reachability = new Reachability(set);
        for (var i = 0; i < set.rules().size(); i++) {
            var rule = set.rules().get(i);
            var at = path + "rules[" + i + "].";
            if (populations.isEmpty() && !rule.populations().isEmpty()) {
                problems.check(at + "for", "names populations, and this reading has none");
            } else if (!populations.isEmpty() && rule.populations().isEmpty()) {
                problems.check(at + "for", "is missing");
            } else {
                check(rule.populations(), populations, "population of this reading", at + "for");
            }
            var silence = reachability.silence(rule);
            if (silence != null) {
                problems.check(at + "when", silence);
            }
        }
        var rules = set.rules().stream().map(RuleSet.Rule::id).collect(Collectors.toSet());
        for (var i = 0; i < set.notes().size(); i++) {
            check(set.notes().get(i).with(), rules, "rule of this reading", path + "notes[" + i + "].for");
        }
        for (var i = 0; i < set.reflexes().size(); i++) {
            check(set.reflexes().get(i).with(), rules, "rule of this reading", path + "reflexes[" + i + "].for");
        }
        for (var i = 0; i < set.incomplete().size(); i++) {
            check(set.incomplete().get(i).with(), rules, "rule of this reading", path + "incomplete[" + i + "].for");
        }
    }

    private void check(Set<String> ids, Set<String> known, String what, String path) {
        var i = 0;
        for (var id : ids) {
            if (!known.contains(id)) {
                problems.check(path + "[" + i + "]", "'" + id + "' is no " + what);
            }
            i++;
        }
    }
}
