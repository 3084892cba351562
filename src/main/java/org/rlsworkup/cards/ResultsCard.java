package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.interpretation.Interpretation.Unclassified;

/**
 * Makes the card of results that mean something for RLS, the gravest first. All words are the knowledge's; values are
 * shown as the laboratory wrote them, escaped.
 */
public final class ResultsCard {
    private final Knowledge knowledge;
    private final ValueFormatter values;

    public ResultsCard(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.values = new ValueFormatter(knowledge);
    }

    /** The card; empty if no result earns one. */
    public Optional<Card> of(Assessed assessed) {
        var all = assessed.results().interpretations();
        var spoken = spoken(all);
        if (spoken.isEmpty()) {
            return Optional.empty();
        }
        var asked = asked(all);
        var isWarning = spoken.get(0).indicator() == Indicator.WARNING
                && !assessed.diagnosis().isTentative();
        return Optional.of(new Card(
                summary(assessed, spoken),
                detail(assessed, spoken, asked),
                isWarning ? Indicator.WARNING : Indicator.INFO,
                asked.stream().map(ResultsCard::suggestion).toList(),
                trace(all, asked)));
    }

    /** A loop, because of most charts there is nothing to say. */
    private static List<Interpretation> spoken(List<Interpretation> all) {
        var spoken = new ArrayList<Interpretation>();
        for (var i = 0; i < all.size(); i++) {
            if (all.get(i).indicator() != null) {
                spoken.add(all.get(i));
            }
        }
        return spoken;
    }

    /** A test that a result asks for. */
    private record Asked(Interpretation.ReflexSuggestion it, String because) {}

    /** Each test once, however many results ask for it. */
    private static List<Asked> asked(List<Interpretation> all) {
        var tests = new HashSet<String>();
        var asked = new ArrayList<Asked>();
        for (var interpretation : all) {
            if (interpretation instanceof Classified classed) {
                classed.reflexes().stream()
                        .filter(it -> tests.add(it.test().test().id()))
                        .forEach(it -> asked.add(new Asked(it, classed.rule())));
            }
        }
        return asked;
    }

    private static Card.Suggestion suggestion(Asked asked) {
        var missing = asked.it().test();
        return new Card.Suggestion(missing.test().id(), missing.orderable(), false);
    }

    private static List<RuleTrace> trace(List<Interpretation> all, List<Asked> asked) {
        var trace = new ArrayList<RuleTrace>();
        for (var it : all) {
            if (it.indicator() != null) {
                trace.add(RuleTrace.of(it.rule(), "test", decisive(it)));
            }
            if (it instanceof Classified classed) {
                classed.notes().forEach(note -> trace.add(RuleTrace.of(note.id(), "because", it.rule())));
            }
        }
        asked.forEach(it ->
                trace.add(RuleTrace.of("REFLEX", "test", it.it().test().test().id(), "because", it.because())));
        return trace;
    }

    /** The analyte whose cut-off was met, else the first. */
    private static String decisive(Interpretation it) {
        return it instanceof Classified classed && !classed.cutoffs().isEmpty()
                ? classed.cutoffs().get(0).analyte()
                : it.values().get(0).analyte().id();
    }

    private String summary(Assessed assessed, List<Interpretation> spoken) {
        var rls = say(assessed.diagnosis().confirmed() ? Phrase.RLS_CHARTED : Phrase.RLS_POSSIBLE);
        var headline =
                switch (spoken.get(0)) {
                    case Classified it ->
                        say(
                                Phrase.RESULTS_SUMMARY,
                                Map.of(
                                        "rls",
                                        rls,
                                        "values",
                                        values.brief(it),
                                        "reading",
                                        it.by().summary()));
                    case Interpretation.Unremarkable it ->
                        throw new IllegalStateException("what is quiet makes no card");
                    case Unclassified it ->
                        say(
                                Phrase.RESULTS_SUMMARY_UNCLASSED,
                                Map.of("rls", rls, "name", it.value().analyte().name()));
                };
        var more = spoken.size() == 1 ? "" : say(Phrase.RESULTS_MORE, Map.of("count", "" + (spoken.size() - 1)));
        return Card.fitting(headline, more);
    }

    private String detail(Assessed assessed, List<Interpretation> spoken, List<Asked> asked) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(say(Phrase.RESULTS_INTRODUCTION));
        for (var treatment : assessed.treatments()) {
            var words = Map.of(
                    "name", treatment.context().label(),
                    "date", treatment.since().written());
            paragraphs.add(say(Phrase.TREATMENT, words));
        }
        for (var it : spoken) {
            if (it instanceof Classified classed) {
                reading(classed, asked, paragraphs);
            }
        }
        var unclassed = spoken.stream()
                .filter(Unclassified.class::isInstance)
                .map(it -> "- " + values.sentence((Unclassified) it))
                .collect(Collectors.joining("\n"));
        if (!unclassed.isEmpty()) {
            paragraphs.add("### " + say(Phrase.HEADING_UNCLASSED));
            paragraphs.add(unclassed);
        }
        others(assessed.results().interpretations(), asked, paragraphs);
        paragraphs.add("---");
        paragraphs.add(say(Phrase.FOOTER));
        return String.join("\n\n", paragraphs);
    }

    private void reading(Classified it, List<Asked> asked, List<String> paragraphs) {
        paragraphs.add("### "
                + say(
                        Phrase.HEADING_READING,
                        Map.of("name", it.set().name(), "reading", it.by().summary())));
        paragraphs.add(it.values().stream()
                .map(value -> "- " + values.full(value, it.cutoffs()))
                .collect(Collectors.joining("\n")));
        paragraphs.add(say(
                Phrase.READING,
                Map.of(
                        "says", it.by().says(),
                        "strength", ValueFormatter.capitalised(it.by().strength()),
                        "sources", it.by().sources())));
        var lines = lines(it, asked);
        if (!lines.isEmpty()) {
            paragraphs.add(String.join("\n", lines));
        }
    }

    private List<String> lines(Classified it, List<Asked> asked) {
        var lines = new ArrayList<String>();
        it.notes().stream().map(RuleSet.Note::says).forEach(says -> lines.add("- " + says));
        if (!it.by().changes().isEmpty()) {
            lines.add(
                    "- " + say(Phrase.READING_CHANGES, Map.of("changes", it.by().changes())));
        }
        it.previous()
                .forEach(value -> lines.add("- " + say(Phrase.READING_BEFORE, Map.of("value", values.listed(value)))));
        asked.stream()
                .filter(ask -> ask.because().equals(it.rule()))
                .forEach(ask -> lines.add("- "
                        + say(
                                Phrase.READING_REFLEX,
                                Map.of(
                                        "name", ask.it().test().orderable().name(),
                                        "why", ask.it().reflex().says()))));
        return lines;
    }

    /** What earns no card of its own is listed where there is one. */
    private void others(List<Interpretation> all, List<Asked> asked, List<String> paragraphs) {
        var lines = new ArrayList<String>();
        for (var it : all) {
            if (it.indicator() == null) {
                var listed = it.values().stream().map(values::listed).collect(Collectors.joining(", "));
                if (it instanceof Classified classed) {
                    lines.add("- "
                            + say(
                                    Phrase.OTHER_RESULT,
                                    Map.of(
                                            "values",
                                            listed,
                                            "reading",
                                            classed.by().summary())));
                    lines(classed, asked).stream().map(line -> "  " + line).forEach(lines::add);
                } else {
                    lines.add("- " + listed);
                }
            }
        }
        if (!lines.isEmpty()) {
            paragraphs.add("### " + say(Phrase.HEADING_OTHER_RESULTS));
            paragraphs.add(String.join("\n", lines));
        }
    }

    private String say(Phrase phrase, Map<String, String> values) {
        return knowledge.say(phrase, values);
    }

    private String say(Phrase phrase) {
        return knowledge.say(phrase);
    }
}
