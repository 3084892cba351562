package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.fhir.read.ContextResources.ContextEntry;
import tools.jackson.core.JsonParser;

/**
 * The MedicationRequests in the context of an order hook, with the Medications beside them. Other orders are left out.
 */
public final class ContextOrders {
    private final List<ContextEntry> requests = new ArrayList<>();
    private final Map<String, Medication> medications = new HashMap<>();

    private ContextOrders() {}

    /**
     * Reads a Bundle, a list of resources or a single resource. The parser is at the first token, and afterwards at the
     * last.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    public static ContextOrders read(JsonParser parser) {
        var orders = new ContextOrders();
        ContextResources.read(parser).forEach(orders::add);
        return orders;
    }

    private void add(ContextEntry entry) {
        var resource = entry.resource();
        if ("MedicationRequest".equals(resource.type)) {
            requests.add(entry);
        } else if ("Medication".equals(resource.type)) {
            var medication = resource.buildMedication(resource.contained);
            entry.names().forEach(name -> medications.put(name, medication));
        }
    }

    /** All MedicationRequests, in the order sent. */
    public List<MedicationUse> all() {
        return requests.stream().map(this::use).toList();
    }

    /** Those named by {@code Type/id} or by their {@code fullUrl}. */
    public List<MedicationUse> selected(Collection<String> selections) {
        var names = new HashSet<String>();
        selections.forEach(selection -> names.addAll(names(selection, Ref.parse(selection))));
        return requests.stream()
                .filter(request -> request.names().anyMatch(names::contains))
                .map(this::use)
                .toList();
    }

    private MedicationUse use(ContextEntry request) {
        var medication = request.resource().medication();
        var reference = medication.reference();
        names(reference.literal(), reference.ref()).stream()
                .map(medications::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(medication::resolve);
        return medication.request(request.resource());
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
        return "ContextOrders[" + requests.size() + "]";
    }
}
