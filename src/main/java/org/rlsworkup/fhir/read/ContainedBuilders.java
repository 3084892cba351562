package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.Concept;
import tools.jackson.core.JsonParser;

/** The resources contained in one resource. They lie side by side and refer to each other; none contains another. */
final class ContainedBuilders {
    private List<ResourceBuilder> drafts = List.of();

    void read(JsonParser parser) {
        var draft = ResourceBuilder.read(parser);
        if (draft != null) {
            drafts = drafts.isEmpty() ? new ArrayList<>(2) : drafts;
            drafts.add(draft);
        }
    }

    List<Observation> observations(ResourceBuilder container) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        return drafts.stream()
                .filter(draft -> "Observation".equals(draft.resourceType))
                .map(draft -> draft.observation(container))
                .toList();
    }

    /** Whether any target is of this type. */
    boolean isAny(String type, List<Reference> pointers) {
        for (var i = 0; i < pointers.size(); i++) {
            if (isA(type, pointers.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** What the first target of this type that is called anything is called, or null. */
    @Nullable
    String nameOfAny(String type, List<Reference> pointers) {
        for (var i = 0; i < pointers.size(); i++) {
            var pointer = pointers.get(i);
            if (pointer.display() != null && isA(type, pointer)) {
                return pointer.display();
            }
        }
        return null;
    }

    /**
     * Whether the target is of this type: by its literal, else by what is contained, else by the word of the reference.
     */
    private boolean isA(String type, Reference pointer) {
        if (pointer.ref() != null && !pointer.ref().isContained()) {
            return pointer.ref().type().equals(type);
        }
        var target = target(pointer);
        return type.equals(pointer.type()) || (target != null && type.equals(target.resourceType));
    }

    /** What is known of the specimen that is pointed to. */
    Observation.Specimen specimen(Reference pointer) {
        if (pointer.equals(Reference.NONE)) {
            return Observation.Specimen.UNKNOWN;
        }
        var words = new ArrayList<String>();
        if (pointer.display() != null) {
            words.add(pointer.display());
        }
        var target = target(pointer);
        if (target == null || !"Specimen".equals(target.resourceType)) {
            return new Observation.Specimen(pointer.ref(), words, null);
        }
        words.addAll(target.specimenType.names());
        return new Observation.Specimen(pointer.ref(), words, target.collected);
    }

    /** The Medication that is pointed to, if it is contained here. */
    @Nullable
    Medication medication(Reference pointer) {
        var target = target(pointer);
        return target != null && "Medication".equals(target.resourceType) ? target.medication(this) : null;
    }

    /** What is pointed to by its code if it is contained here, else by what the reference calls it. */
    Concept named(Reference pointer) {
        var target = target(pointer);
        if (target != null && isNamed(target) && !target.code.isEmpty()) {
            return target.code;
        }
        return pointer.display() == null ? Concept.NONE : new Concept(List.of(), pointer.display());
    }

    private static boolean isNamed(ResourceBuilder draft) {
        return "Substance".equals(draft.resourceType) || "Medication".equals(draft.resourceType);
    }

    private @Nullable ResourceBuilder target(Reference pointer) {
        var ref = pointer.ref();
        if (ref != null && ref.isContained()) {
            for (var draft : drafts) {
                if (ref.id().equals(draft.id)) {
                    return draft;
                }
            }
        }
        return null;
    }
}
