package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule behind a card. Contains no data of the chart.
 *
 * @param rule id of the rule: {@code MISSING}, {@code IRON-AD-1}
 * @param about its subject, name and value in turn: {@code test}, {@code B12}
 */
public record RuleTrace(String rule, List<Map.Entry<String, String>> about) {
    private static final Set<String> OFFERING = Set.of("MISSING", "RECHECK", "REFLEX");

    public RuleTrace {
        about = List.copyOf(about);
    }

    /** Rule and subject as one word: {@code MISSING:B12}. */
    public String key() {
        return about.isEmpty() ? rule : rule + ":" + about.getFirst().getValue().replace(' ', '_');
    }

    /** The test that is offered, or null if this offers none. */
    public @Nullable String offered() {
        return OFFERING.contains(rule) ? about.getFirst().getValue() : null;
    }

    static RuleTrace of(String rule, String... about) {
        var members = new ArrayList<Map.Entry<String, String>>(about.length / 2);
        for (var i = 0; i < about.length; i += 2) {
            members.add(Map.entry(about[i], about[i + 1]));
        }
        return new RuleTrace(rule, members);
    }
}
