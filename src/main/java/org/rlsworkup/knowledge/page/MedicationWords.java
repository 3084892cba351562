package org.rlsworkup.knowledge.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.drug.MedicationRules;
import org.rlsworkup.knowledge.drug.Purpose;

/** Says for the page what the rules about medicines hold; the template calls these methods. */
record MedicationWords(Knowledge knowledge, PageWords words) {

    public String level(String level) {
        return level + ", " + knowledge.medications().levels().getOrDefault(level, "");
    }

    /** What is mentioned instead of a class of medicines; null where nothing is. */
    public @Nullable String alternative(MedicationRule rule) {
        return rule.alternative() == null ? null : atLength(alternative(rule.alternative()));
    }

    private MedicationRules.Alternative alternative(String id) {
        return knowledge.medications().alternatives().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String atLength(MedicationRules.Alternative alternative) {
        var sentences = new ArrayList<String>();
        sentences.add("Alternative: " + alternative.name() + ".");
        PageWords.add(sentences, alternative.more(), Function.identity());
        PageWords.add(sentences, "Not named in ", words.labels(alternative.notIn()));
        PageWords.add(sentences, "Not named in place of what is given for ", purposes(alternative.notFor()));
        return String.join(" ", sentences);
    }

    /** When nothing, or something else, is said of a class of medicines, a sentence each. */
    public List<String> exceptions(MedicationRule rule) {
        var sentences = new ArrayList<String>();
        PageWords.add(
                sentences,
                "Of a drug of several classes this one is named where it is given for ",
                purposes(rule.listedFor()));
        rule.cases().forEach(it -> sentences.add(where(it) + ": " + instead(it) + "."));
        for (var drug : knowledge.drugs().ingredients()) {
            PageWords.add(
                    sentences,
                    rule.levelsOf().get(drug.id()),
                    levels -> "Evidence of " + drug.name() + ": "
                            + levels.stream().map(this::level).collect(Collectors.joining("; ")) + ".");
        }
        PageWords.add(sentences, rule.fromAge(), from -> "From " + from.years() + " years of age: " + from.note());
        return sentences;
    }

    private String where(MedicationRule.SpecialCase it) {
        var parts = new ArrayList<String>();
        append(parts, "", words.drugs(it.drugs()));
        append(parts, "in ", words.labels(it.in()));
        append(parts, "not in ", words.labels(it.notIn()));
        append(parts, "given for ", purposes(it.purposes()));
        if (it.asNeeded()) {
            parts.add("when needed");
        }
        var where = String.join(", ", parts);
        return where.substring(0, 1).toUpperCase(Locale.ROOT) + where.substring(1);
    }

    private static void append(List<String> parts, String beginning, String names) {
        if (!names.isEmpty()) {
            parts.add(beginning + names);
        }
    }

    private String instead(MedicationRule.SpecialCase it) {
        var parts = new ArrayList<String>();
        if (it.silent()) {
            parts.add("nothing is said");
        }
        PageWords.add(parts, it.onOrder(), indicator -> "a card of \"" + indicator.code() + "\" where it is ordered");
        PageWords.add(
                parts,
                it.alternative(),
                id -> "the alternative is " + alternative(id).name());
        if (it.noAlternative()) {
            parts.add("no alternative is named");
        }
        return String.join("; ", parts);
    }

    private String purposes(Collection<String> ids) {
        return knowledge.medications().purposes().stream()
                .filter(purpose -> ids.contains(purpose.id()))
                .map(this::purpose)
                .collect(Collectors.joining(" or "));
    }

    /** A purpose goes by its id; where a context has the same, that is the disease it is given for. */
    public String purpose(Purpose purpose) {
        return words.contexts(Set.of(purpose.id())).stream()
                .map(RiskContext::label)
                .findFirst()
                .orElseGet(() -> purpose.id().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
