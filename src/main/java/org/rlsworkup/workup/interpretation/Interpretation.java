package org.rlsworkup.workup.interpretation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.knowledge.UnclassedReason;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.missing.Finding;

/** What the results on file say, by the rules of the knowledge. */
public sealed interface Interpretation {

    /** Id of the rule, for the trace. */
    String rule();

    /** Of the card this makes, or null if it makes none. */
    @Nullable
    Indicator indicator();

    /** The values it is about, in the order of the rule set; never empty. */
    List<ReadValue> values();

    /**
     * The values have a class. Where no result of the chart makes a card, nobody would see the last four: they are
     * empty.
     *
     * @param cutoffs that were met and led to this class, if it makes a card
     * @param reflexes tests that this result asks for
     * @param previous older values of the same analytes that were of another class
     */
    record Classed(
            RuleSet.Rule by,
            RuleSet set,
            @Nullable Indicator indicator,
            List<ReadValue> values,
            List<Cutoff> cutoffs,
            List<RuleSet.Note> notes,
            List<Asked> reflexes,
            List<ReadValue> previous)
            implements Interpretation {
        public Classed {
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

    /** No rule speaks: there is nothing to say of the values but that they are there. */
    record Quiet(List<ReadValue> values) implements Interpretation {
        public Quiet {
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

    /** A result is present and could not be classified. */
    record Unclassed(String rule, UnclassedReason why, ReadValue value) implements Interpretation {
        @Override
        public Indicator indicator() {
            return Indicator.INFO;
        }

        @Override
        public List<ReadValue> values() {
            return List.of(value);
        }
    }

    /** A cut-off that was met, as the knowledge gives it in the unit of the value. */
    record Cutoff(String analyte, Comparison comparison, BigDecimal limit, String unit) {}

    /** A test that a result asks for. */
    record Asked(Finding.Missing test, RuleSet.Reflex reflex) {}

    /**
     * What is said of the whole chart.
     *
     * @param interpretations the gravest first
     * @param incomplete what is said on the card of missing tests, because a result needs its counterpart
     */
    record Summary(List<Interpretation> interpretations, List<RuleSet.Note> incomplete) {
        public static final Summary NOTHING = new Summary(List.of(), List.of());

        public Summary {
            interpretations = List.copyOf(interpretations);
            incomplete = List.copyOf(incomplete);
        }
    }
}
