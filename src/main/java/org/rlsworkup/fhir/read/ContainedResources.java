package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;

/** The resources contained in one resource. They refer to each other; none contains another. */
final class ContainedResources {
    private List<ResourceBuilder> resources = List.of();
    /** Made when the first is looked up; of two with the same id, the first counts. */
    private @Nullable Map<String, ResourceBuilder> byId;

    void read(JsonParser parser) {
        var resource = ResourceBuilder.read(parser);
        resources = resource == null ? resources : Json.append(resources, resource);
    }

    /** The Observations, except those that name another patient than their container does. */
    List<Observation> observations(ResourceBuilder container) {
        if (resources.isEmpty()) {
            return List.of();
        }
        return resources.stream()
                .filter(resource ->
                        "Observation".equals(resource.type) && !isOfAnother(resource.subject, container.subject))
                .map(resource -> resource.observation.observation(resource, container))
                .toList();
    }

    private static boolean isOfAnother(@Nullable Ref subject, @Nullable Ref ofContainer) {
        return subject != null
                && ofContainer != null
                && !subject.isContained()
                && !ofContainer.isContained()
                && !subject.equals(ofContainer);
    }

    boolean isAny(String type, List<Reference> references) {
        for (var i = 0; i < references.size(); i++) {
            if (isA(type, references.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The display of the first reference to this type that has one, or null. */
    @Nullable
    String nameOfAny(String type, List<Reference> references) {
        for (var i = 0; i < references.size(); i++) {
            var reference = references.get(i);
            if (reference.display() != null && isA(type, reference)) {
                return reference.display();
            }
        }
        return null;
    }

    /** Whether the target is of this type: by the literal, the contained resource, or the type of the reference. */
    private boolean isA(String type, Reference reference) {
        if (reference.ref() != null && !reference.ref().isContained()) {
            return reference.ref().type().equals(type);
        }
        var target = target(reference);
        return type.equals(reference.type()) || (target != null && type.equals(target.type));
    }

    /** What is known of the specimen that is pointed to. */
    Observation.Specimen specimen(Reference reference) {
        if (reference.equals(Reference.NONE)) {
            return Observation.Specimen.UNKNOWN;
        }
        var words = new ArrayList<String>();
        if (reference.display() != null) {
            words.add(reference.display());
        }
        var target = target(reference);
        if (target == null || !"Specimen".equals(target.type)) {
            return new Observation.Specimen(reference.ref(), words, null);
        }
        words.addAll(target.specimenType.names());
        return new Observation.Specimen(reference.ref(), words, target.collected);
    }

    /** The Medication that is pointed to, if it is contained here. */
    @Nullable
    Medication medication(Reference reference) {
        var target = target(reference);
        return target != null && "Medication".equals(target.type) ? target.buildMedication(this) : null;
    }

    /** What is pointed to by its code if it is contained here, else by what the reference calls it. */
    Concept named(Reference reference) {
        var target = target(reference);
        if (target != null
                && ("Substance".equals(target.type) || "Medication".equals(target.type))
                && !target.code.isEmpty()) {
            return target.code;
        }
        return reference.display() == null ? Concept.NONE : new Concept(List.of(), reference.display());
    }

    private @Nullable ResourceBuilder target(Reference reference) {
        var ref = reference.ref();
        return ref == null || !ref.isContained() || resources.isEmpty() ? null : byId().get(ref.id());
    }

    private Map<String, ResourceBuilder> byId() {
        if (byId == null) {
            var index = new HashMap<String, ResourceBuilder>();
            for (var resource : resources) {
                if (resource.id != null) {
                    index.putIfAbsent(resource.id, resource);
                }
            }
            byId = index;
        }
        return byId;
    }
}
