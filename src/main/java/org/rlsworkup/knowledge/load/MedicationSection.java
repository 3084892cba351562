package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.DrugRules;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.drug.MedicationRules;
import org.rlsworkup.knowledge.drug.Purpose;
import org.rlsworkup.knowledge.rule.Indicator;

/** Reads {@code medications}: which medicines are worth a word when RLS is charted. */
final class MedicationSection {
    private static final Pattern RULE_ID = Pattern.compile("MED-[A-Z0-9]+");
    private static final Pattern DOSE = Pattern.compile("(?i)[0-9]\\s*(mg|mcg|ug|µg|g|ml|iu)\\b");
    private static final Pattern STOP = Pattern.compile("(?i)\\bstop");

    private final Fields section;
    private final Codes codes;
    private final Set<String> drugs = new LinkedHashSet<>();
    private final Set<String> sources;
    private final Set<String> contexts;
    private final Map<String, String> levels = new LinkedHashMap<>();
    private final Map<String, Purpose> purposes = new LinkedHashMap<>();

    MedicationSection(Fields section, Codes codes, DrugRules drugs, Set<String> sources, Set<String> contexts) {
        this.section = section;
        this.codes = codes;
        drugs.drugs().stream().map(Drug::id).forEach(this.drugs::add);
        this.sources = sources;
        this.contexts = contexts;
    }

    MedicationRules read() {
        var words = section.mapping("levels");
        words.keys().forEach(id -> levels.put(id, words.text(id)));
        for (var fields : section.mappings("purposes", true)) {
            var purpose = purpose(fields);
            if (purposes.put(purpose.id(), purpose) != null) {
                fields.problem("id", "'" + purpose.id() + "' is listed twice");
            }
        }
        var never = Set.copyOf(known(section, "never", section.texts("never"), drugs, "drug"));
        var rules = new LinkedHashMap<String, MedicationRule>();
        for (var fields : section.mappings("rules", true)) {
            var rule = rule(fields, never);
            if (rules.put(rule.id(), rule) != null) {
                fields.problem("id", "'" + rule.id() + "' is listed twice");
            }
        }
        var informIn = Set.copyOf(known(section, "informIn", section.texts("informIn"), contexts, "context"));
        section.end();
        return new MedicationRules(
                new ArrayList<>(rules.values()), levels, new ArrayList<>(purposes.values()), never, informIn);
    }

    private Purpose purpose(Fields fields) {
        var exact = codes(fields, "codes");
        var prefixes = codes(fields, "prefixes");
        var words = fields.textsIfAny("words");
        words.stream()
                .filter(word -> !word.equals(word.toLowerCase(Locale.ROOT)))
                .forEach(word -> fields.problem("words", "'" + word + "' must be in lower case"));
        if (exact.isEmpty() && prefixes.isEmpty() && words.isEmpty()) {
            fields.problem("codes", "a purpose needs codes, prefixes or words");
        }
        fields.flag("unverified");
        var read = new Purpose(fields.text("id"), Set.copyOf(exact), prefixes, Set.copyOf(words));
        fields.end();
        return read;
    }

    private List<Code> codes(Fields fields, String key) {
        return fields.textsIfAny(key).stream()
                .map(written -> codes.read(written, fields, key, false))
                .distinct()
                .toList();
    }

    private MedicationRule rule(Fields fields, Set<String> never) {
        var id = fields.text("id");
        if (!RULE_ID.matcher(id).matches()) {
            fields.problem("id", "'" + id + "' must begin with MED- and go on with capital letters or digits");
        }
        var holds = known(fields, "drugs", fields.texts("drugs"), drugs, "drug");
        holds.stream()
                .filter(never::contains)
                .forEach(drug -> fields.problem("drugs", "'" + drug + "' is among those never named"));
        var section = section(fields);
        var rule = new MedicationRule(
                id,
                section,
                said(fields, "label", section),
                Set.copyOf(holds),
                levels(fields, section),
                lists(fields, "levelsOf", Set.copyOf(holds), levels.keySet(), "level"),
                onOrder(fields),
                said(fields, "discuss", section),
                fields.has("alternatives") ? said(fields, "alternatives", section) : null,
                alternativesIn(fields, section),
                fields.has("fromAge") ? fromAge(fields.mapping("fromAge"), section) : null,
                purposes(fields, "warnFor"),
                purposes(fields, "infoFor"),
                exceptions(fields, Set.copyOf(holds)));
        known(fields, "citations", fields.texts("citations"), sources, "source");
        fields.flag("unverified");
        fields.end();
        return rule;
    }

    /** A medicine is said to worsen RLS only with its evidence. */
    private List<String> levels(Fields fields, MedicationRule.Section section) {
        var given = section == MedicationRule.Section.WORSENING ? fields.texts("levels") : fields.textsIfAny("levels");
        return known(fields, "levels", given, levels.keySet(), "level");
    }

    private static MedicationRule.Section section(Fields fields) {
        return switch (fields.text("section")) {
            case "worsening" -> MedicationRule.Section.WORSENING;
            case "dopaminergic" -> MedicationRule.Section.DOPAMINERGIC;
            default -> {
                fields.problem("section", "must be worsening or dopaminergic");
                yield MedicationRule.Section.WORSENING;
            }
        };
    }

    private static @Nullable Indicator onOrder(Fields fields) {
        return switch (fields.text("onOrder")) {
            case "warning" -> Indicator.WARNING;
            case "info" -> Indicator.INFO;
            case "none" -> null;
            default -> {
                fields.problem("onOrder", "must be warning, info or none");
                yield null;
            }
        };
    }

    /** No sentence names a dose, and none about dopamine agonists speaks of stopping one. */
    private static String said(Fields fields, String key, MedicationRule.Section section) {
        var text = fields.text(key);
        check(fields, key, text, section);
        return text;
    }

    private static void check(Fields fields, String key, String text, MedicationRule.Section section) {
        if (DOSE.matcher(text).find()) {
            fields.problem(key, "names a dose");
        }
        if (section == MedicationRule.Section.DOPAMINERGIC && STOP.matcher(text).find()) {
            fields.problem(key, "speaks of stopping a dopamine agonist");
        }
    }

    private Map<String, String> alternativesIn(Fields fields, MedicationRule.Section section) {
        var read = new HashMap<String, String>();
        var given = fields.mappingIfAny("alternativesIn");
        for (var context : known(given, "", List.copyOf(given.keys()), contexts, "context")) {
            var text = given.textOrEmpty(context);
            check(given, context, text, section);
            read.put(context, text);
        }
        return read;
    }

    private static MedicationRule.FromAge fromAge(Fields fields, MedicationRule.Section section) {
        var read = new MedicationRule.FromAge(fields.number("years", 1, 120), said(fields, "note", section));
        fields.end();
        return read;
    }

    private Set<String> purposes(Fields fields, String key) {
        return Set.copyOf(known(fields, key, fields.textsIfAny(key), purposes.keySet(), "purpose"));
    }

    private MedicationRule.Exceptions exceptions(Fields fields, Set<String> holds) {
        return new MedicationRule.Exceptions(
                Set.copyOf(known(fields, "exceptIn", fields.textsIfAny("exceptIn"), contexts, "context")),
                purposes(fields, "exceptFor"),
                sets(lists(fields, "exceptDrugIn", holds, contexts, "context")),
                sets(lists(fields, "exceptDrugFor", holds, purposes.keySet(), "purpose")));
    }

    private static Map<String, Set<String>> sets(Map<String, List<String>> lists) {
        var sets = new HashMap<String, Set<String>>();
        lists.forEach((key, list) -> sets.put(key, Set.copyOf(list)));
        return sets;
    }

    private static Map<String, List<String>> lists(
            Fields fields, String key, Set<String> holds, Set<String> known, String kind) {
        var read = new HashMap<String, List<String>>();
        var given = fields.mappingIfAny(key);
        for (var drug : given.keys()) {
            if (!holds.contains(drug)) {
                given.problem(drug, "'" + drug + "' is no drug of this rule");
            }
            read.put(drug, known(given, drug, given.texts(drug), known, kind));
        }
        return read;
    }

    private static List<String> known(Fields fields, String key, List<String> ids, Set<String> known, String kind) {
        ids.stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> fields.problem(key.isEmpty() ? id : key, "'" + id + "' is no " + kind));
        return ids;
    }
}
