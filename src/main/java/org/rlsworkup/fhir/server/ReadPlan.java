package org.rlsworkup.fhir.server;

import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.FhirId;

/**
 * One step of reading a chart: what to ask the FHIR server for, unless it was prefetched.
 *
 * @param sources each by a separate query, all in parallel
 * @param medications ids of Medications, all in one search; what is no FHIR id is left out, and so is what exceeds the
 *     limit of 50
 */
public record ReadPlan(Set<Source> sources, List<String> medications) {
    public static final ReadPlan NOTHING = new ReadPlan(Set.of(), List.of());

    private static final int MAX_MEDICATIONS = 50;

    public ReadPlan {
        sources = Set.copyOf(sources);
        medications = medications.stream()
                .filter(FhirId::isId)
                .distinct()
                .limit(MAX_MEDICATIONS)
                .toList();
    }

    public static ReadPlan of(Set<Source> sources) {
        return new ReadPlan(sources, List.of());
    }

    public static ReadPlan ofMedications(List<String> ids) {
        return ids.isEmpty() ? NOTHING : new ReadPlan(Set.of(), ids);
    }

    public boolean isEmpty() {
        return sources.isEmpty() && medications.isEmpty();
    }

    @Override
    public String toString() {
        return "ReadPlan[sources=" + sources + ", medications=" + medications.size() + "]";
    }
}
