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
final class OrderContext {
    static final String ORDERS = "context.draftOrders";
    static final String SELECTIONS = "context.selections";

    private @Nullable ContextOrders orders;
    private @Nullable List<String> selections;
    private CallProblem withoutOrders = CallProblem.missing(ORDERS);
    private CallProblem withoutSelections = CallProblem.missing(SELECTIONS);

    void readOrders(JsonParser parser) {
        if (parser.hasToken(JsonToken.START_OBJECT) || parser.hasToken(JsonToken.START_ARRAY)) {
            orders = ContextOrders.read(parser);
        } else if (!parser.hasToken(JsonToken.VALUE_NULL)) {
            withoutOrders = CallProblem.wrongType(ORDERS, "a Bundle of orders");
        }
    }

    void readSelections(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return;
        }
        withoutSelections = CallProblem.wrongType(SELECTIONS, "an array of strings");
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            parser.skipChildren();
            return;
        }
        var read = new ArrayList<String>();
        var wrong = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            wrong |= !parser.hasToken(JsonToken.VALUE_STRING);
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                read.add(parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        selections = wrong ? null : read;
    }

    /** All orders for medicines. */
    List<MedicationUse> all() {
        return orders().all();
    }

    /** The selected orders for medicines. */
    List<MedicationUse> selected() {
        var given = orders();
        if (selections == null) {
            throw withoutSelections;
        }
        return given.selected(selections);
    }

    private ContextOrders orders() {
        if (orders == null) {
            throw withoutOrders;
        }
        return orders;
    }
}
