package org.rlsworkup.fhir;

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
import org.rlsworkup.workup.Medication;
import org.rlsworkup.workup.MedicationUse;
import org.rlsworkup.workup.Ref;
import tools.jackson.core.JsonParser;

/**
 * The orders for medicines in the context of an order hook. Orders of other kinds are left out; a Medication that stands
 * beside an order tells its product.
 */
public final class ContextOrders {
    private static final String REQUEST = "MedicationRequest";
    private static final String MEDICATION = "Medication";
    private static final String URN = "urn:uuid:";

    private final List<Item> requests = new ArrayList<>();
    private final Map<String, Medication> medications = new HashMap<>();

    private ContextOrders() {}

    /**
     * Reads the value on whose first token the parser stands, and leaves the parser on its last token: a Bundle of whatever
     * type, or of none, but also a list of resources and a resource alone.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    public static ContextOrders read(JsonParser parser) {
        var orders = new ContextOrders();
        Json.list(parser, orders::item);
        return orders;
    }

    private void item(JsonParser parser) {
        var item = new Item();
        if (!Json.object(parser, item)) {
            return;
        }
        var draft = item.draft();
        if (REQUEST.equals(draft.resourceType)) {
            requests.add(item);
        } else if (MEDICATION.equals(draft.resourceType)) {
            var medication = draft.medication(draft.contained);
            item.names().forEach(name -> medications.put(name, medication));
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
                .filter(item -> item.names().anyMatch(names::contains))
                .map(this::use)
                .toList();
    }

    private MedicationUse use(Item item) {
        var about = item.draft().about();
        var reference = about.reference();
        names(reference.literal(), reference.ref()).stream()
                .map(medications::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(about::refersTo);
        return about.request(item.draft());
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

    /** An entry of the Bundle, or the Bundle, or a resource that stands there itself. */
    private final class Item implements Json.Members {
        private final ResourceDraft self = new ResourceDraft();
        private @Nullable ResourceDraft resource;
        private @Nullable String fullUrl;

        @Override
        public void read(String name, JsonParser parser) {
            switch (name) {
                case "entry" -> Json.list(parser, ContextOrders.this::item);
                case "fullUrl" -> fullUrl = Json.text(parser);
                case "resource" -> {
                    var read = new ResourceDraft();
                    resource = Json.object(parser, read) ? read : null;
                }
                default -> self.read(name, parser);
            }
        }

        ResourceDraft draft() {
            return resource == null ? self : resource;
        }

        /** What this may be called by. */
        Stream<String> names() {
            var id = draft().id;
            return Stream.of(fullUrl, id == null ? null : draft().resourceType + "/" + id, id == null ? null : URN + id)
                    .flatMap(Stream::ofNullable);
        }
    }
}
