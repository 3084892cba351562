package org.rlsworkup.fhir.read;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseHasExtensions;
import org.hl7.fhir.instance.model.api.IBaseHasModifierExtensions;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IDomainResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;

/** An element of HAPI's model, accessed by the names of the specification, for R4 and R5 alike. */
record HapiNode(FhirContext fhir, IBase element) {

    /** The children of this name; a choice is named {@code value[x]}. */
    List<HapiNode> all(String name) {
        return definition().getChildByName(name).getAccessor().getValues(element).stream()
                .map(child -> new HapiNode(fhir, child))
                .toList();
    }

    /** The first child of this name. */
    Optional<HapiNode> one(String name) {
        return all(name).stream().findFirst();
    }

    /** The value of the first child of this name, which must be a primitive; empty if it has none. */
    Optional<String> text(String name) {
        return one(name).flatMap(HapiNode::text);
    }

    /** The value of this primitive; empty if it has only extensions. */
    Optional<String> text() {
        return Optional.ofNullable(((IPrimitiveType<?>) element).getValueAsString());
    }

    private BaseRuntimeElementCompositeDefinition<?> definition() {
        return element instanceof IBaseResource resource
                ? fhir.getResourceDefinition(resource)
                : (BaseRuntimeElementCompositeDefinition<?>) fhir.getElementDefinition(element.getClass());
    }

    /** Whether the specification knows a child of this name. */
    boolean has(String name) {
        return definition().getChildByName(name) != null;
    }

    boolean isPrimitive() {
        return element instanceof IPrimitiveType<?>;
    }

    boolean is(String name, String value) {
        return text(name).filter(value::equals).isPresent();
    }

    /** The type as the specification names it. */
    String type() {
        return element.fhirType();
    }

    boolean isOfType(String type) {
        return type().equals(type);
    }

    /** Logical id of this resource; HAPI writes that of a contained one with its number sign. */
    Optional<String> id() {
        var id = ((IBaseResource) element).getIdElement().getIdPart();
        return Optional.ofNullable(id).map(it -> it.startsWith("#") ? it.substring(1) : it);
    }

    List<HapiNode> extensions() {
        return element instanceof IBaseHasExtensions extended
                ? extended.getExtension().stream()
                        .map(it -> new HapiNode(fhir, it))
                        .toList()
                : List.of();
    }

    /** The extensions that may change what this means. */
    List<HapiNode> modifierExtensions() {
        return element instanceof IBaseHasModifierExtensions modified
                ? modified.getModifierExtension().stream()
                        .map(it -> new HapiNode(fhir, it))
                        .toList()
                : List.of();
    }

    List<HapiNode> contained() {
        return element instanceof IDomainResource resource
                ? resource.getContained().stream()
                        .map(it -> new HapiNode(fhir, it))
                        .toList()
                : List.of();
    }
}
