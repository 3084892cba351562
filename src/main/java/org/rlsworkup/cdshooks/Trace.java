package org.rlsworkup.cdshooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One rule that spoke on a card. Holds nothing of the chart.
 *
 * @param rule id of the rule: {@code MISSING}, {@code IRON-AD-1}
 * @param about what it spoke about, name and value in turn: {@code test}, {@code B12}
 */
public record Trace(String rule, List<Map.Entry<String, String>> about) {
    public Trace {
        about = List.copyOf(about);
    }

    static Trace of(String rule, String... about) {
        var members = new ArrayList<Map.Entry<String, String>>(about.length / 2);
        for (var i = 0; i < about.length; i += 2) {
            members.add(Map.entry(about[i], about[i + 1]));
        }
        return new Trace(rule, members);
    }
}
