package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import tools.jackson.core.JsonParser;

/** What an Encounter says of where the patient is: R4 gives its class as one Coding, R5 as concepts. */
final class EncounterBuilder {
    private List<Code> classes = List.of();
    private List<String> places = List.of();

    void readClass(JsonParser parser) {
        @Nullable String[] coding = new @Nullable String[2];
        Json.object(parser, (element, value) -> {
            switch (element) {
                case SYSTEM -> coding[0] = Json.text(value);
                case CODE -> coding[1] = Json.text(value);
                case CODING -> Json.list(value, this::readClass);
                default -> value.skipChildren();
            }
        });
        var code = coding[1];
        if (code != null) {
            classes = classes.isEmpty() ? new ArrayList<>(2) : classes;
            classes.add(new Code(coding[0], code));
        }
    }

    /** A place that the patient has left, or is only planned for, says nothing about now. */
    void readLocation(JsonParser parser) {
        @Nullable String[] place = new @Nullable String[2];
        Json.object(parser, (element, value) -> {
            switch (element) {
                case LOCATION -> place[0] = Json.reference(value).display();
                case STATUS -> place[1] = Json.text(value);
                default -> value.skipChildren();
            }
        });
        var words = place[0];
        if (words != null && (place[1] == null || "active".equals(place[1]))) {
            addPlace(words);
        }
    }

    void readService(JsonParser parser) {
        Json.concept(parser).names().forEach(this::addPlace);
    }

    private void addPlace(String words) {
        places = places.isEmpty() ? new ArrayList<>(2) : places;
        places.add(words);
    }

    List<Code> classes() {
        return classes;
    }

    /** Sorted, because members come in any order. */
    List<String> places() {
        return places.size() < 2 ? places : places.stream().sorted().toList();
    }
}
