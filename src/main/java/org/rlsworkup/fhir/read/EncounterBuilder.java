package org.rlsworkup.fhir.read;

import java.util.List;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.value.Code;
import tools.jackson.core.JsonParser;

/** Collects the members that are special to an Encounter. R4 gives its class as one Coding, R5 as concepts. */
final class EncounterBuilder {
    private List<Code> classes = List.of();
    private List<String> places = List.of();

    void read(Element element, JsonParser parser) {
        switch (element) {
            case CLASS -> Json.list(parser, this::readClass);
            case LOCATION -> Json.list(parser, this::readLocation);
            case SERVICE_TYPE ->
                Json.list(parser, it -> Json.concept(it).names().forEach(this::addPlace));
            default -> parser.skipChildren();
        }
    }

    private void readClass(JsonParser parser) {
        String system = null;
        String code = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case SYSTEM -> system = Json.text(parser);
                case CODE -> code = Json.text(parser);
                case CODING -> Json.list(parser, this::readClass);
                default -> parser.skipChildren();
            }
        }
        classes = code == null ? classes : Json.append(classes, new Code(system, code));
    }

    /** Only the current location matters. */
    private void readLocation(JsonParser parser) {
        String name = null;
        String status = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case LOCATION -> name = Json.reference(parser).display();
                case STATUS -> status = Json.text(parser);
                default -> parser.skipChildren();
            }
        }
        if (name != null && (status == null || status.equals("active"))) {
            addPlace(name);
        }
    }

    private void addPlace(String name) {
        places = Json.append(places, name);
    }

    /** Places are sorted, because members come in any order. */
    Encounter build(ResourceBuilder resource) {
        return new Encounter(
                resource.id,
                resource.subject,
                resource.status,
                classes,
                places.stream().sorted().toList(),
                resource.meta());
    }
}
