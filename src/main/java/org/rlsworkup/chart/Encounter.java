package org.rlsworkup.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.Ref;

/** A FHIR Encounter. Its class is several in R5; places are names of the active locations and of the service type. */
public record Encounter(
        @Nullable String id,
        @Nullable Ref subject,
        @Nullable String status,
        List<Code> classes,
        List<String> places,
        Meta meta)
        implements Resource {
    public Encounter {
        classes = List.copyOf(classes);
        places = List.copyOf(places);
    }

    @Override
    public String toString() {
        return "Encounter[]";
    }
}
