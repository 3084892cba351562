package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.rule.Indicator;

/** What is said about a class of medicines when RLS is charted. */
public record MedicationRule(
        @Key(
                value = "Stable id.",
                id = Ids.MEDICATION_RULE,
                pattern = "MED-[A-Z0-9]+",
                form = "begin with MED- and go on with capital letters or digits")
        String id,

        @Key("Where on the card it stands.") Section section,
        @Key("What the class is called, in the singular.") String label,
        @Key(value = "Drugs in it.", refersTo = Ids.DRUG) Set<String> drugs,

        @Key(value = "Evidence levels of the class, in their order.", optional = true, refersTo = Ids.LEVEL)
        List<String> levels,

        @Key(value = "Evidence levels of single drugs.", optional = true, valuesReferTo = Ids.LEVEL)
        Map<String, List<String>> levelsOf,

        @Key(value = "How much it matters while one is being ordered; none: nothing is said then.", none = true)
        @Nullable
        Indicator onOrder,

        @Key("What to discuss.") String discuss,

        @Key("What to mention instead, without dose.") @Nullable
        String alternatives,

        @Key(
                value = "What to mention instead in a context; an empty text is nothing.",
                optional = true,
                mayBeEmpty = true,
                refersTo = Ids.CONTEXT)
        Map<String, String> alternativesIn,

        @Key("What is added from an age on.") @Nullable FromAge fromAge,

        @Key(value = "Purposes for which an order is a warning.", optional = true, refersTo = Ids.PURPOSE)
        Set<String> warnFor,

        @Key(
                value = "Purposes for which an order, to be given only when needed, is no more than information.",
                optional = true,
                refersTo = Ids.PURPOSE)
        Set<String> infoFor,

        @Key(value = "Contexts in which nothing is said.", optional = true, refersTo = Ids.CONTEXT)
        Set<String> exceptIn,

        @Key(value = "Purposes for which nothing is said.", optional = true, refersTo = Ids.PURPOSE)
        Set<String> exceptFor,

        @Key(value = "By drug, contexts in which nothing is said of it.", optional = true, valuesReferTo = Ids.CONTEXT)
        Map<String, Set<String>> exceptDrugIn,

        @Key(value = "By drug, purposes for which nothing is said of it.", optional = true, valuesReferTo = Ids.PURPOSE)
        Map<String, Set<String>> exceptDrugFor,

        @Key(value = "Sources.", refersTo = Ids.SOURCE) List<String> citations,
        @Key("Whether part of it lacks a second source.") boolean unverified) {

    /** Where on the card a class stands. */
    public enum Section {
        /** Medicines that can worsen RLS. */
        WORSENING,
        /** Dopamine agonists and levodopa: never called a worsening medicine. */
        DOPAMINERGIC
    }

    /** What is added for patients of this many years and older. */
    public record FromAge(
            @Key(value = "Age in years.", least = 1, most = 120)
            int years,

            @Key("What is added.") String note) {}

    /** The evidence levels of a drug in this class. */
    public List<String> levels(String drug) {
        return levelsOf.getOrDefault(drug, levels);
    }
}
