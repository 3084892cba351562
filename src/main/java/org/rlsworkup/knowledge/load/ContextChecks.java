package org.rlsworkup.knowledge.load;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.RiskContext;

/** Checks diagnoses, answers to cards and contexts, and that no text holds a word that stands on no card. */
final class ContextChecks {
    /** Words that are looked for in encounters stand on no card. */
    private static final Set<String> NOT_ON_CARDS = Set.of("forbidden", "encounters");

    private final Knowledge knowledge;
    private final Problems problems;

    ContextChecks(Knowledge knowledge, Problems problems) {
        this.knowledge = knowledge;
        this.problems = problems;
    }

    void run(YamlNode file) {
        Problems.each("diagnosis.never", knowledge.diagnosis().never().values(), (never, at) -> {
            if (knowledge.diagnosis().codes().containsKey(never.code())) {
                problems.check(at + ".code", "'" + never.code().code() + "' is also listed as RLS");
            }
        });
        checkReasons();
        var before = new HashSet<String>();
        Problems.each("contexts", knowledge.contexts(), (context, at) -> {
            check(context, before, at + ".");
            before.add(context.id());
        });
        if (file instanceof YamlNode.Mapping(var sections, var line)) {
            sections.forEach((section, node) -> {
                if (!NOT_ON_CARDS.contains(section)) {
                    node.visit(section, this::refuseForbiddenWords);
                }
            });
        }
    }

    private void refuseForbiddenWords(String path, YamlNode node) {
        if (node instanceof YamlNode.Scalar(var text, var token, var line)) {
            var lower = text.toLowerCase(Locale.ROOT);
            for (var word : knowledge.forbidden()) {
                if (lower.contains(word.toLowerCase(Locale.ROOT))) {
                    problems.check(path, "'" + word.toLowerCase(Locale.ROOT) + "' stands on no card");
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
        if (isEmpty(context.codes(), context.prefixes(), context.texts(), context.observations(), context.drugs())
                && context.allOf().isEmpty()) {
            problems.check(
                    path + "codes", "a context needs codes, prefixes, texts, observations, drugs or other contexts");
        }
        if (!context.namedAs().isEmpty() && isEmpty(context.codes(), context.prefixes())) {
            problems.check(path + "namedAs", "narrows codes or prefixes, and there are none");
        }
        context.unverified().stream()
                .filter(code ->
                        !context.codes().contains(code) && !context.prefixes().contains(code))
                .forEach(code -> problems.check(path + "unverified", "'" + code.code() + "' is not among the codes"));
        context.allOf().stream()
                .filter(other -> !before.contains(other))
                .forEach(other -> problems.check(path + "allOf", "'" + other + "' is no context listed before"));
        if (context.minimumDays() > 0 && context.drugs().isEmpty()) {
            problems.check(path + "minimumDays", "is for drugs, and there are none");
        }
        Problems.each(
                path + "observations",
                context.observations(),
                (observed, at) -> observed.no().stream()
                        .filter(observed.yes()::contains)
                        .forEach(word -> problems.check(at + ".no", "'" + word + "' also says yes")));
        var weeks = context.weeks();
        if (weeks != null && weeks.to() < weeks.from()) {
            problems.check(path + "weeks.to", "must not be before from");
        }
    }

    private static boolean isEmpty(Collection<?>... all) {
        return List.of(all).stream().allMatch(Collection::isEmpty);
    }
}
