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

        @Key("Whether it earns no card and is only named on one that is earned otherwise.")
        boolean quiet,

        @Key(value = "How much it matters while one is being ordered; none: nothing is said then.", none = true)
        @Nullable
        Indicator onOrder,

        @Key("What is said of one on record; not while it is being ordered.")
        String discuss,

        @Key(value = "What to mention instead.", refersTo = Ids.ALTERNATIVE) @Nullable
        String alternative,

        @Key(
                value = "Purposes for which a drug of several classes is listed in this one, instead of the first.",
                optional = true,
                refersTo = Ids.PURPOSE)
        Set<String> listedFor,

        @Key(value = "Where something else is said; of each key the first that fits decides.", optional = true)
        List<SpecialCase> cases,

        @Key("What is added from an age on.") @Nullable FromAge fromAge,

        @Key(value = "Sources.", refersTo = Ids.SOURCE) List<String> citations,
        @Key("Whether part of it lacks a second source.") boolean unverified) {

    /** Where on the card a class stands. */
    public enum Section {
        /** Medicines that can worsen RLS. */
        WORSENING,
        /** Dopamine agonists and levodopa: never called a worsening medicine. */
        DOPAMINERGIC
    }

    /** Where something else is said than the class says; it fits where all that is given fits. */
    public record SpecialCase(
            @Key(value = "Drugs; without them, all of the class.", optional = true, refersTo = Ids.DRUG)
            Set<String> drugs,

            @Key(value = "Contexts of which one holds.", optional = true, refersTo = Ids.CONTEXT)
            Set<String> in,

            @Key(value = "Contexts of which none holds.", optional = true, refersTo = Ids.CONTEXT)
            Set<String> notIn,

            @Key(value = "What it is given for.", name = "for", optional = true, refersTo = Ids.PURPOSE)
            Set<String> purposes,

            @Key("Whether only where it is to be taken when needed.")
            boolean asNeeded,

            @Key("Whether nothing is said.") boolean silent,

            @Key("How much it matters while it is being ordered.") @Nullable
            Indicator onOrder,

            @Key(value = "What to mention instead.", refersTo = Ids.ALTERNATIVE) @Nullable
            String alternative,

            @Key("Whether nothing is mentioned instead.") boolean noAlternative) {}

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
