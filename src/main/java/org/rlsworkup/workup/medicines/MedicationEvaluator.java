package org.rlsworkup.workup.medicines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.drug.MedicationRules;
import org.rlsworkup.knowledge.rule.Indicator;

/** Decides which medicines matter when RLS is charted, and how much. */
public final class MedicationEvaluator {
    private static final Comparator<MedicationFinding> GRAVEST_LAST =
            Comparator.comparing(MedicationFinding::indicator);

    private final MedicationRules rules;
    private final Map<String, List<MedicationRule>> byDrug = new HashMap<>();

    public MedicationEvaluator(MedicationRules rules) {
        this.rules = rules;
        for (var rule : rules.rules()) {
            for (var drug : rule.drugs()) {
                byDrug.computeIfAbsent(drug, id -> new ArrayList<>()).add(rule);
            }
        }
    }

    /**
     * The patient's situation.
     *
     * @param conditions of the chart: a medicine may be given for one of them
     * @param holds whether a risk context holds, by its id
     * @param age in years, or null if unknown
     * @param ordering whether the medicines are being ordered now, rather than charted
     * @param mayWarn whether the diagnosis is active and certain enough for more than information
     */
    public record Situation(
            List<Condition> conditions,
            Predicate<String> holds,
            @Nullable Integer age,
            boolean ordering,
            boolean mayWarn) {
        @Override
        public String toString() {
            return "Situation[ordering=" + ordering + "]";
        }
    }

    /** The findings in the order of the knowledge, each drug once. */
    public List<MedicationFinding> evaluate(Medicines medicines, Situation situation) {
        if (medicines.all().isEmpty()) {
            return List.of();
        }
        var found = new HashMap<String, MedicationFinding>();
        for (var use : medicines.all()) {
            var classes = use.local() ? null : byDrug.get(use.drug().id());
            var finding = classes == null ? null : evaluate(use, classes, situation, medicines);
            if (finding != null) {
                found.merge(
                        use.drug().id(), finding, (one, other) -> GRAVEST_LAST.compare(one, other) < 0 ? other : one);
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt(this::place)
                        .thenComparing(finding -> finding.drug().id()))
                .toList();
    }

    private int place(MedicationFinding finding) {
        return rules.rules().indexOf(finding.rule());
    }

    private @Nullable MedicationFinding evaluate(
            Medicines.Use use, List<MedicationRule> classes, Situation situation, Medicines medicines) {
        var drug = use.drug().id();
        var purposes = purposes(use.source(), situation);
        var rule = listedIn(classes, purposes);
        var cases = cases(use, rule, situation, purposes);
        var indicator = indicator(use, rule, situation, cases);
        if (indicator == null || cases.stream().anyMatch(MedicationRule.SpecialCase::silent)) {
            return null;
        }
        return new MedicationFinding(
                rule,
                use.drug(),
                indicator,
                situation.ordering() ? null : medicines.since(drug).orElse(null),
                rule.levels(drug).stream()
                        .map(level -> rules.levels().getOrDefault(level, level))
                        .toList(),
                alternative(rule, situation, purposes, cases),
                note(rule, situation));
    }

    /** Of the classes that have this drug, the one that fits what it is given for, else the first. */
    private static MedicationRule listedIn(List<MedicationRule> rules, Set<String> purposes) {
        for (var rule : rules) {
            if (rule.listedFor().stream().anyMatch(purposes::contains)) {
                return rule;
            }
        }
        return rules.get(0);
    }

    private static List<MedicationRule.SpecialCase> cases(
            Medicines.Use use, MedicationRule rule, Situation situation, Set<String> purposes) {
        var asNeeded = use.source().dosages().stream().anyMatch(Dosage::asNeeded);
        return rule.cases().stream()
                .filter(it ->
                        it.drugs().isEmpty() || it.drugs().contains(use.drug().id()))
                .filter(it -> it.in().isEmpty() || it.in().stream().anyMatch(situation.holds()))
                .filter(it -> it.notIn().stream().noneMatch(situation.holds()))
                .filter(it -> it.purposes().isEmpty() || it.purposes().stream().anyMatch(purposes::contains))
                .filter(it -> asNeeded || !it.asNeeded())
                .toList();
    }

    private @Nullable Indicator indicator(
            Medicines.Use use, MedicationRule rule, Situation situation, List<MedicationRule.SpecialCase> cases) {
        if (!situation.ordering()) {
            return Indicator.INFO;
        }
        if (rule.onOrder() == null) {
            return null;
        }
        if (!situation.mayWarn() || use.planned() || rules.informIn().stream().anyMatch(situation.holds())) {
            return Indicator.INFO;
        }
        return cases.stream()
                .flatMap(it -> Stream.ofNullable(it.onOrder()))
                .findFirst()
                .orElse(rule.onOrder());
    }

    private @Nullable String alternative(
            MedicationRule rule, Situation situation, Set<String> purposes, List<MedicationRule.SpecialCase> cases) {
        var id = rule.alternative();
        for (var it : cases) {
            if (it.noAlternative() || it.alternative() != null) {
                id = it.alternative();
                break;
            }
        }
        for (var alternative : rules.alternatives()) {
            if (alternative.id().equals(id)) {
                return alternative.notIn().stream().anyMatch(situation.holds())
                                || alternative.notFor().stream().anyMatch(purposes::contains)
                        ? null
                        : alternative.name();
            }
        }
        return null;
    }

    private static @Nullable String note(MedicationRule rule, Situation situation) {
        var from = rule.fromAge();
        return from != null && situation.age() != null && situation.age() >= from.years() ? from.note() : null;
    }

    /** Ids of the purposes that the medicine is given for, as far as they are stated. */
    private Set<String> purposes(MedicationUse use, Situation situation) {
        var reasons = new ArrayList<>(use.reasons());
        if (!use.reasonRefs().isEmpty()) {
            for (var condition : situation.conditions()) {
                if (condition.id() != null && use.reasonRefs().contains(new Ref("Condition", condition.id()))) {
                    reasons.add(condition.code());
                }
            }
        }
        var purposes = new HashSet<String>();
        for (var purpose : rules.purposes()) {
            if (reasons.stream().anyMatch(purpose::isMeantBy)) {
                purposes.add(purpose.id());
            }
        }
        return purposes;
    }
}
