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
import org.rlsworkup.fhir.read.ContextResources.Entry;
import tools.jackson.core.JsonParser;

/**
 * The orders for medicines in the context of an order hook. Orders of other kinds are left out; a Medication that
 * stands beside an order tells its product.
 */
public final class ContextOrders {
    private final List<Entry> requests = new ArrayList<>();
    private final Map<String, Medication> medications = new HashMap<>();

    private ContextOrders() {}

    /**
     * Reads the value on whose first token the parser stands, and leaves the parser on its last token: a Bundle, a list
     * of resources or a resource alone.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    public static ContextOrders read(JsonParser parser) {
        var orders = new ContextOrders();
        ContextResources.read(parser).forEach(orders::add);
        return orders;
    }

    private void add(Entry entry) {
        var draft = entry.resource();
        if ("MedicationRequest".equals(draft.resourceType)) {
            requests.add(entry);
        } else if ("Medication".equals(draft.resourceType)) {
            var medication = draft.medication(draft.contained);
            entry.names().forEach(name -> medications.put(name, medication));
        }
    }

    /** All of them, in the order sent. */
    public List<MedicationUse> all() {
        return requests.stream().map(this::use).toList();
    }

    /** Those that are named by {@code Type/id}, or by the address they stand under in the Bundle. */
    public List<MedicationUse> selected(Collection<String> selections) {
        var names = new HashSet<String>();
        selections.forEach(selection -> names.addAll(names(selection, Ref.parse(selection))));
        return requests.stream()
                .filter(request -> request.names().anyMatch(names::contains))
                .map(this::use)
                .toList();
    }

    private MedicationUse use(Entry request) {
        var about = request.resource().about();
        var reference = about.reference();
        names(reference.literal(), reference.ref()).stream()
                .map(medications::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(about::refersTo);
        return about.request(request.resource());
    }

    /** What a reference may find its target by. */
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
