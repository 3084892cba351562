package org.rlsworkup.workup.medicines;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.rule.Indicator;

/**
 * A medicine that a rule speaks about.
 *
 * @param indicator how much it matters here
 * @param since since when the patient is on it, or null if nothing says or it is only being ordered
 * @param evidence what the evidence levels of this drug are called
 * @param alternatives what to mention instead, without any dose; null if nothing is
 * @param note what is added for this patient, or null
 */
public record MedicationFinding(
        MedicationRule rule,
        Drug drug,
        Indicator indicator,
        @Nullable PartialDate since,
        List<String> evidence,
        @Nullable String alternatives,
        @Nullable String note) {
    public MedicationFinding {
        evidence = List.copyOf(evidence);
    }

    @Override
    public String toString() {
        return "MedicationFinding[rule=" + rule.id() + ", indicator=" + indicator + "]";
    }
}
