package org.rlsworkup.cards;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.diagnosis.Diagnosis;

/** What the texts of all cards have in common; the words are the knowledge's. */
record CardText(Knowledge knowledge) {

    String say(Phrase phrase, Map<String, String> values) {
        return knowledge.say(phrase, values);
    }

    String say(Phrase phrase) {
        return knowledge.say(phrase);
    }

    String rls(Diagnosis diagnosis) {
        return say(diagnosis.confirmed() ? Phrase.RLS_CHARTED : Phrase.RLS_POSSIBLE);
    }

    String treatment(Assessed.Treatment treatment) {
        return say(
                Phrase.TREATMENT,
                Map.of(
                        "name",
                        treatment.context().label(),
                        "date",
                        treatment.since().written()));
    }

    /** A summary with as many names as fit, the others counted. */
    String summary(List<String> names, UnaryOperator<String> summary) {
        for (var shown = names.size(); shown > 0; shown--) {
            var named = String.join(", ", names.subList(0, shown));
            var count = names.size() - shown;
            var text = summary.apply(
                    count == 0 ? named : say(Phrase.SUMMARY_MORE, Map.of("tests", named, "count", "" + count)));
            if (text.length() <= Card.LONGEST_SUMMARY) {
                return text;
            }
        }
        throw new IllegalStateException("the summary does not fit with even one name");
    }

    /** Adds a heading and a list, unless the list is empty. */
    static void addSection(List<String> paragraphs, String heading, Collection<String> items) {
        if (!items.isEmpty()) {
            paragraphs.add("### " + heading);
            paragraphs.add(list(items));
        }
    }

    static String list(Collection<String> items) {
        return items.stream().map(item -> "- " + item).collect(Collectors.joining("\n"));
    }
}
