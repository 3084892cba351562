package org.rlsworkup.sandbox.load;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/**
 * Finds elements at any depth of a resource: in contained resources, and in extensions of primitives too, which the
 * library's own terser passes over.
 */
final class Elements {
    private Elements() {}

    static <T extends Base> List<T> of(Resource resource, Class<T> type) {
        var found = new ArrayList<T>();
        collect(resource, type, found);
        return found;
    }

    private static <T extends Base> void collect(Base element, Class<T> type, List<T> found) {
        if (type.isInstance(element)) {
            found.add(type.cast(element));
        }
        for (var property : element.children()) {
            for (var value : property.getValues()) {
                collect(value, type, found);
            }
        }
    }
}
