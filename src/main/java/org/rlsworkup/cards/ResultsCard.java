package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.diagnosis.CardOverrides.Decline;
import org.rlsworkup.workup.interpretation.AnalyteValue;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.interpretation.Interpretation.ReflexSuggestion;
import org.rlsworkup.workup.interpretation.Interpretation.Unclassified;

/** Makes the card of results that matter for RLS, the gravest first. Values are shown as the laboratory wrote them. */
final class ResultsCard {
    private final CardText text;
    private final ValueFormatter values;
    private final Footer footer;

    ResultsCard(Knowledge knowledge) {
        this.text = new CardText(knowledge);
        this.values = new ValueFormatter(knowledge);
        this.footer = new Footer(knowledge);
    }

    /** The card; empty if no result earns one. */
    Optional<Card> of(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
        var all = assessed.results().interpretations();
        var earning = earning(all);
        if (earning.isEmpty()) {
            return Optional.empty();
        }
        var reflexes = reflexes(all);
        var isWarning = earning.get(0).indicator() == Indicator.WARNING
                && !assessed.diagnosis().isTentative();
        return Optional.of(new Card(
                CardKind.RESULTS,
                summary(assessed, earning),
                text.paragraphs()
                        .add(body(assessed, earning, reflexes))
                        .add("---")
                        .add(footer.ofResults(
                                coverage,
                                assessed.unread(),
                                assessed.medicines().unnamed(),
                                now))
                        .join(),
                isWarning ? Indicator.WARNING : Indicator.INFO,
                reflexes.stream().map(ResultsCard::suggestion).toList(),
                trace(all, reflexes),
                earning.stream()
                        .map(it -> new Card.Told(it.finding(), Set.of(it.restsOn())))
                        .toList()));
    }

    /** Whether a result earns this card. */
    static boolean isEarned(Assessed assessed) {
        return !earning(assessed.results().interpretations()).isEmpty();
    }

    /** The interpretations that earn a card. A loop, because most charts have none. */
    private static List<Interpretation> earning(List<Interpretation> all) {
        var earning = new ArrayList<Interpretation>();
        for (var i = 0; i < all.size(); i++) {
            if (all.get(i).indicator() != null) {
                earning.add(all.get(i));
            }
        }
        return earning;
    }

    /** Each test once, however many results ask for it. */
    static List<ReflexSuggestion> reflexes(List<Interpretation> all) {
        var tests = new HashSet<String>();
        return all.stream()
                .flatMap(it -> it.reflexes().stream())
                .filter(it -> tests.add(it.test().test().id()))
                .toList();
    }

    static Card.Suggestion suggestion(ReflexSuggestion reflex) {
        var missing = reflex.test();
        return new Card.Suggestion(missing.test().id(), missing.orderable(), false);
    }

    static List<RuleTrace> trace(List<Interpretation> all, List<ReflexSuggestion> reflexes) {
        var trace = new ArrayList<RuleTrace>();
        for (var it : all) {
            if (it.isTraced()) {
                trace.add(RuleTrace.of(it.rule(), "test", decisive(it)));
            }
            it.notes().forEach(note -> trace.add(RuleTrace.of(note.id(), "because", it.rule())));
        }
        reflexes.forEach(
                it -> trace.add(RuleTrace.of("REFLEX", "test", it.test().test().id(), "because", it.because())));
        return trace;
    }

    /** The analyte whose cut-off was met, else the first. */
    private static String decisive(Interpretation it) {
        return it instanceof Classified classified && !classified.cutoffs().isEmpty()
                ? classified.cutoffs().get(0).analyte()
                : it.values().get(0).analyte().id();
    }

    /** What and the number first; of further findings, each by the name of what was measured. */
    private String summary(Assessed assessed, List<Interpretation> earning) {
        var rls = text.rls(assessed.diagnosis());
        var headline =
                switch (earning.get(0)) {
                    case Classified it ->
                        text.say(
                                Phrase.RESULTS_SUMMARY,
                                rls,
                                values.brief(it),
                                it.by().summary() + values.thresholds(it));
                    case Unclassified it ->
                        text.say(
                                Phrase.RESULTS_SUMMARY_UNCLASSED,
                                rls,
                                it.value().analyte().label());
                    case Interpretation.Unremarkable it ->
                        throw new IllegalStateException("an unremarkable result earns no card");
                };
        var others = earning.stream()
                .skip(1)
                .map(it -> it.values().get(0).analyte().label())
                .distinct()
                .toList();
        return Card.fitting(headline, others.isEmpty() ? "" : text.say(Phrase.RESULTS_MORE, CardText.names(others)));
    }

    private String body(Assessed assessed, List<Interpretation> earning, List<ReflexSuggestion> reflexes) {
        var results = assessed.results();
        return text.paragraphs()
                .add(CardText.list(earning.stream()
                        .map(it -> finding(it, results.returned().get(it.finding())))))
                .add(text.sentences()
                        .sayIf(assessed.diagnosis().byTextOnly(), Phrase.MATCHED_BY_TEXT)
                        .factors(assessed)
                        .treatments(assessed)
                        .quietMedicines(assessed.advice())
                        .add(disturbed(assessed))
                        .join())
                .add(offered(reflexes))
                .add(others(assessed, results.interpretations()))
                .join();
    }

    /** What the patient takes that can make a value on this card false. */
    private String disturbed(Assessed assessed) {
        var sentences = text.sentences();
        for (var context : assessed.contexts()) {
            var names = assessed.results().interpretations().stream()
                    .flatMap(it -> it.values().stream())
                    .map(AnalyteValue::analyte)
                    .filter(analyte -> context.disturbs().contains(analyte.id()))
                    .map(Analyte::label)
                    .distinct()
                    .collect(Collectors.joining(", "));
            sentences.sayIf(!names.isEmpty(), Phrase.DISTURBED, context.label(), names);
        }
        return sentences.join();
    }

    /** The tests that results ask for, in one line. */
    String offered(List<ReflexSuggestion> reflexes) {
        var offered = reflexes.stream()
                .map(it -> text.say(
                        Phrase.READING_REFLEX,
                        it.test().orderable().label(),
                        it.reflex().says()))
                .collect(Collectors.joining("; "));
        return offered.isEmpty() ? "" : text.say(Phrase.OFFERED, offered);
    }

    /**
     * In one line, what was declined and, of these interpretations, those without a card of their own, and what would
     * mislead about them.
     */
    String others(Assessed assessed, List<Interpretation> all) {
        var items = new ArrayList<String>();
        for (var it : assessed.results().silenced()) {
            items.add(listed(it.interpretation()) + ": " + text.say(Phrase.DECLINED, it.day()));
        }
        var notes = text.sentences();
        for (var it : all) {
            if (it.indicator() == null) {
                items.add(other(it));
                if (it instanceof Classified classified) {
                    classified.clauses().forEach(notes::add);
                }
                it.notes().forEach(note -> notes.add(note(note)));
            }
        }
        return text.sentences()
                .sayIf(!items.isEmpty(), Phrase.OTHER_RESULTS, String.join("; ", items))
                .add(notes.join())
                .join();
    }

    private String finding(Interpretation it, @Nullable Decline declined) {
        var again = declined == null
                ? null
                : text.say(declined.newer() ? Phrase.DECLINED_NEWER : Phrase.DECLINED_BEFORE, declined.on());
        if (!(it instanceof Classified classified)) {
            return text.sentences()
                    .add(it instanceof Unclassified one ? values.sentence(one) + "." : null)
                    .add(again)
                    .join();
        }
        var rule = classified.by();
        var read = text.say(
                Phrase.READING,
                classified.values().stream()
                        .map(value -> values.full(value, classified.cutoffs()))
                        .collect(Collectors.joining(", ")),
                says(classified),
                strength(rule));
        var details = new ArrayList<String>();
        classified.notes().forEach(note -> details.add(note(note)));
        classified.previous().forEach(value -> details.add(text.say(Phrase.READING_BEFORE, values.listed(value))));
        return text.sentences().add(read).add(again).join()
                + details.stream().map(detail -> "\n  - " + detail).collect(Collectors.joining());
    }

    private static String says(Classified it) {
        return Stream.concat(Stream.of(it.by().says()), it.clauses().stream()).collect(Collectors.joining(" "));
    }

    /** How sure the reading is and, if it is not about RLS, how sure its link to RLS. */
    private String strength(RuleSet.Rule rule) {
        var strength = ValueFormatter.capitalised(rule.strength().written());
        if (rule.link() != null) {
            strength = text.say(Phrase.STRENGTHS, strength, rule.link().written());
        }
        return rule.unverified() ? text.say(Phrase.NOT_READ_IN_FULL, strength) : strength;
    }

    private String note(RuleSet.Note note) {
        return text.sentences()
                .add(note.says())
                .sayIf(note.unverified(), Phrase.NOTE_NOT_READ_IN_FULL)
                .join();
    }

    /** A finding without a card of its own, listed on an existing card. */
    private String other(Interpretation it) {
        return switch (it) {
            case Classified classified ->
                text.say(Phrase.OTHER_RESULT, listed(it), classified.by().summary());
            case Unclassified unclassified -> values.sentence(unclassified);
            case Interpretation.Unremarkable unremarkable -> listed(it);
        };
    }

    private String listed(Interpretation it) {
        return it.values().stream().map(values::listed).collect(Collectors.joining(", "));
    }
}
