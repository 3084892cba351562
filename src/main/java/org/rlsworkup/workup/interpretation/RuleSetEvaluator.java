package org.rlsworkup.workup.interpretation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ternary;
import org.rlsworkup.knowledge.UnclassedReason;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.interpretation.Interpretation.ReflexSuggestion;
import org.rlsworkup.workup.interpretation.Interpretation.Unclassified;
import org.rlsworkup.workup.missing.Finding;
import org.rlsworkup.workup.results.Measurement;

/** Applies the rule sets to the values of one patient in their order: a rule may depend on which earlier ones fired. */
final class RuleSetEvaluator {
    private static final Comparator<Interpretation> GRAVEST_FIRST = Comparator.comparing(
            Interpretation::indicator,
            Comparator.nullsFirst(Comparator.<Indicator>naturalOrder()).reversed());

    private final CriterionEvaluator criteria;
    private final Map<String, AnalyteValue> previous;
    private final Set<String> coreAnalytes;
    private final Function<String, Finding> reflexTest;

    /**
     * @param criteria over the newest values
     * @param previous the value before the newest, by analyte id
     * @param coreAnalytes ids of the analytes of core tests: one that cannot be read earns a card
     * @param reflexTest what is found about a test that a result asks for, by its id
     */
    RuleSetEvaluator(
            CriterionEvaluator criteria,
            Map<String, AnalyteValue> previous,
            Set<String> coreAnalytes,
            Function<String, Finding> reflexTest) {
        this.criteria = criteria;
        this.previous = previous;
        this.coreAnalytes = coreAnalytes;
        this.reflexTest = reflexTest;
    }

    Interpretation.Summary evaluate(List<RuleSet> sets) {
        var all = new ArrayList<Interpretation>();
        var listed = new HashSet<String>();
        var incomplete = new ArrayList<RuleSet.Note>();
        for (var i = 0; i < sets.size(); i++) {
            var set = sets.get(i);
            addInterpretations(set, listed, all);
            if (!criteria.missing().isEmpty()) {
                var notes = set.incomplete();
                for (var n = 0; n < notes.size(); n++) {
                    if (criteria.isTrue(notes.get(n).when())) {
                        incomplete.add(notes.get(n));
                    }
                }
            }
        }
        all.sort(GRAVEST_FIRST);
        // Only then is there a card for the details.
        if (!criteria.missing().isEmpty() || (!all.isEmpty() && all.get(0).indicator() != null)) {
            all.replaceAll(it -> it instanceof Classified classified ? detailed(classified) : it);
        }
        return new Interpretation.Summary(all, incomplete);
    }

    /** Whether the values of a set are in its class "in range". */
    static boolean isInRange(RuleSet set, CriterionEvaluator criteria) {
        return outcome(set, criteria) instanceof Outcome.Fires(var rule) && rule.inRange();
    }

    /** @param listed ids of the analytes that earlier sets were about */
    private void addInterpretations(RuleSet set, Set<String> listed, List<Interpretation> all) {
        var known = new ArrayList<AnalyteValue>();
        var analytes = set.analytes();
        for (var i = 0; i < analytes.size(); i++) {
            var value = criteria.values().get(analytes.get(i));
            if (value == null) {
                continue;
            }
            switch (value.measurement()) {
                case Measurement.Known it -> known.add(value);
                case Measurement.NotInterpretable(var why, var asSent) -> {
                    var reason = why.reason();
                    if (reason != null && !listed.contains(analytes.get(i))) {
                        all.add(unclassified(reason, value));
                    }
                }
            }
        }
        if (!known.isEmpty()) {
            addOutcome(set, known, !listed.containsAll(analytes), all);
        }
        listed.addAll(analytes);
    }

    private void addOutcome(RuleSet set, List<AnalyteValue> values, boolean isFirst, List<Interpretation> all) {
        switch (outcome(set, criteria)) {
            case Outcome.None none -> {
                if (isFirst) {
                    all.add(new Interpretation.Unremarkable(values));
                }
            }
            case Outcome.Undecided(var why, var analytes) ->
                values.stream()
                        .filter(value -> analytes.contains(value.analyte().id()))
                        .forEach(value -> all.add(unclassified(why, value)));
            case Outcome.Fires(var rule) -> {
                criteria.fired().add(rule.id());
                var said = said(rule, set);
                all.add(new Classified(
                        said, set, said.indicator(), values, List.of(), List.of(), List.of(), List.of(), List.of()));
            }
        }
    }

    /** What the rule says in the circumstances of this patient. */
    private RuleSet.Rule said(RuleSet.Rule rule, RuleSet set) {
        var said = rule;
        for (var variant : set.variants()) {
            if (variant.with().contains(rule.id()) && criteria.isTrue(variant.when())) {
                said = rule.in(variant);
                break;
            }
        }
        var warns = said.warningWhen();
        if (warns != null && criteria.isTrue(warns)) {
            said = said.warning();
        }
        return said;
    }

    private Unclassified unclassified(UnclassedReason reason, AnalyteValue value) {
        var rule =
                switch (reason) {
                    case SPAN -> value.analyte().id() + "-SPAN";
                    case UNIT_MISMATCH -> "UNIT-MISMATCH";
                    case IMPLAUSIBLE -> "IMPLAUSIBLE";
                    case NO_UNIT -> "NOUNIT";
                    case WITHHELD -> "NO-VALUE";
                    case DISAGREE -> value.analyte().id() + "-DISAGREE";
                    case NOT_CLASSED, NO_NUMBER, AGE_UNKNOWN, AMBIGUOUS, MODIFIED, SPECIMEN -> "NOT-CLASSED";
                };
        var isOfCore = coreAnalytes.contains(value.analyte().id());
        return new Unclassified(rule, reason, value, isOfCore ? Indicator.INFO : null);
    }

    /** What the rules of a set come to. */
    private sealed interface Outcome {
        record Fires(RuleSet.Rule rule) implements Outcome {}

        /** Whether a rule applies cannot be determined; these analytes are in no class for that reason. */
        record Undecided(UnclassedReason why, Collection<String> analytes) implements Outcome {}

        record None() implements Outcome {}
    }

    private static Outcome outcome(RuleSet set, CriterionEvaluator criteria) {
        var populations = set.populations();
        if (populations.isEmpty()) {
            return firstRule(set, null, criteria);
        }
        for (var i = 0; i < populations.size(); i++) {
            var belongs = criteria.evaluate(populations.get(i).who().criterion());
            if (belongs == Ternary.UNKNOWN) {
                return new Outcome.Undecided(UnclassedReason.AGE_UNKNOWN, set.analytes());
            }
            if (belongs == Ternary.TRUE) {
                return firstRule(set, populations.get(i).id(), criteria);
            }
        }
        return new Outcome.None();
    }

    private static Outcome firstRule(RuleSet set, @Nullable String population, CriterionEvaluator criteria) {
        var rules = set.rules();
        for (var i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (population != null && !rule.populations().contains(population)) {
                continue;
            }
            var holds = criteria.evaluate(rule.when().criterion());
            if (holds == Ternary.TRUE) {
                return new Outcome.Fires(rule);
            }
            if (holds == Ternary.UNKNOWN) {
                var undecided = criteria.comparisons(rule.when(), Ternary.UNKNOWN).stream()
                        .map(Interpretation.Cutoff::analyte)
                        .collect(Collectors.toSet());
                if (set.analytes().stream().anyMatch(undecided::contains)) {
                    return new Outcome.Undecided(UnclassedReason.SPAN, undecided);
                }
            }
        }
        return new Outcome.None();
    }

    /** With the details of a card. They may depend on which rules of earlier sets fired, but on none of a later one. */
    private Classified detailed(Classified it) {
        return new Classified(
                it.by(),
                it.set(),
                it.indicator(),
                it.values(),
                it.set().clauses().stream()
                        .filter(clause -> clause.with().contains(it.rule()) && criteria.isTrue(clause.when()))
                        .map(RuleSet.Clause::says)
                        .toList(),
                it.isTraced() ? criteria.comparisons(it.by().when(), Ternary.TRUE) : List.of(),
                it.set().notes().stream()
                        .filter(note -> note.with().isEmpty() || note.with().contains(it.rule()))
                        .filter(note -> criteria.isTrue(note.when()))
                        .toList(),
                reflexes(it),
                previous(it));
    }

    private List<ReflexSuggestion> reflexes(Classified it) {
        var suggestions = new ArrayList<ReflexSuggestion>();
        for (var reflex : it.set().reflexes()) {
            var asked = reflex.with().contains(it.rule()) && criteria.isTrue(reflex.when());
            var choice = asked ? choice(reflex) : null;
            if (choice != null) {
                suggestions.add(new ReflexSuggestion(choice, reflex, it.rule()));
            }
        }
        return suggestions;
    }

    /** Null if any of the choices is done, ordered or on its way. */
    private Finding.@Nullable Missing choice(RuleSet.Reflex reflex) {
        Finding.Missing chosen = null;
        for (var choice : reflex.oneOf()) {
            switch (reflexTest.apply(choice.test())) {
                case Finding.NotSuggested excluded -> {}
                case Finding.Missing missing -> {
                    var fits = choice.when() == null || criteria.isTrue(choice.when());
                    chosen = chosen == null && fits ? missing : chosen;
                }
                default -> {
                    return null;
                }
            }
        }
        return chosen;
    }

    /** Older values by which another rule, or none, would have fired. */
    private List<AnalyteValue> previous(Classified it) {
        var changed = new ArrayList<AnalyteValue>();
        for (var value : it.values()) {
            var id = value.analyte().id();
            var older = previous.get(id);
            if (older != null && older.measurement() instanceof Measurement.Known) {
                var then = new HashMap<>(criteria.values());
                then.put(id, older);
                if (!(outcome(it.set(), criteria.with(then)) instanceof Outcome.Fires(var rule)
                        && rule.id().equals(it.rule()))) {
                    changed.add(older);
                }
            }
        }
        return changed;
    }
}
