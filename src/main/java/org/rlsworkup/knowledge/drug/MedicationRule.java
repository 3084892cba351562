package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.rule.Indicator;

/**
 * What is said about a class of medicines when RLS is charted.
 *
 * @param id {@code MED-H1}
 * @param section where on the card it stands
 * @param label what the class is called, in the singular
 * @param drugs ids of the drugs in it
 * @param levels ids of the evidence levels of the class, in their order
 * @param levelsOf evidence levels of single drugs, by drug id
 * @param onOrder how much it matters when one is being ordered; null if nothing is said then
 * @param discuss what to discuss
 * @param alternatives what to mention instead, without any dose; null if nothing is
 * @param alternativesIn what to mention instead in a context, by its id; an empty text is nothing
 * @param fromAge what is added from an age on, or null
 * @param warnFor purposes for which an order is a warning
 * @param infoFor purposes for which an order, to be given only when needed, is no more than information
 * @param except when nothing is said
 */
public record MedicationRule(
        String id,
        Section section,
        String label,
        Set<String> drugs,
        List<String> levels,
        Map<String, List<String>> levelsOf,
        @Nullable Indicator onOrder,
        String discuss,
        @Nullable String alternatives,
        Map<String, String> alternativesIn,
        @Nullable FromAge fromAge,
        Set<String> warnFor,
        Set<String> infoFor,
        Exceptions except) {
    public MedicationRule {
        drugs = Set.copyOf(drugs);
        levels = List.copyOf(levels);
        levelsOf = Map.copyOf(levelsOf);
        alternativesIn = Map.copyOf(alternativesIn);
        warnFor = Set.copyOf(warnFor);
        infoFor = Set.copyOf(infoFor);
    }

    /** Where on the card a class stands. */
    public enum Section {
        /** Medicines that can worsen RLS. */
        WORSENING,
        /** Dopamine agonists and levodopa: never called a worsening medicine. */
        DOPAMINERGIC
    }

    /** What is added for patients of this many years and older. */
    public record FromAge(int years, String note) {}

    /**
     * When nothing is said.
     *
     * @param in contexts, by id
     * @param purposes purposes, by id
     * @param drugIn contexts of single drugs, by drug id
     * @param drugFor purposes of single drugs, by drug id
     */
    public record Exceptions(
            Set<String> in, Set<String> purposes, Map<String, Set<String>> drugIn, Map<String, Set<String>> drugFor) {
        public Exceptions {
            in = Set.copyOf(in);
            purposes = Set.copyOf(purposes);
            drugIn = Map.copyOf(drugIn);
            drugFor = Map.copyOf(drugFor);
        }
    }

    /** The evidence levels of a drug in this class. */
    public List<String> levels(String drug) {
        return levelsOf.getOrDefault(drug, levels);
    }
}
