package org.rlsworkup.sandbox.load;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * One resource of a Bundle, ready to be stored.
 *
 * @param resource has its id without type
 * @param references every reference inside the resource, mutable
 */
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
    static <T extends Base> List<T> elements(Resource resource, Class<T> type) {
        var found = new ArrayList<T>();
        collect(resource, type, found);
        return found;
    }

    private static <T extends Base> void collect(Base element, Class<T> type, List<T> found) {
        if (type.isInstance(element)) {
            found.add(type.cast(element));
        }
        element.children().stream()
                .flatMap(property -> property.getValues().stream())
                .forEach(value -> collect(value, type, found));
    }

    public String typeAndId() {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    @Override
    public String toString() {
        return typeAndId();
    }
}
