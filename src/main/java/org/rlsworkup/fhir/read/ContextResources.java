package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;

/** The resources of a hook's context, of a Bundle, a list or alone, each with or without {@code {"resource": …}}. */
public final class ContextResources {
    private final List<Entry> entries = new ArrayList<>();

    private ContextResources() {}

    /** Reads the value at which the parser is, as {@link FhirReader#read(JsonParser)} does. */
    public static ContextResources read(JsonParser parser) {
        var resources = new ContextResources();
        Json.list(parser, resources::add);
        return resources;
    }

    private void add(JsonParser parser) {
        var entry = new Entry();
        if (Json.object(parser, entry::read)) {
            entries.add(entry);
        }
    }

    /** An entry of a Bundle, a Bundle or a resource: which one is known at its end. */
    private final class Entry {
        private final ResourceBuilder self = new ResourceBuilder();
        private @Nullable ResourceBuilder within;
        private @Nullable String fullUrl;

        void read(Element element, JsonParser parser) {
            switch (element) {
                case ENTRY -> Json.list(parser, ContextResources.this::add);
                case FULL_URL -> fullUrl = Json.text(parser);
                case RESOURCE -> {
                    var inner = new Entry();
                    within = Json.object(parser, inner::read) ? inner.resource() : null;
                }
                default -> self.read(element, parser);
            }
        }

        private ResourceBuilder resource() {
            return within == null ? self : within;
        }

        /** The names by which it may be referred to. */
        private Stream<String> names() {
            var id = resource().id;
            return Stream.concat(
                    Stream.ofNullable(fullUrl),
                    id == null ? Stream.empty() : Stream.of(resource().type + "/" + id, "urn:uuid:" + id));
        }

        /** Whether this is selected: by one of its names, or by its id alone. */
        private boolean isNamed(String selection) {
            var ref = Ref.parse(selection);
            return selection.equals(resource().id)
                    || names().anyMatch(name -> name.equals(selection)
                            || name.equals("urn:uuid:" + selection)
                            || (ref != null && name.equals(ref.literal())));
        }
    }

    /**
     * The Conditions as charted for this patient. One without a subject, or with a contained one, is taken to be about
     * them; one with a temporary id gets none.
     */
    public List<Condition> conditions(String patientId) {
        return ofPatient(Condition.class, patientId);
    }

    /** Orders of other kinds than medicines for this patient. */
    public List<ServiceRequest> serviceRequests(String patientId) {
        return ofPatient(ServiceRequest.class, patientId).stream()
                .filter(it -> new Ref("Patient", patientId).equals(it.subject()))
                .toList();
    }

    private <T extends Resource> List<T> ofPatient(Class<T> type, String patientId) {
        var patient = new Ref("Patient", patientId);
        var found = new ArrayList<T>();
        for (var entry : entries) {
            var resource = entry.resource();
            if (!type.getSimpleName().equals(resource.type) || resource.isUnreadable()) {
                continue;
            }
            if (entry.fullUrl != null && entry.fullUrl.startsWith("urn:")) {
                resource.id = null;
            }
            if (resource.subject == null || resource.subject.isContained()) {
                resource.subject = patient;
            }
            found.add(type.cast(resource.build()));
        }
        return found;
    }

    /** The MedicationRequests, in the order sent, with the products that Medications beside them describe. */
    public List<MedicationUse> medicationRequests() {
        return requests(entries.stream());
    }

    /** Whether any resource is named by {@code Type/id}, by its {@code fullUrl} or by its id alone. */
    public boolean holds(String selection) {
        return entries.stream().anyMatch(entry -> entry.isNamed(selection));
    }

    /** Whether there is any resource, the Bundle around them aside. */
    public boolean holdsAny() {
        return entries.stream().anyMatch(entry -> !"Bundle".equals(entry.resource().type));
    }

    /** Those MedicationRequests that are so named. */
    public List<MedicationUse> medicationRequests(Collection<String> selections) {
        return requests(entries.stream().filter(entry -> selections.stream().anyMatch(entry::isNamed)));
    }

    private List<MedicationUse> requests(Stream<Entry> selected) {
        var medications = new HashMap<String, Medication>();
        for (var entry : entries) {
            if ("Medication".equals(entry.resource().type)) {
                var medication = entry.resource().buildMedication(entry.resource().contained);
                entry.names().forEach(name -> medications.put(name, medication));
            }
        }
        return selected.map(Entry::resource)
                .filter(resource -> "MedicationRequest".equals(resource.type))
                .map(resource -> resource.medication().use(resource, medications))
                .toList();
    }

    @Override
    public String toString() {
        return "ContextResources[" + entries.size() + "]";
    }
}
