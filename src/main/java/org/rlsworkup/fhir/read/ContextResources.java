package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;

/**
 * The resources in a member of a hook's context: those of a Bundle, of a list, or a single one, each with or without
 * {@code {"resource": …}} around it.
 */
public final class ContextResources {
    private final List<ContextEntry> entries = new ArrayList<>();

    private ContextResources() {}

    /** A resource with the {@code fullUrl} of its Bundle entry, if any. */
    private record ContextEntry(@Nullable String fullUrl, ResourceBuilder resource) {
        /** The names by which it may be referred to. */
        Stream<String> names() {
            var id = resource.id;
            return Stream.of(
                            fullUrl, id == null ? null : resource.type + "/" + id, id == null ? null : "urn:uuid:" + id)
                    .flatMap(Stream::ofNullable);
        }

        /** Whether its id is valid in this Bundle only: no server has it yet. */
        boolean isTemporary() {
            return fullUrl != null && fullUrl.startsWith("urn:");
        }
    }

    /**
     * Reads the value that starts at the parser's current token, and leaves the parser at its last token.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    public static ContextResources read(JsonParser parser) {
        var resources = new ContextResources();
        resources.add(parser);
        return resources;
    }

    private void add(JsonParser parser) {
        Json.list(parser, value -> {
            var item = new ItemBuilder();
            if (Json.object(value, item::read)) {
                entries.add(new ContextEntry(item.fullUrl, item.resource()));
            }
        });
    }

    /** Collects an entry of a Bundle, a Bundle or a resource: which one is known at its end. */
    private final class ItemBuilder {
        private final ResourceBuilder self = new ResourceBuilder();
        private @Nullable ItemBuilder within;
        private @Nullable String fullUrl;

        void read(Element element, JsonParser parser) {
            switch (element) {
                case ENTRY -> add(parser);
                case FULL_URL -> fullUrl = Json.text(parser);
                case RESOURCE -> {
                    var item = new ItemBuilder();
                    within = Json.object(parser, item::read) ? item : null;
                }
                default -> self.read(element, parser);
            }
        }

        private ResourceBuilder resource() {
            return within == null ? self : within.resource();
        }
    }

    /**
     * The Conditions as charted for this patient. One without a subject, or with a contained one, is taken to be about
     * them; one with a temporary id gets none.
     */
    public List<Condition> conditions(String patientId) {
        var patient = new Ref("Patient", patientId);
        var conditions = new ArrayList<Condition>();
        for (var entry : entries) {
            var resource = entry.resource();
            if (entry.isTemporary()) {
                resource.id = null;
            }
            if (resource.subject == null || resource.subject.isContained()) {
                resource.subject = patient;
            }
            if (!resource.isUnreadable() && resource.build() instanceof Condition condition) {
                conditions.add(condition);
            }
        }
        return conditions;
    }

    /** The MedicationRequests, in the order sent, with the products that Medications beside them describe. */
    public List<MedicationUse> medicationRequests() {
        return requests(entries.stream());
    }

    /** Those MedicationRequests that are named by {@code Type/id} or by their {@code fullUrl}. */
    public List<MedicationUse> medicationRequests(Collection<String> selections) {
        var names = new HashSet<String>();
        selections.forEach(selection -> names.addAll(names(selection, Ref.parse(selection))));
        return requests(entries.stream().filter(entry -> entry.names().anyMatch(names::contains)));
    }

    private List<MedicationUse> requests(Stream<ContextEntry> selected) {
        var medications = new HashMap<String, Medication>();
        for (var entry : entries) {
            if ("Medication".equals(entry.resource().type)) {
                var medication = entry.resource().buildMedication(entry.resource().contained);
                entry.names().forEach(name -> medications.put(name, medication));
            }
        }
        return selected.map(ContextEntry::resource)
                .filter(resource -> "MedicationRequest".equals(resource.type))
                .map(resource -> request(resource, medications))
                .toList();
    }

    private static MedicationUse request(ResourceBuilder resource, Map<String, Medication> medications) {
        var request = resource.medication();
        names(request.reference().literal(), request.reference().ref()).stream()
                .map(medications::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(request::resolve);
        return request.request(resource);
    }

    /** The names under which a reference may find its target. */
    private static Set<String> names(@Nullable String literal, @Nullable Ref ref) {
        var names = new HashSet<String>();
        if (literal != null) {
            names.add(literal);
        }
        if (ref != null) {
            names.add(ref.type() + "/" + ref.id());
        }
        return names;
    }

    @Override
    public String toString() {
        return "ContextResources[" + entries.size() + "]";
    }
}
