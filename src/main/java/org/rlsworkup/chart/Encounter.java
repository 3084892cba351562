package org.rlsworkup.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR Encounter: the visit in which the chart was opened.
 *
 * @param status code, or null if absent
 * @param classes codes of its class, all of them (R5 allows several)
 * @param places what the places are called where the patient is now, and the service that cares; empty if not said
 */
public record Encounter(
        @Nullable String id,
        @Nullable Ref subject,
        @Nullable String status,
        List<Code> classes,
        List<String> places) implements Resource {
    public Encounter {
        classes = List.copyOf(classes);
        places = List.copyOf(places);
    }

    @Override
    public String toString() {
        return "Encounter[]";
    }
}
