package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.value.Code;
import tools.jackson.core.JsonParser;

/** Collects the members that are special to an Encounter. R4 gives its class as one Coding, R5 as concepts. */
final class EncounterBuilder {
    private List<Code> classes = List.of();
    private final List<String> places = new ArrayList<>();

    void read(Element element, JsonParser parser) {
        switch (element) {
            case CLASS -> Json.list(parser, this::readClass);
            case LOCATION -> Json.list(parser, this::readLocation);
            case SERVICE_TYPE ->
                Json.list(parser, it -> places.addAll(Json.concept(it).names()));
            default -> parser.skipChildren();
        }
    }

    /** A bare code is that of DSTU2. */
    private void readClass(JsonParser parser) {
        String system = null;
        var code = Json.quoted(parser);
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
            places.add(name);
        }
    }

    /** Places are sorted, because members come in any order. */
    Encounter build(ResourceBuilder resource) {
        places.sort(null);
        return new Encounter(resource.id, resource.subject, resource.status, classes, places, resource.meta.build());
    }
}
