package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** What is said about medicines when RLS is charted. */
public record MedicationRules(
        @Key(value = "What each evidence level is called.", id = Ids.LEVEL)
        Map<String, String> levels,

        @Key("What medicines are given for.") List<Purpose> purposes,
        @Key("Classes of medicines, in card order.") List<MedicationRule> rules,

        @Key(value = "Drugs that no class may name.", refersTo = Ids.DRUG)
        Set<String> never,

        @Key(value = "Contexts in which no medicine is more than information.", refersTo = Ids.CONTEXT)
        Set<String> informIn) {}
