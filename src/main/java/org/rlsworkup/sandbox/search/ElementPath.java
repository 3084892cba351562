package org.rlsworkup.sandbox.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The subset of FHIRPath that R4 uses to define most search parameters: {@code Type.a.b}, with {@code as}, {@code where
 * (resolve() is T)} or {@code where(system='s')} appended. Why not a FHIRPath engine: decision 18.
 */
record ElementPath(List<String> steps, Predicate<Base> condition) {
    private static final Pattern SHAPE = Pattern.compile("\\(?(?<type>[A-Z]\\w+)\\.(?<steps>\\w+(\\.\\w+)*?)"
            + "(( as |\\.as\\()(?<as>\\w+)\\)|\\.where\\(resolve\\(\\) is (?<target>\\w+)\\)"
            + "|\\.where\\(system='(?<system>\\w+)'\\))?");

    ElementPath {
        steps = List.copyOf(steps);
    }

    /** Empty if the expression belongs to another type or is not supported. */
    static Optional<ElementPath> of(String resourceType, String expression) {
        var shape = SHAPE.matcher(expression.strip());
        if (!shape.matches() || !List.of(resourceType, "Resource").contains(shape.group("type"))) {
            return Optional.empty();
        }
        Predicate<Base> condition = element -> true;
        var as = shape.group("as");
        var target = shape.group("target");
        var system = shape.group("system");
        if (as != null) {
            condition = element -> as.equals(element.fhirType());
        } else if (target != null) {
            condition = element -> element instanceof Reference reference && mayBe(target, reference);
        } else if (system != null) {
            condition = element -> element instanceof ContactPoint contact
                    && contact.hasSystem()
                    && system.equals(contact.getSystem().toCode());
        }
        return Optional.of(new ElementPath(List.of(shape.group("steps").split("\\.")), condition));
    }

    private static boolean mayBe(String type, Reference reference) {
        var written = new IdType(reference.getReference()).getResourceType();
        return written == null || written.equals(type);
    }

    Stream<Base> elementsOf(Resource resource) {
        if (steps.equals(List.of("id"))) {
            return Stream.of(resource.getIdElement());
        }
        Stream<Base> elements = Stream.of(resource);
        for (var step : steps) {
            elements = elements.flatMap(element -> children(element, step));
        }
        return elements.filter(condition);
    }

    private static Stream<Base> children(Base element, String name) {
        var property = element.getNamedProperty(name);
        return property == null ? Stream.empty() : property.getValues().stream();
    }
}
