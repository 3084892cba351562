package org.rlsworkup.cdshooks.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.value.FhirId;
import org.rlsworkup.fhir.read.ContextResources;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of the context that only some hooks define. A problem with one is reported when it is requested, so
 * that a hook that does not use it is answered.
 */
record ContextMembers(
        Member<ContextResources> orders, Member<List<String>> selections, Member<ContextResources> conditions) {
    static final ContextMembers NONE =
            new ContextMembers(new Member<>(null, false), new Member<>(null, false), new Member<>(null, false));

    private static final String ORDERS = "context.draftOrders";
    private static final String SELECTIONS = "context.selections";
    private static final String CONDITIONS = "context.conditions";

    static final Set<String> NAMES = Set.of(ORDERS, SELECTIONS, CONDITIONS);

    /** @param value null if the member was not sent, or is of the wrong type */
    record Member<T>(@Nullable T value, boolean isWrong) {
        private T orThrow(String field, String expected) {
            if (value == null) {
                throw isWrong ? CdsHooksException.wrongType(field, expected) : CdsHooksException.missing(field);
            }
            return value;
        }
    }

    ContextMembers with(String field, JsonParser parser) {
        return switch (field) {
            case ORDERS -> new ContextMembers(resources(parser), selections, conditions);
            case SELECTIONS -> new ContextMembers(orders, strings(parser), conditions);
            case CONDITIONS -> new ContextMembers(orders, selections, resources(parser));
            default -> throw new IllegalArgumentException(field);
        };
    }

    /** A Bundle; a list and a single resource are accepted too, because samples of the hooks use them. */
    private static Member<ContextResources> resources(JsonParser parser) {
        return parser.hasToken(JsonToken.START_OBJECT) || parser.hasToken(JsonToken.START_ARRAY)
                ? new Member<>(ContextResources.read(parser), false)
                : new Member<>(null, !parser.hasToken(JsonToken.VALUE_NULL));
    }

    private static Member<List<String>> strings(JsonParser parser) {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            var isWrong = !parser.hasToken(JsonToken.VALUE_NULL);
            parser.skipChildren();
            return new Member<>(null, isWrong);
        }
        var strings = new ArrayList<String>();
        var isWrong = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                strings.add(parser.getString());
            } else {
                isWrong = true;
                parser.skipChildren();
            }
        }
        return new Member<>(isWrong ? null : strings, isWrong);
    }

    /** Orders of other kinds for this patient. */
    List<ServiceRequest> otherOrders(String patientId) {
        return orders.value() == null ? List.of() : orders.value().serviceRequests(patientId);
    }

    /** All orders for medicines. */
    List<MedicationUse> allOrders() {
        return orders.orThrow(ORDERS, "a Bundle of orders").medicationRequests();
    }

    /** The selected orders for medicines. */
    List<MedicationUse> selectedOrders() {
        var drafts = orders.orThrow(ORDERS, "a Bundle of orders");
        var selected = selections.orThrow(SELECTIONS, "an array of strings").stream()
                .filter(it -> !it.isBlank())
                .toList();
        // Only an id alone, which the specification does not allow, may be another order's than it seems.
        if (selected.stream().anyMatch(it -> FhirId.isId(it) && !drafts.holds(it))) {
            throw CdsHooksException.wrongValue(SELECTIONS, "An id alone must be that of an order in draftOrders.");
        }
        // A Bundle holds all unsigned orders, the selected ones included: if it holds none of these, nobody can say
        // what
        // was selected. One that holds some is answered, because an order may be of a kind that the client does not
        // send.
        if (!selected.isEmpty() && drafts.holdsAny() && selected.stream().noneMatch(drafts::holds)) {
            throw CdsHooksException.wrongValue(SELECTIONS, "At least one must name an order in draftOrders.");
        }
        return drafts.medicationRequests(selected);
    }

    /** The Conditions of this patient that are being created. */
    List<Condition> createdConditions(String patientId) {
        return conditions.orThrow(CONDITIONS, "a Bundle of Conditions").conditions(patientId);
    }

    @Override
    public String toString() {
        return "ContextMembers[]";
    }
}
