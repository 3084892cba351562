package org.rlsworkup.cdshooks.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.fhir.read.ContextResources;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What is being written, in the context of a call: orders, which of them are selected, Conditions. Each is demanded by
 * some hooks only, so what is wrong with it is said when it is asked for.
 */
record ContextMembers(Sent<ContextResources> orders, Sent<List<String>> selections, Sent<ContextResources> conditions) {
    static final ContextMembers NOTHING = new ContextMembers(Sent.not(), Sent.not(), Sent.not());

    static final String ORDERS = "context.draftOrders";
    static final String SELECTIONS = "context.selections";
    static final String CONDITIONS = "context.conditions";

    /**
     * A member of the context.
     *
     * @param value null if it was not sent, or is of the wrong type
     */
    record Sent<T>(@Nullable T value, boolean isWrong) {
        static <T> Sent<T> not() {
            return new Sent<>(null, false);
        }

        /** Resources in a Bundle, or as samples of the hooks send them: in a list, or one alone. */
        private static Sent<ContextResources> resources(JsonParser parser) {
            return parser.hasToken(JsonToken.START_OBJECT) || parser.hasToken(JsonToken.START_ARRAY)
                    ? new Sent<>(ContextResources.read(parser), false)
                    : new Sent<>(null, !parser.hasToken(JsonToken.VALUE_NULL));
        }

        private T orThrow(String field, String expected) {
            if (value == null) {
                throw isWrong ? CdsHooksException.wrongType(field, expected) : CdsHooksException.missing(field);
            }
            return value;
        }
    }

    ContextMembers withOrders(JsonParser parser) {
        return new ContextMembers(Sent.resources(parser), selections, conditions);
    }

    ContextMembers withConditions(JsonParser parser) {
        return new ContextMembers(orders, selections, Sent.resources(parser));
    }

    ContextMembers withSelections(JsonParser parser) {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            var isGiven = !parser.hasToken(JsonToken.VALUE_NULL);
            parser.skipChildren();
            return new ContextMembers(orders, new Sent<>(null, isGiven), conditions);
        }
        var read = new ArrayList<String>();
        var isWrong = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                read.add(parser.getString());
            } else {
                isWrong = true;
                parser.skipChildren();
            }
        }
        return new ContextMembers(orders, new Sent<>(isWrong ? null : read, isWrong), conditions);
    }

    /** All orders for medicines. */
    List<MedicationUse> allOrders() {
        return orders.orThrow(ORDERS, "a Bundle of orders").medicationRequests();
    }

    /** The selected orders for medicines. */
    List<MedicationUse> selectedOrders() {
        var given = orders.orThrow(ORDERS, "a Bundle of orders");
        return given.medicationRequests(selections.orThrow(SELECTIONS, "an array of strings"));
    }

    /** The Conditions that are charted for this patient at this moment. */
    List<Condition> chartedConditions(String patientId) {
        return conditions.orThrow(CONDITIONS, "a Bundle of Conditions").conditions(patientId);
    }

    @Override
    public String toString() {
        return "ContextMembers[]";
    }
}
