package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    ResultsCard(Knowledge knowledge) {
        this.text = new CardText(knowledge);
        this.values = new ValueFormatter(knowledge);
    }

    /** The card; empty if no result earns one. */
    Optional<Card> of(Assessed assessed, DataCoverage coverage) {
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
                detail(assessed, earning, reflexes, coverage),
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

    private String summary(Assessed assessed, List<Interpretation> earning) {
        var rls = text.rls(assessed.diagnosis());
        var headline =
                switch (earning.get(0)) {
                    case Classified it ->
                        text.say(
                                Phrase.RESULTS_SUMMARY,
                                rls,
                                values.brief(it),
                                it.by().summary());
                    case Unclassified it ->
                        text.say(
                                Phrase.RESULTS_SUMMARY_UNCLASSED,
                                rls,
                                it.value().analyte().name());
                    case Interpretation.Unremarkable it ->
                        throw new IllegalStateException("an unremarkable result earns no card");
                };
        return Card.fitting(headline, earning.size() == 1 ? "" : text.say(Phrase.RESULTS_MORE, earning.size() - 1));
    }

    private String detail(
            Assessed assessed, List<Interpretation> earning, List<ReflexSuggestion> reflexes, DataCoverage coverage) {
        var results = assessed.results();
        var paragraphs = text.paragraphs().say(Phrase.RESULTS_INTRODUCTION).treatments(assessed);
        var unclassified = new ArrayList<String>();
        for (var it : earning) {
            if (it instanceof Classified classified) {
                addReading(classified, reflexes, results.returned().get(it.finding()), paragraphs);
            } else if (it instanceof Unclassified one) {
                unclassified.add(text.sentences()
                        .add(values.sentence(one))
                        .add(declinedBefore(results.returned().get(it.finding())))
                        .join());
            }
        }
        return paragraphs
                .section(text.say(Phrase.HEADING_UNCLASSED), unclassified.stream())
                .section(text.say(Phrase.HEADING_OTHER_RESULTS), others(results, reflexes).stream())
                .quietMedicines(assessed.advice())
                .add(disturbed(assessed))
                .add("---")
                .add(text.sentences()
                        .sayIf(!coverage.declinesKnown(), Phrase.DECLINES_UNREAD)
                        .say(Phrase.FOOTER)
                        .join())
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
                    .map(Analyte::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            sentences.sayIf(!names.isEmpty(), Phrase.DISTURBED, context.label(), names);
        }
        return sentences.join();
    }

    private void addReading(
            Classified it, List<ReflexSuggestion> reflexes, @Nullable Decline declined, CardText.Builder paragraphs) {
        var rule = it.by();
        paragraphs
                .section(
                        text.say(Phrase.HEADING_READING, it.set().name(), rule.summary()),
                        it.values().stream().map(value -> values.full(value, it.cutoffs())))
                .add(reading(rule))
                .add(declinedBefore(declined))
                .add(CardText.list(details(it, reflexes).stream()));
    }

    /** Why a finding is shown again, if it was declined before. */
    private @Nullable String declinedBefore(@Nullable Decline declined) {
        return declined == null
                ? null
                : text.say(declined.newer() ? Phrase.DECLINED_NEWER : Phrase.DECLINED_BEFORE, declined.on());
    }

    /** The strength of the finding and that of its link to RLS are two. */
    private String reading(RuleSet.Rule rule) {
        var strength = ValueFormatter.capitalised(rule.strength().written());
        var sources = text.knowledge().cite(rule.citations());
        if (rule.unverified()) {
            sources += "; " + text.say(Phrase.SOURCE_NOT_READ);
        }
        return rule.link() == null
                ? text.say(Phrase.READING, rule.says(), strength, sources)
                : text.say(
                        Phrase.READING_LINK,
                        rule.says(),
                        strength,
                        sources,
                        rule.link().written());
    }

    private List<String> details(Classified it, List<ReflexSuggestion> reflexes) {
        var details = new ArrayList<String>();
        it.notes().forEach(note -> details.add(note.says()));
        if (!it.by().changes().isEmpty()) {
            details.add(text.say(Phrase.READING_CHANGES, it.by().changes()));
        }
        it.previous().forEach(value -> details.add(text.say(Phrase.READING_BEFORE, values.listed(value))));
        for (var reflex : reflexes) {
            if (reflex.because().equals(it.rule())) {
                var name = reflex.test().orderable().name();
                details.add(
                        text.say(Phrase.READING_REFLEX, name, reflex.reflex().says()));
            }
        }
        return details;
    }

    /** Findings without a card of their own are listed on an existing card. */
    private List<String> others(Interpretation.Summary results, List<ReflexSuggestion> reflexes) {
        var items = new ArrayList<String>();
        for (var silenced : results.silenced()) {
            items.add(text.say(
                    Phrase.OTHER_RESULT, listed(silenced.interpretation()), text.say(Phrase.DECLINED, silenced.day())));
        }
        items.addAll(others(results.interpretations(), reflexes));
        return items;
    }

    /** Of these interpretations, those without a card of their own. */
    List<String> others(List<Interpretation> all, List<ReflexSuggestion> reflexes) {
        var items = new ArrayList<String>();
        for (var it : all) {
            if (it.indicator() != null) {
                continue;
            }
            var listed = listed(it);
            if (it instanceof Classified classified) {
                var item = new StringBuilder(
                        text.say(Phrase.OTHER_RESULT, listed, classified.by().summary()));
                details(classified, reflexes)
                        .forEach(detail -> item.append("\n  - ").append(detail));
                items.add(item.toString());
            } else {
                items.add(it instanceof Unclassified unclassified ? values.sentence(unclassified) : listed);
            }
        }
        return items;
    }

    private String listed(Interpretation it) {
        return it.values().stream().map(values::listed).collect(Collectors.joining(", "));
    }
}
