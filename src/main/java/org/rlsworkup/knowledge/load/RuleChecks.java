package org.rlsworkup.knowledge.load;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.rule.RuleSet;

/**
 * Checks diagnoses, answers to cards, contexts and readings, that every rule can speak, and that no text holds a word
 * that stands on no card.
 */
final class RuleChecks {
    /** Words that are looked for in encounters stand on no card. */
    private static final Set<String> NOT_ON_CARDS = Set.of("forbidden", "encounters");

    private final Knowledge knowledge;
    private final Problems problems;

    RuleChecks(Knowledge knowledge, Problems problems) {
        this.knowledge = knowledge;
        this.problems = problems;
    }

    void run(YamlNode file) {
        Problems.each("diagnosis.never", knowledge.diagnosis().never().values(), (never, at) -> {
            var isRls = knowledge.diagnosis().codes().containsKey(never.code());
            problems.check(isRls, at + ".code", "'" + never.code().code() + "' is also listed as RLS");
        });
        checkReasons();
        var before = new HashSet<String>();
        Problems.each("contexts", knowledge.contexts(), (context, at) -> {
            check(context, before, at + ".");
            before.add(context.id());
        });
        Problems.each("readings", knowledge.readings(), (set, at) -> check(set, at + "."));
        var forbidden = knowledge.forbidden().stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        if (file instanceof YamlNode.Mapping(var sections, var line)) {
            sections.forEach((section, node) -> {
                if (!NOT_ON_CARDS.contains(section)) {
                    node.visit(section, (path, it) -> refuse(forbidden, path, it));
                }
            });
        }
    }

    /** @param forbidden words in lower case */
    private void refuse(List<String> forbidden, String path, YamlNode node) {
        if (node instanceof YamlNode.Scalar(var text, var token, var line)) {
            var lower = text.toLowerCase(Locale.ROOT);
            for (var word : forbidden) {
                if (lower.contains(word)) {
                    problems.check(path, "'" + word + "' stands on no card");
                }
            }
        }
    }

    /** Each reason that a card of missing tests offers has its days, or makes the diagnosis wrong. */
    private void checkReasons() {
        var offered = knowledge.card().reasons(CardKind.MISSING_TESTS);
        var named = new HashSet<String>();
        var declined = knowledge.declined();
        Problems.each(
                "declined.reasons", declined.reasons(), (span, at) -> check(span.of(), offered, named, at + ".of"));
        check(declined.diagnosisWrong().of(), offered, named, "declined.diagnosisWrong.of");
        offered.stream()
                .filter(reason -> !named.contains(reason))
                .forEach(reason ->
                        problems.check("declined.reasons", "'" + reason + "' is offered on cards and not named here"));
    }

    private void check(List<String> reasons, List<String> offered, Set<String> named, String path) {
        Problems.each(path, reasons, (reason, at) -> {
            if (!offered.contains(reason)) {
                problems.check(at, "'" + reason + "' is no reason that a card offers");
            } else if (!named.add(reason)) {
                problems.check(at, "'" + reason + "' is named twice");
            }
        });
    }

    private void check(RiskContext context, Set<String> before, String path) {
        var isUncoded =
                Stream.of(context.codes(), context.prefixes(), context.icd10()).allMatch(Collection::isEmpty);
        problems.check(
                isUncoded
                        && Stream.of(
                                        context.texts(),
                                        context.observations(),
                                        context.drugs(),
                                        context.given(),
                                        context.allOf(),
                                        context.named())
                                .allMatch(Collection::isEmpty),
                path + "codes",
                "a context needs codes, prefixes, texts, observations, drugs or other contexts");
        checkNamed(context, path);
        problems.check(
                isUncoded && !context.namedAs().isEmpty(),
                path + "namedAs",
                "narrows codes or prefixes, and there are none");
        context.unverified().stream()
                .filter(code ->
                        !context.codes().contains(code) && !context.prefixes().contains(code))
                .forEach(code -> problems.check(path + "unverified", "'" + code.code() + "' is not among the codes"));
        context.allOf().stream()
                .filter(other -> !before.contains(other))
                .forEach(other -> problems.check(path + "allOf", "'" + other + "' is no context listed before"));
        problems.check(
                context.minimumDays() > 0 && context.drugs().isEmpty(),
                path + "minimumDays",
                "is for drugs, and there are none");
        Problems.each(
                path + "observations",
                context.observations(),
                (observed, at) -> observed.no().stream()
                        .filter(observed.yes()::contains)
                        .forEach(word -> problems.check(at + ".no", "'" + word + "' also says yes")));
        var weeks = context.weeks();
        problems.check(weeks != null && weeks.to() < weeks.from(), path + "weeks.to", "must not be before from");
    }

    private void checkNamed(RiskContext context, String path) {
        Problems.each(path + "named", context.named(), (named, at) -> {
            problems.check(
                    named.prefixes().isEmpty() && named.icd10().isEmpty(),
                    at + ".prefixes",
                    "words narrow codes, and there are none");
            problems.check(named.words().isEmpty() && named.notWords().isEmpty(), at + ".words", "are missing");
        });
        problems.check(
                context.minimumMilligrams() > 0 && context.drugs().isEmpty(),
                path + "minimumMilligrams",
                "is for drugs, and there are none");
    }

    private void check(RuleSet set, String path) {
        var populations = set.populations().stream().map(RuleSet.Population::id).collect(Collectors.toSet());
        var reachability = new Reachability(set);
        Problems.each(path + "rules", set.rules(), (rule, at) -> {
            if (populations.isEmpty() && !rule.populations().isEmpty()) {
                problems.check(at + ".for", "names populations, and this reading has none");
            } else if (!populations.isEmpty() && rule.populations().isEmpty()) {
                problems.check(at + ".for", "is missing");
            } else {
                problems.checkKnown(at + ".for", rule.populations(), populations, "population of this reading");
            }
            var silence = reachability.silence(rule);
            if (silence != null) {
                problems.check(at + ".when", silence);
            }
        });
        checkFor(path + "variants", set, set.variants(), RuleSet.Variant::with);
        checkFor(path + "clauses", set, set.clauses(), RuleSet.Clause::with);
        checkFor(path + "notes", set, set.notes(), RuleSet.Note::with);
        checkFor(path + "reflexes", set, set.reflexes(), RuleSet.Reflex::with);
        checkFor(path + "incomplete", set, set.incomplete(), RuleSet.Note::with);
    }

    private <T> void checkFor(String path, RuleSet set, List<T> said, Function<T, Set<String>> with) {
        var rules = set.rules().stream().map(RuleSet.Rule::id).toList();
        Problems.each(
                path,
                said,
                (it, at) -> problems.checkKnown(at + ".for", with.apply(it), rules, "rule of this reading"));
    }
}
