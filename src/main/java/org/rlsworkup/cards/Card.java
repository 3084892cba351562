package org.rlsworkup.cards;

import java.util.List;
import java.util.Set;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.rule.Indicator;

/**
 * What one card says, before it is written as JSON.
 *
 * @param summary at most {@value #LONGEST_SUMMARY} characters
 * @param detail GitHub Flavored Markdown; what comes from the chart is escaped already
 * @param suggestions orders that are offered, the first first
 * @param trace the rules behind it, for audit and feedback
 * @param told what an answer to it is about, other than tests
 */
public record Card(
        CardKind kind,
        String summary,
        String detail,
        Indicator indicator,
        List<Suggestion> suggestions,
        List<RuleTrace> trace,
        List<Told> told) {
    static final int LONGEST_SUMMARY = 139;
    private static final String FOOTER = "\n---\n";

    public Card {
        if (summary.length() > LONGEST_SUMMARY) {
            throw new IllegalArgumentException("a summary of " + summary.length() + " characters");
        }
        suggestions = List.copyOf(suggestions);
        trace = List.copyOf(trace);
        told = List.copyOf(told);
    }

    /** The words of the detail without the footer, which stands below a rule: what holds a letter or a digit. */
    public int words() {
        var footer = detail.lastIndexOf(FOOTER);
        var words = 0;
        var isInWord = false;
        for (var i = 0; i < (footer < 0 ? detail.length() : footer); i++) {
            var character = detail.charAt(i);
            if (Character.isWhitespace(character)) {
                isInWord = false;
            } else if (!isInWord && Character.isLetterOrDigit(character)) {
                isInWord = true;
                words++;
            }
        }
        return words;
    }

    /** A summary of a headline, and of an addition if there is room for it. */
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
    public record Suggestion(String test, LabTest.Orderable orderable, boolean recommended) {}

    /**
     * A finding that a clinician can decline.
     *
     * @param name as {@link CardOverride#findings} has it
     * @param restsOn the results, or the draft orders of a drug: data of the chart, not to be logged or stored
     */
    public record Told(String name, Set<String> restsOn) {
        public Told {
            restsOn = Set.copyOf(restsOn);
        }

        @Override
        public String toString() {
            return "Told[name=" + name + "]";
        }
    }

    @Override
    public String toString() {
        return "Card[kind=" + kind + ", indicator=" + indicator + ", trace=" + trace + "]";
    }
}
