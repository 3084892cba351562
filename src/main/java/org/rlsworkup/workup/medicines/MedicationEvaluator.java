package org.rlsworkup.workup.medicines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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

    /** The findings in the order of the knowledge, each drug once for each rule. */
    public List<MedicationFinding> evaluate(Medicines medicines, Situation situation) {
        if (medicines.all().isEmpty()) {
            return List.of();
        }
        var found = new LinkedHashMap<List<String>, MedicationFinding>();
        for (var use : medicines.all()) {
            if (use.local()) {
                continue;
            }
            for (var rule : byDrug.getOrDefault(use.drug().id(), List.of())) {
                var finding = evaluate(use, rule, situation, medicines);
                if (finding != null) {
                    found.merge(
                            List.of(rule.id(), use.drug().id()),
                            finding,
                            (one, other) -> other.indicator().compareTo(one.indicator()) > 0 ? other : one);
                }
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt(finding -> rules.rules().indexOf(finding.rule())))
                .toList();
    }

    private @Nullable MedicationFinding evaluate(
            Medicines.Use use, MedicationRule rule, Situation situation, Medicines medicines) {
        var drug = use.drug().id();
        var purposes = purposes(use.source(), situation);
        var indicator = indicator(use, rule, situation, purposes);
        if (indicator == null || isExcepted(drug, rule, situation, purposes)) {
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
                alternatives(rule, situation),
                note(rule, situation));
    }

    private static boolean isExcepted(String drug, MedicationRule rule, Situation situation, Set<String> purposes) {
        return rule.exceptIn().stream().anyMatch(situation.holds())
                || rule.exceptFor().stream().anyMatch(purposes::contains)
                || rule.exceptDrugIn().getOrDefault(drug, Set.of()).stream().anyMatch(situation.holds())
                || rule.exceptDrugFor().getOrDefault(drug, Set.of()).stream().anyMatch(purposes::contains);
    }

    private @Nullable Indicator indicator(
            Medicines.Use use, MedicationRule rule, Situation situation, Set<String> purposes) {
        if (!situation.ordering()) {
            return Indicator.INFO;
        }
        if (rule.onOrder() == null) {
            return null;
        }
        if (!situation.mayWarn()
                || use.planned()
                || rules.informIn().stream().anyMatch(situation.holds())
                || (use.source().dosages().stream().anyMatch(Dosage::asNeeded)
                        && rule.infoFor().stream().anyMatch(purposes::contains))) {
            return Indicator.INFO;
        }
        return rule.warnFor().stream().anyMatch(purposes::contains) ? Indicator.WARNING : rule.onOrder();
    }

    private static @Nullable String alternatives(MedicationRule rule, Situation situation) {
        for (var context : rule.alternativesIn().entrySet()) {
            if (situation.holds().test(context.getKey())) {
                return context.getValue();
            }
        }
        return rule.alternatives();
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
