package org.rlsworkup.fhir.read;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildContainedResources;
import ca.uhn.fhir.context.RuntimeChildNarrativeDefinition;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseDatatype;
import org.hl7.fhir.instance.model.api.IBaseExtension;
import org.hl7.fhir.instance.model.api.IBaseHasExtensions;
import org.hl7.fhir.instance.model.api.IBaseHasModifierExtensions;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;

/**
 * Makes resources at random by walking HAPI's own definition of a type, so that what the specification allows comes up,
 * whether or not anybody here thought of it: every choice of every {@code [x]}, every bound code, extensions in place
 * of values, elements that we do not read.
 */
final class RandomResources {
    private static final Set<String> NEVER = Set.of("id", "extension", "modifierExtension", "implicitRules", "meta");
    /** What of a resource decides what we see of it; everything else comes up now and then. */
    private static final Set<String> OFTEN = Set.of(
            "code",
            "subject",
            "status",
            "category",
            "clinicalStatus",
            "verificationStatus",
            "onset",
            "abatement",
            "recordedDate",
            "effective",
            "issued",
            "value",
            "dataAbsentReason",
            "component",
            "hasMember",
            "derivedFrom",
            "performer",
            "specimen",
            "identifier",
            "result",
            "intent",
            "doNotPerform",
            "authoredOn",
            "occurrence",
            "occurence",
            "encounter",
            "birthDate",
            "gender",
            "performed",
            "class",
            "location",
            "serviceType",
            "deceased",
            "active",
            "link",
            "issue",
            "type",
            "collection",
            "medication",
            "form",
            "doseForm",
            "ingredient",
            "item",
            "reason",
            "reasonCode",
            "reasonReference",
            "dosage",
            "dosageInstruction",
            "adherence",
            "timing",
            "repeat",
            "bounds",
            "asNeeded",
            "route");

    private static final int DEEPEST = 4;

    private final FhirContext fhir;
    private final Random random;
    private final RandomValues values;
    private List<String> containedIds = List.of();

    RandomResources(FhirContext fhir, Random random) {
        this.fhir = fhir;
        this.random = random;
        this.values = new RandomValues(random);
    }

    /** A resource of this type, with what it contains. */
    IBaseResource resource(String type) {
        var definition = fhir.getResourceDefinition(type);
        var resource = definition.newInstance();
        if (values.in(0.9)) {
            resource.setId(values.id());
        }
        containedIds = List.of();
        if (values.in(0.3)) {
            containedIds = List.of("c0", "c1", "c2", "c3").subList(0, 1 + random.nextInt(4));
            containedIds.forEach(id -> contain(resource, definition, id));
        }
        fill(resource, definition, 0);
        if (values.in(0.1) && resource instanceof IBaseHasModifierExtensions modified) {
            modify(modified);
        }
        if (values.in(0.2)) {
            resource.getMeta().setVersionId(values.one("1", "2", "17", "a"));
            resource.getMeta().setLastUpdated(Date.from(Instant.ofEpochSecond(1_700_000_000L)));
        }
        return resource;
    }

    /** What may change the meaning of a resource or of a part of one, such as a component. */
    private void modify(IBaseHasModifierExtensions modified) {
        var extension = modified.addModifierExtension();
        extension.setUrl("https://laboratory.example/qualifier");
        if (values.in(0.5)) {
            var flag = (IPrimitiveType<?>) fhir.getElementDefinition("boolean").newInstance();
            flag.setValueAsString(values.one("true", "false"));
            extension.setValue((IBaseDatatype) flag);
        } else {
            setValue(extension);
        }
    }

    private void contain(IBaseResource resource, BaseRuntimeElementDefinition<?> definition, String id) {
        var type = values.one("Observation", "Specimen", "Observation", "Specimen", "Patient", "QuestionnaireResponse");
        var inner = fhir.getResourceDefinition(type);
        var contained = inner.newInstance();
        contained.setId("#" + id);
        fill(contained, inner, 1);
        definition.getChildByName("contained").getMutator().addValue(resource, contained);
    }

    private void fill(IBase parent, BaseRuntimeElementDefinition<?> definition, int depth) {
        for (var child : definition.getChildren()) {
            if (isFilled(child, depth)) {
                var most = child.getMax() == 1 || depth > 1 ? 1 : 1 + random.nextInt(3);
                for (var i = 0; i < most; i++) {
                    add(parent, child, depth);
                }
            }
        }
        if (parent instanceof IBaseHasExtensions extensible && values.in(0.02)) {
            extend(extensible);
        }
        if (depth > 0 && parent instanceof IBaseHasModifierExtensions modified && values.in(0.05)) {
            modify(modified);
        }
    }

    private boolean isFilled(BaseRuntimeChildDefinition child, int depth) {
        if (NEVER.contains(child.getElementName())
                || child instanceof RuntimeChildNarrativeDefinition
                || child instanceof RuntimeChildContainedResources) {
            return false;
        }
        var often = OFTEN.contains(child.getElementName().replace("[x]", ""));
        return values.in(depth <= 1 ? often ? 0.65 : 0.05 : 0.5);
    }

    private void add(IBase parent, BaseRuntimeChildDefinition child, int depth) {
        var names = child.getValidChildNames().stream()
                .filter(name -> !name.endsWith("Resource") && !name.endsWith("[x]"))
                .sorted()
                .toList();
        var definition = child.getChildByName(names.get(random.nextInt(names.size())));
        var composite = definition instanceof BaseRuntimeElementCompositeDefinition<?>;
        if (composite && depth >= DEEPEST) {
            return;
        }
        var value = definition.newInstance(child.getInstanceConstructorArguments());
        if (value instanceof IBaseReference reference) {
            refer(reference, definition);
        } else if (value instanceof IPrimitiveType<?> primitive) {
            set(primitive, child);
        } else if (composite) {
            fill(value, definition, depth + 1);
        }
        if (!value.isEmpty()) {
            child.getMutator().addValue(parent, value);
        }
    }

    private void set(IPrimitiveType<?> primitive, BaseRuntimeChildDefinition child) {
        var absent = values.in(0.06) && primitive instanceof IBaseHasExtensions;
        if (!absent) {
            primitive.setValueAsString(values.primitive(primitive.fhirType(), child));
        }
        if ((absent || values.in(0.03)) && primitive instanceof IBaseHasExtensions extensible) {
            extend(extensible);
        }
    }

    /** An extension like the one that says why there is no value. */
    private void extend(IBaseHasExtensions extensible) {
        var extension = extensible.addExtension();
        extension.setUrl("http://hl7.org/fhir/StructureDefinition/data-absent-reason");
        setValue(extension);
    }

    private void setValue(IBaseExtension<?, ?> extension) {
        var reason = (IPrimitiveType<?>) fhir.getElementDefinition("code").newInstance();
        reason.setValueAsString("unknown");
        extension.setValue((IBaseDatatype) reason);
    }

    private void refer(IBaseReference reference, BaseRuntimeElementDefinition<?> definition) {
        if (values.in(0.9)) {
            reference.setReference(values.reference(containedIds));
        }
        for (var name : List.of("type", "display", "identifier")) {
            var child = definition.getChildByName(name);
            if (values.in(0.2)) {
                add(reference, child, 2);
            }
        }
    }
}
