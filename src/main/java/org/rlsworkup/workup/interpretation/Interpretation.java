package org.rlsworkup.workup.interpretation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.knowledge.UnclassedReason;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.diagnosis.CardOverrides;
import org.rlsworkup.workup.diagnosis.CardOverrides.Decline;
import org.rlsworkup.workup.missing.Finding;

/** What results on file mean, by the rules of the knowledge. */
public sealed interface Interpretation {

    /** Id of the rule, for the trace. */
    String rule();

    /** What an answer to its card is about: the rule, with the analyte where one rule can speak of several. */
    default String finding() {
        return rule();
    }

    /** The results it rests on, as one text that differs as soon as one of them is newer or corrected. */
    default String restsOn() {
        return values().stream()
                .map(it -> it.analyte().id() + " " + it.date().written() + " "
                        + it.measurement().asSent())
                .collect(Collectors.joining("; "));
    }

    /** Of the card this earns, or null if it earns none. */
    @Nullable
    Indicator indicator();

    /** Whether it says something, though it earns no card: it is told on one that is earned otherwise. */
    default boolean isQuiet() {
        return indicator() == null;
    }

    /** Whether it stands in the trace of the card that tells it. */
    default boolean isTraced() {
        return indicator() != null || isQuiet();
    }

    /** In the order of the rule set; never empty. */
    List<AnalyteValue> values();

    /** What adds to the reading; empty if no result of the chart leads to a card. */
    default List<RuleSet.Note> notes() {
        return List.of();
    }

    /** The tests it asks for; empty if no result of the chart leads to a card. */
    default List<ReflexSuggestion> reflexes() {
        return List.of();
    }

    /**
     * A rule applies. The last five are empty if nothing in the chart leads to a card.
     *
     * @param by the rule, with what it says in the circumstances of the patient
     * @param clauses sentences that the circumstances of the patient add
     * @param cutoffs that were met, if it stands in a trace
     * @param previous older values of the same analytes for which it did not fire
     */
    record Classified(
            RuleSet.Rule by,
            RuleSet set,
            @Nullable Indicator indicator,
            List<AnalyteValue> values,
            List<String> clauses,
            List<Cutoff> cutoffs,
            List<RuleSet.Note> notes,
            List<ReflexSuggestion> reflexes,
            List<AnalyteValue> previous)
            implements Interpretation {
        public Classified {
            values = List.copyOf(values);
            clauses = List.copyOf(clauses);
            cutoffs = List.copyOf(cutoffs);
            notes = List.copyOf(notes);
            reflexes = List.copyOf(reflexes);
            previous = List.copyOf(previous);
        }

        @Override
        public String rule() {
            return by.id();
        }

        @Override
        public boolean isQuiet() {
            return indicator == null && !by.inRange();
        }

        @Override
        public boolean isTraced() {
            return indicator != null || (isQuiet() && !by.notClassed());
        }
    }

    /** No rule fired: the values are only listed. */
    record Unremarkable(List<AnalyteValue> values) implements Interpretation {
        public Unremarkable {
            values = List.copyOf(values);
        }

        @Override
        public String rule() {
            return "none";
        }

        @Override
        public @Nullable Indicator indicator() {
            return null;
        }

        @Override
        public boolean isQuiet() {
            return false;
        }
    }

    /** A result that is on file and could not be classified; it earns a card if it is of a core test. */
    record Unclassified(
            String rule,
            UnclassedReason why,
            AnalyteValue value,
            @Nullable Indicator indicator) implements Interpretation {
        @Override
        public String finding() {
            return rule + ":" + value.analyte().id();
        }

        @Override
        public List<AnalyteValue> values() {
            return List.of(value);
        }
    }

    /** A cut-off in the unit in which the value was compared with it. */
    record Cutoff(String analyte, Comparison comparison, BigDecimal limit, String unit) {}

    /**
     * A test that a result asks for.
     *
     * @param because id of the rule that asks
     */
    record ReflexSuggestion(Finding.Missing test, RuleSet.Reflex reflex, String because) {}

    /** An interpretation that a clinician declined, and on which day. */
    record DeclinedReading(Interpretation interpretation, LocalDate day) {}

    /**
     * The interpretations of one chart.
     *
     * @param interpretations the gravest first
     * @param incomplete notes for the card of missing tests: results that need a missing one as their counterpart
     * @param silenced those that a clinician declined and that are not shown again yet
     * @param returned earlier declines of those that are shown again, by finding
     */
    record Summary(
            List<Interpretation> interpretations,
            List<RuleSet.Note> incomplete,
            List<DeclinedReading> silenced,
            Map<String, Decline> returned) {
        public static final Summary NOTHING = new Summary(List.of(), List.of());

        public Summary {
            interpretations = List.copyOf(interpretations);
            incomplete = List.copyOf(incomplete);
            silenced = List.copyOf(silenced);
            returned = Map.copyOf(returned);
        }

        Summary(List<Interpretation> interpretations, List<RuleSet.Note> incomplete) {
            this(interpretations, incomplete, List.of(), Map.of());
        }

        /** With what clinicians declined set apart. */
        Summary heeding(CardOverrides overrides) {
            var shown = new ArrayList<Interpretation>();
            var silent = new ArrayList<DeclinedReading>();
            var again = new HashMap<String, Decline>();
            for (var it : interpretations) {
                var decline = it.indicator() == null ? null : overrides.ofReading(it.finding(), it.restsOn());
                if (decline != null && decline.holds()) {
                    silent.add(new DeclinedReading(it, decline.on()));
                } else {
                    shown.add(it);
                    if (decline != null) {
                        again.put(it.finding(), decline);
                    }
                }
            }
            return silent.isEmpty() && again.isEmpty() ? this : new Summary(shown, incomplete, silent, again);
        }
    }
}
