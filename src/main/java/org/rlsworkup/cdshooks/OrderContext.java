package org.rlsworkup.cdshooks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.ContextOrders;
import org.rlsworkup.workup.MedicationUse;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The orders in the context of a call and which of them are selected. Only the order hooks demand them, so what is wrong
 * with them is said when they are asked for.
 */
record OrderContext(Sent<ContextOrders> orders, Sent<List<String>> selections) {
    static final OrderContext NOTHING = new OrderContext(new Sent<>(null, false), new Sent<>(null, false));

    static final String ORDERS = "context.draftOrders";
    static final String SELECTIONS = "context.selections";

    /**
     * A member of the context.
     *
     * @param value null if it was not sent, or is of the wrong type
     */
    record Sent<T>(@Nullable T value, boolean isWrong) {
        private T orThrow(String field, String expected) {
            if (value == null) {
                throw isWrong ? CallProblem.wrongType(field, expected) : CallProblem.missing(field);
            }
            return value;
        }
    }

    OrderContext withOrders(JsonParser parser) {
        var isBundle = parser.hasToken(JsonToken.START_OBJECT) || parser.hasToken(JsonToken.START_ARRAY);
        var read = isBundle
                ? new Sent<>(ContextOrders.read(parser), false)
                : new Sent<ContextOrders>(null, !parser.hasToken(JsonToken.VALUE_NULL));
        return new OrderContext(read, selections);
    }

    OrderContext withSelections(JsonParser parser) {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            var isGiven = !parser.hasToken(JsonToken.VALUE_NULL);
            parser.skipChildren();
            return new OrderContext(orders, new Sent<>(null, isGiven));
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
        return new OrderContext(orders, new Sent<>(isWrong ? null : read, isWrong));
    }

    /** All orders for medicines. */
    List<MedicationUse> all() {
        return orders.orThrow(ORDERS, "a Bundle of orders").all();
    }

    /** The selected orders for medicines. */
    List<MedicationUse> selected() {
        var given = orders.orThrow(ORDERS, "a Bundle of orders");
        return given.selected(selections.orThrow(SELECTIONS, "an array of strings"));
    }

    @Override
    public String toString() {
        return "OrderContext[]";
    }
}
