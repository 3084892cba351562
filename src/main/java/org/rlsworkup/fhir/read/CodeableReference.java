package org.rlsworkup.fhir.read;

import org.rlsworkup.chart.value.Concept;
import tools.jackson.core.JsonParser;

/** A FHIR R5 CodeableReference; also holds the CodeableConcept or Reference that R4 has in its place. */
record CodeableReference(Concept concept, Reference reference) {
    static final CodeableReference NONE = new CodeableReference(Concept.NONE, Reference.NONE);

    static CodeableReference read(JsonParser parser) {
        var concept = Concept.NONE;
        var reference = Reference.NONE;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case CONCEPT -> concept = Json.concept(parser);
                case REFERENCE -> reference = Json.reference(parser);
                default -> parser.skipChildren();
            }
        }
        return new CodeableReference(concept, reference);
    }
}
