package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.rule.Criterion;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;

/** Reads {@code readings}: how results are read. */
final class ReadingsSection {
    private static final Criterion NEVER = new Criterion.AnyOf(List.of());

    private final Fields file;
    private final Map<String, Analyte> analytes;
    private final Set<String> tests;
    private final Set<String> contexts;
    private final Map<String, String> sources;
    private final Set<String> rules = new LinkedHashSet<>();

    ReadingsSection(
            Fields file,
            Map<String, Analyte> analytes,
            Set<String> tests,
            Set<String> contexts,
            Map<String, String> sources) {
        this.file = file;
        this.analytes = analytes;
        this.tests = tests;
        this.contexts = contexts;
        this.sources = sources;
    }

    List<RuleSet> read() {
        var ids = new HashSet<String>();
        var sets = new ArrayList<RuleSet>();
        for (var fields : file.mappings("readings", true)) {
            var set = set(fields);
            if (!ids.add(set.id())) {
                fields.problem("id", "'" + set.id() + "' is listed twice");
            }
            sets.add(set);
        }
        return sets;
    }

    private RuleSet set(Fields fields) {
        var populations = fields.mappings("populations", false).stream()
                .map(this::population)
                .toList();
        var populationIds = populations.stream().map(RuleSet.Population::id).collect(Collectors.toSet());
        var own = new LinkedHashSet<String>();
        var ruleFields = fields.mappings("rules", true);
        var set = new RuleSet(
                fields.text("id"),
                fields.text("name"),
                known(fields, "analytes", fields.texts("analytes"), analytes.keySet(), "analyte"),
                populations,
                ruleFields.stream().map(rule -> rule(rule, populationIds, own)).toList(),
                fields.mappings("notes", false).stream()
                        .map(note -> note(note, own))
                        .toList(),
                fields.mappings("reflexes", false).stream()
                        .map(reflex -> reflex(reflex, own))
                        .toList(),
                fields.mappings("incomplete", false).stream()
                        .map(note -> note(note, own))
                        .toList());
        fields.end();
        refuseSilentRules(set, ruleFields);
        return set;
    }

    private static void refuseSilentRules(RuleSet set, List<Fields> rules) {
        var reachability = new Reachability(set);
        for (var i = 0; i < rules.size(); i++) {
            var silence = reachability.silence(set.rules().get(i));
            if (silence != null) {
                rules.get(i).problem("when", silence);
            }
        }
    }

    private RuleSet.Population population(Fields fields) {
        var population = new RuleSet.Population(fields.text("id"), fields.text("name"), condition(fields, "who"));
        fields.end();
        return population;
    }

    private RuleSet.Rule rule(Fields fields, Set<String> populations, Set<String> own) {
        var id = ruleId(fields);
        if (populations.isEmpty() && fields.has("for")) {
            fields.problem("for", "names populations, and this reading has none");
        }
        var meant = populations.isEmpty()
                ? List.<String>of()
                : known(fields, "for", fields.texts("for"), populations, "population of this reading");
        LaboratorySection.checkEvidence(fields, sources.keySet());
        fields.flag("unverified");
        var rule = new RuleSet.Rule(
                id,
                Set.copyOf(meant),
                condition(fields, "when"),
                fields.text("when"),
                indicator(fields),
                fields.has("warningWhen") ? condition(fields, "warningWhen") : null,
                fields.text("summary"),
                fields.text("says"),
                fields.text("changes", ""),
                fields.text("strength"),
                fields.texts("citations").stream()
                        .map(cited -> sources.getOrDefault(cited, cited))
                        .collect(Collectors.joining("; ")));
        own.add(id);
        rules.add(id);
        fields.end();
        return rule;
    }

    private String ruleId(Fields fields) {
        var id = fields.text("id");
        if (rules.contains(id)) {
            fields.problem("id", "'" + id + "' is listed twice");
        }
        return id;
    }

    private static @Nullable Indicator indicator(Fields fields) {
        return switch (fields.text("indicator").toLowerCase(Locale.ROOT)) {
            case "none" -> null;
            case "info" -> Indicator.INFO;
            case "warning" -> Indicator.WARNING;
            default -> {
                fields.problem("indicator", "must be none, info or warning");
                yield null;
            }
        };
    }

    private RuleSet.Note note(Fields fields, Set<String> own) {
        var id = ruleId(fields);
        rules.add(id);
        var with = known(fields, "for", fields.textsIfAny("for"), own, "rule of this reading");
        fields.flag("unverified");
        LaboratorySection.citations(fields, sources.keySet());
        var note = new RuleSet.Note(
                id, Set.copyOf(with), condition(fields, "when"), fields.text("when"), fields.text("says"));
        fields.end();
        return note;
    }

    private RuleSet.Reflex reflex(Fields fields, Set<String> own) {
        var with = known(fields, "for", fields.texts("for"), own, "rule of this reading");
        var choices = fields.mappings("oneOf", true).stream().map(this::choice).toList();
        var reflex = new RuleSet.Reflex(
                Set.copyOf(with), condition(fields, "when"), fields.text("when"), choices, fields.text("says"));
        fields.end();
        return reflex;
    }

    private RuleSet.Choice choice(Fields fields) {
        var test = fields.text("test");
        if (!tests.contains(test)) {
            fields.problem("test", "'" + test + "' is no test");
        }
        var choice = new RuleSet.Choice(test, fields.has("when") ? condition(fields, "when") : null);
        fields.end();
        return choice;
    }

    private Criterion condition(Fields fields, String key) {
        var text = fields.text(key);
        if (text.isEmpty()) {
            return NEVER;
        }
        try {
            return CriterionReader.read(text, new CriterionReader.Vocabulary(analytes, tests, contexts, rules));
        } catch (IllegalArgumentException e) {
            fields.problem(key, String.valueOf(e.getMessage()));
            return NEVER;
        }
    }

    private static List<String> known(Fields fields, String key, List<String> ids, Set<String> knownIds, String what) {
        ids.stream()
                .filter(id -> !knownIds.contains(id))
                .forEach(id -> fields.problem(key, "'" + id + "' is no " + what));
        return ids;
    }
}
