package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** What is said about medicines when RLS is charted. */
public record MedicationRules(
        @Key(value = "What each evidence level is called.", id = Ids.LEVEL)
        Map<String, String> levels,

        @Key("What medicines are given for.") List<Purpose> purposes,

        @Key("What is mentioned instead of a medicine, without dose.")
        List<Alternative> alternatives,

        @Key("Classes of medicines, in card order.") List<MedicationRule> rules,

        @Key(value = "Drugs that no class may name.", refersTo = Ids.DRUG)
        Set<String> never,

        @Key(value = "Contexts in which no medicine is more than information.", refersTo = Ids.CONTEXT)
        Set<String> informIn) {

    /** Something to discuss instead of a medicine. */
    public record Alternative(
            @Key(value = "Stable id.", id = Ids.ALTERNATIVE) String id,

            @Key("What it is.") String name,

            @Key("More of them, on the page only.") @Nullable
            String more,

            @Key(value = "Contexts in which it is not mentioned.", optional = true, refersTo = Ids.CONTEXT)
            Set<String> notIn,

            @Key(
                    value = "Purposes for which it is no alternative to what is given.",
                    optional = true,
                    refersTo = Ids.PURPOSE)
            Set<String> notFor) {}
}
