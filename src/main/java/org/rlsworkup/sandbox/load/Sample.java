package org.rlsworkup.sandbox.load;

import java.util.List;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * One resource of a Bundle, ready to be stored.
 *
 * @param resource carries its bare id
 * @param references every reference inside the resource, changeable in place
 */
public record Sample(Resource resource, List<Reference> references) {
    public Sample {
        references = List.copyOf(references);
    }

    public String typeAndId() {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    @Override
    public String toString() {
        return typeAndId();
    }
}
