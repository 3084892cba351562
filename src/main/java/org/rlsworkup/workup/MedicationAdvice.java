package org.rlsworkup.workup;

import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.Source;
import org.rlsworkup.workup.diagnosis.Diagnosis;
import org.rlsworkup.workup.medicines.MedicationFinding;

/**
 * What is worth saying about a patient's medicines.
 *
 * @param inRemission whether RLS is charted only as in remission
 * @param ordering whether the medicines are being ordered, rather than charted
 * @param findings in the order of the knowledge
 * @param unnamed number of medicines that say nowhere which drug they are
 * @param unread sources that were not read to their end
 */
public record MedicationAdvice(
        Diagnosis diagnosis,
        boolean inRemission,
        boolean ordering,
        List<MedicationFinding> findings,
        int unnamed,
        Set<Source> unread) {
    public MedicationAdvice {
        findings = List.copyOf(findings);
        unread = Set.copyOf(unread);
    }

    @Override
    public String toString() {
        return "MedicationAdvice[findings=" + findings + "]";
    }
}
