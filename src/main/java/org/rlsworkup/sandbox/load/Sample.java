package org.rlsworkup.sandbox.load;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** One resource of a Bundle, ready to be stored, with every reference inside it; these are mutable. */
public record Sample(Resource resource, List<Reference> references) {
    public Sample {
        references = List.copyOf(references);
    }

    static Sample of(Resource resource) {
        return new Sample(resource, elements(resource, Reference.class));
    }

    /**
     * The elements of a type at any depth: in contained resources, and in extensions of primitives too, which the
     * library's own terser leaves out.
     */
    static <T extends Base> List<T> elements(Base element, Class<T> type) {
        var found = new ArrayList<T>();
        if (type.isInstance(element)) {
            found.add(type.cast(element));
        }
        for (var property : element.children()) {
            property.getValues().forEach(value -> found.addAll(elements(value, type)));
        }
        return found;
    }

    public String typeAndId() {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
