package org.rlsworkup.fhir.read;

import org.rlsworkup.chart.value.Concept;
import tools.jackson.core.JsonParser;

/** A CodeableReference (R5): what it says itself, and where it points. */
record ConceptOrReference(Concept concept, Pointer reference) {
    static final ConceptOrReference NONE = new ConceptOrReference(Concept.NONE, Pointer.NOWHERE);

    static ConceptOrReference read(JsonParser parser) {
        var concept = Concept.NONE;
        var reference = Pointer.NOWHERE;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case CONCEPT -> concept = Json.concept(parser);
                case REFERENCE -> reference = Json.reference(parser);
                default -> parser.skipChildren();
            }
        }
        return new ConceptOrReference(concept, reference);
    }

    @Override
    public String toString() {
        return "ConceptOrReference[]";
    }
}
