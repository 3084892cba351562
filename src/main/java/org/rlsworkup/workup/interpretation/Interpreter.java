package org.rlsworkup.workup.interpretation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ternary;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.UnclassedReason;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.interpretation.Interpretation.Asked;
import org.rlsworkup.workup.interpretation.Interpretation.Classed;
import org.rlsworkup.workup.interpretation.Interpretation.Unclassed;
import org.rlsworkup.workup.missing.Finding;
import org.rlsworkup.workup.results.Measurement;

/** Reads the values on file by the rule sets, one after the other: a later set may ask what an earlier one said. */
final class Interpreter {
    private static final Comparator<Interpretation> GRAVEST_FIRST = Comparator.comparing(
            Interpretation::indicator,
            Comparator.nullsFirst(Comparator.<Indicator>naturalOrder()).reversed());

    private final List<RuleSet> sets;
    private final Map<String, LabTest> tests = new HashMap<>();

    Interpreter(Knowledge knowledge) {
        this.sets = knowledge.readings();
        knowledge.tests().forEach(test -> tests.put(test.id(), test));
    }

    /**
     * What is known of one patient.
     *
     * @param previous the value before the newest, by analyte id
     * @param judge what is found about a test that a result asks for
     */
    record Patient(Circumstances circumstances, Map<String, ReadValue> previous, Function<LabTest, Finding> judge) {}

    Interpretation.Summary interpret(Patient patient) {
        var all = new ArrayList<Interpretation>();
        var incomplete = new ArrayList<RuleSet.Note>();
        var circumstances = patient.circumstances();
        for (var i = 0; i < sets.size(); i++) {
            var set = sets.get(i);
            var values = values(set, circumstances);
            if (!values.isEmpty()) {
                addUnreadable(values, all);
                addClasses(set, values, circumstances, all);
            }
            if (!circumstances.missing().isEmpty()) {
                addHolding(set.incomplete(), circumstances, incomplete);
            }
        }
        all.sort(GRAVEST_FIRST);
        // Only then is there a card to say more on.
        if (!all.isEmpty() && all.get(0).indicator() != null) {
            all.replaceAll(it -> it instanceof Classed classed ? detailed(classed, patient) : it);
        }
        return new Interpretation.Summary(all, incomplete);
    }

    private static void addHolding(List<RuleSet.Note> notes, Circumstances circumstances, List<RuleSet.Note> held) {
        for (var i = 0; i < notes.size(); i++) {
            if (circumstances.of(notes.get(i).when()) == Ternary.TRUE) {
                held.add(notes.get(i));
            }
        }
    }

    private static List<ReadValue> values(RuleSet set, Circumstances circumstances) {
        var values = new ArrayList<ReadValue>();
        var analytes = set.analytes();
        for (var i = 0; i < analytes.size(); i++) {
            var value = circumstances.values().get(analytes.get(i));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static void addUnreadable(List<ReadValue> values, List<Interpretation> unreadable) {
        for (var value : values) {
            if (value.measurement() instanceof Measurement.NotInterpretable(var why, var asSent)) {
                var reason = why(why);
                if (reason != null) {
                    unreadable.add(new Unclassed(rule(reason, value), reason, value));
                }
            }
        }
    }

    /** Null for a report or panel in which no value came: that is done, and no more is known. */
    private static @Nullable UnclassedReason why(Measurement.ValueProblem why) {
        return switch (why) {
            case UNIT_MISMATCH -> UnclassedReason.UNIT_MISMATCH;
            case IMPLAUSIBLE -> UnclassedReason.IMPLAUSIBLE;
            case NO_UNIT -> UnclassedReason.NO_UNIT;
            case WITHHELD -> UnclassedReason.WITHHELD;
            case NOT_CLASSED -> UnclassedReason.NOT_CLASSED;
            case NO_NUMBER -> UnclassedReason.NO_NUMBER;
            case NO_VALUE -> null;
        };
    }

    private static String rule(UnclassedReason why, ReadValue value) {
        return switch (why) {
            case SPAN -> value.analyte().id() + "-SPAN";
            case UNIT_MISMATCH -> "UNIT-MISMATCH";
            case IMPLAUSIBLE -> "IMPLAUSIBLE";
            case NO_UNIT -> "NOUNIT";
            case WITHHELD -> "NO-VALUE";
            case NOT_CLASSED, NO_NUMBER, AGE_UNKNOWN -> "NOT-CLASSED";
        };
    }

    private static List<ReadValue> readable(List<ReadValue> values) {
        var readable = new ArrayList<ReadValue>(values.size());
        for (var value : values) {
            if (value.measurement() instanceof Measurement.Known) {
                readable.add(value);
            }
        }
        return readable;
    }

    private static void addClasses(
            RuleSet set, List<ReadValue> values, Circumstances circumstances, List<Interpretation> all) {
        var readable = readable(values);
        if (readable.isEmpty()) {
            return;
        }
        switch (outcome(set, circumstances)) {
            case Outcome.None none -> all.add(new Interpretation.Quiet(readable));
            case Outcome.AgeUnknown unknown -> all.addAll(unclassed(UnclassedReason.AGE_UNKNOWN, readable));
            case Outcome.Undecided(var analytes) ->
                all.addAll(unclassed(
                        UnclassedReason.SPAN,
                        readable.stream()
                                .filter(value ->
                                        analytes.contains(value.analyte().id()))
                                .toList()));
            case Outcome.Speaks(var rule) -> {
                circumstances.spoke().add(rule.id());
                all.add(classed(set, rule, readable, circumstances));
            }
        }
    }

    private static List<Interpretation> unclassed(UnclassedReason why, List<ReadValue> values) {
        return values.stream()
                .<Interpretation>map(value -> new Unclassed(rule(why, value), why, value))
                .toList();
    }

    /** What the rules of a set say. */
    private sealed interface Outcome {
        record Speaks(RuleSet.Rule rule) implements Outcome {}

        record Undecided(Set<String> analytes) implements Outcome {}

        record AgeUnknown() implements Outcome {}

        record None() implements Outcome {}
    }

    private static Outcome outcome(RuleSet set, Circumstances circumstances) {
        String population = null;
        var populations = set.populations();
        for (var i = 0; i < populations.size(); i++) {
            var candidate = populations.get(i);
            var belongs = circumstances.of(candidate.who());
            if (belongs == Ternary.UNKNOWN) {
                return new Outcome.AgeUnknown();
            }
            if (belongs == Ternary.TRUE) {
                population = candidate.id();
                break;
            }
        }
        if (population == null && !set.populations().isEmpty()) {
            return new Outcome.None();
        }
        return firstRule(set, population, circumstances);
    }

    private static Outcome firstRule(RuleSet set, @Nullable String population, Circumstances circumstances) {
        var rules = set.rules();
        for (var i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (population != null && !rule.populations().contains(population)) {
                continue;
            }
            var holds = circumstances.of(rule.when());
            if (holds == Ternary.TRUE) {
                return new Outcome.Speaks(rule);
            }
            if (holds == Ternary.UNKNOWN) {
                var undecided = circumstances.undecided(rule.when());
                if (undecided.stream().anyMatch(set.analytes()::contains)) {
                    return new Outcome.Undecided(Set.copyOf(undecided));
                }
            }
        }
        return new Outcome.None();
    }

    private static Classed classed(
            RuleSet set, RuleSet.Rule rule, List<ReadValue> values, Circumstances circumstances) {
        var isWarning = rule.warningWhen() != null && circumstances.of(rule.warningWhen()) == Ternary.TRUE;
        var indicator = isWarning ? Indicator.WARNING : rule.indicator();
        return new Classed(rule, set, indicator, values, List.of(), List.of(), List.of(), List.of());
    }

    /** With all that a card says of it. That may ask which rules of earlier sets spoke, but for none of a later one. */
    private Classed detailed(Classed it, Patient patient) {
        var circumstances = patient.circumstances();
        var notes = new ArrayList<RuleSet.Note>();
        for (var note : it.set().notes()) {
            if ((note.with().isEmpty() || note.with().contains(it.rule()))
                    && circumstances.of(note.when()) == Ternary.TRUE) {
                notes.add(note);
            }
        }
        return new Classed(
                it.by(),
                it.set(),
                it.indicator(),
                it.values(),
                it.indicator() == null ? List.of() : circumstances.met(it.by().when()),
                notes,
                asked(it.set(), it.by(), circumstances, patient),
                previous(it.set(), it.by(), it.values(), circumstances, patient));
    }

    private List<Asked> asked(RuleSet set, RuleSet.Rule rule, Circumstances circumstances, Patient patient) {
        var asked = new ArrayList<Asked>();
        for (var i = 0; i < set.reflexes().size(); i++) {
            var reflex = set.reflexes().get(i);
            if (reflex.with().contains(rule.id()) && circumstances.of(reflex.when()) == Ternary.TRUE) {
                var choice = choice(reflex, circumstances, patient);
                if (choice != null) {
                    asked.add(new Asked(choice, reflex));
                }
            }
        }
        return asked;
    }

    /** Null if any of them is done, ordered or on its way. */
    private Finding.@Nullable Missing choice(RuleSet.Reflex reflex, Circumstances circumstances, Patient patient) {
        Finding.Missing chosen = null;
        for (var choice : reflex.oneOf()) {
            var test = tests.get(choice.test());
            if (test == null) {
                continue;
            }
            switch (patient.judge().apply(test)) {
                case Finding.NotSuggested off -> {}
                case Finding.Missing missing -> {
                    var fits = choice.when() == null || circumstances.of(choice.when()) == Ternary.TRUE;
                    chosen = chosen == null && fits ? missing : chosen;
                }
                default -> {
                    return null;
                }
            }
        }
        return chosen;
    }

    /** Older values by which another rule, or none, would have spoken. */
    private static List<ReadValue> previous(
            RuleSet set, RuleSet.Rule rule, List<ReadValue> values, Circumstances circumstances, Patient patient) {
        var previous = new ArrayList<ReadValue>();
        for (var value : values) {
            var older = patient.previous().get(value.analyte().id());
            if (older != null && older.measurement() instanceof Measurement.Known) {
                var then = new HashMap<>(circumstances.values());
                then.put(value.analyte().id(), older);
                if (!(outcome(set, circumstances.with(then)) instanceof Outcome.Speaks(var other)
                        && other.id().equals(rule.id()))) {
                    previous.add(older);
                }
            }
        }
        return previous;
    }
}
