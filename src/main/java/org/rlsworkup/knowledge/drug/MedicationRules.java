package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is said about medicines when RLS is charted.
 *
 * @param rules in the order in which a card lists them
 * @param levels what each evidence level is called
 * @param purposes what medicines are given for
 * @param never ids of drugs that no rule may name
 * @param informIn contexts in which no medicine is more than information
 */
public record MedicationRules(
        List<MedicationRule> rules,
        Map<String, String> levels,
        List<Purpose> purposes,
        Set<String> never,
        Set<String> informIn) {
    public MedicationRules {
        rules = List.copyOf(rules);
        levels = Map.copyOf(levels);
        purposes = List.copyOf(purposes);
        never = Set.copyOf(never);
        informIn = Set.copyOf(informIn);
    }
}
