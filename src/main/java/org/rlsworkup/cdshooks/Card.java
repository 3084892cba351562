package org.rlsworkup.cdshooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rlsworkup.workup.Indicator;
import org.rlsworkup.workup.LabTest;

/**
 * What one card says, before it is written as JSON.
 *
 * @param summary at most {@value #LONGEST_SUMMARY} characters
 * @param detail GitHub Flavored Markdown; what comes from the chart is escaped already
 * @param suggestions orders that are offered, the first first
 * @param trace which rules spoke, for audit and feedback
 */
record Card(String summary, String detail, Indicator indicator, List<Suggestion> suggestions, List<Trace> trace) {
    static final int LONGEST_SUMMARY = 139;

    Card {
        if (summary.length() > LONGEST_SUMMARY) {
            throw new IllegalArgumentException("a summary of " + summary.length() + " characters");
        }
        suggestions = List.copyOf(suggestions);
        trace = List.copyOf(trace);
    }

    /** A summary of a headline that must be said and an addition that is said if there is room. */
    static String fitting(String headline, String addition) {
        if (headline.length() + addition.length() <= LONGEST_SUMMARY) {
            return headline + addition;
        }
        return headline.length() <= LONGEST_SUMMARY ? headline : headline.substring(0, LONGEST_SUMMARY - 1) + "…";
    }

    /**
     * A draft order that is offered.
     *
     * @param test id of the test it is for, of which a card offers each at most once
     */
    record Suggestion(String test, LabTest.Orderable orderable, boolean recommended) {}

    /**
     * One rule that spoke.
     *
     * @param rule id of the specification: {@code MISSING}, {@code IRON-AD-1}
     * @param about what it spoke about, name and value in turn: {@code test}, {@code B12}
     */
    record Trace(String rule, List<Map.Entry<String, String>> about) {
        Trace {
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

    @Override
    public String toString() {
        return "Card[indicator=" + indicator + ", trace=" + trace + "]";
    }
}
