package org.rlsworkup.workup.interpretation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.knowledge.UnclassedReason;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.missing.Finding;

/** What results on file mean, by the rules of the knowledge. */
public sealed interface Interpretation {

    /** Id of the rule, for the trace. */
    String rule();

    /** Of the card this earns, or null if it earns none. */
    @Nullable
    Indicator indicator();

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
     * A rule applies. The last four are empty if no result of the chart leads to a card.
     *
     * @param by the rule
     * @param cutoffs that were met, if it earns a card
     * @param previous older values of the same analytes for which it did not fire
     */
    record Classified(
            RuleSet.Rule by,
            RuleSet set,
            @Nullable Indicator indicator,
            List<AnalyteValue> values,
            List<Cutoff> cutoffs,
            List<RuleSet.Note> notes,
            List<ReflexSuggestion> reflexes,
            List<AnalyteValue> previous)
            implements Interpretation {
        public Classified {
            values = List.copyOf(values);
            cutoffs = List.copyOf(cutoffs);
            notes = List.copyOf(notes);
            reflexes = List.copyOf(reflexes);
            previous = List.copyOf(previous);
        }

        @Override
        public String rule() {
            return by.id();
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
    }

    /** A result that is on file and could not be classified. */
    record Unclassified(String rule, UnclassedReason why, AnalyteValue value) implements Interpretation {
        @Override
        public Indicator indicator() {
            return Indicator.INFO;
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

    /**
     * The interpretations of one chart.
     *
     * @param interpretations the gravest first
     * @param incomplete notes for the card of missing tests: results that need a missing one as their counterpart
     */
    record Summary(List<Interpretation> interpretations, List<RuleSet.Note> incomplete) {
        public static final Summary NOTHING = new Summary(List.of(), List.of());

        public Summary {
            interpretations = List.copyOf(interpretations);
            incomplete = List.copyOf(incomplete);
        }
    }
}
