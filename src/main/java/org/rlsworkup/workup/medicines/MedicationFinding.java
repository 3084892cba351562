package org.rlsworkup.workup.medicines;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.rule.Indicator;

/**
 * A medicine to which a rule applies.
 *
 * @param since when the patient started it, or null if unknown or if it is only being ordered
 * @param evidence the names of the evidence levels of this drug
 * @param alternative what to mention instead, without any dose; or null
 * @param note what is added for this patient, or null
 */
public record MedicationFinding(
        MedicationRule rule,
        Drug drug,
        Indicator indicator,
        @Nullable PartialDate since,
        List<String> evidence,
        @Nullable String alternative,
        @Nullable String note) {
    public MedicationFinding {
        evidence = List.copyOf(evidence);
    }

    @Override
    public String toString() {
        return "MedicationFinding[rule=" + rule.id() + ", indicator=" + indicator + "]";
    }
}
