package org.rlsworkup.fhir;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.Observation.Measured;
import org.rlsworkup.workup.Value;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A {@code value[x]} with its {@code dataAbsentReason}. */
final class MeasuredDraft {
    private @Nullable Value value;
    private @Nullable String absentReason;

    boolean reads(String name, JsonParser parser) {
        switch (name) {
            case "dataAbsentReason" -> absentReason = Json.concept(parser).status();
            case "valueQuantity" -> value = quantity(parser);
            case "valueString" -> value = words(Json.text(parser));
            case "valueCodeableConcept" -> value = concept(parser);
            default -> {
                return readsOther(name, parser);
            }
        }
        return true;
    }

    private boolean readsOther(String name, JsonParser parser) {
        if (!name.startsWith("value")) {
            return false;
        }
        if (!parser.hasToken(JsonToken.VALUE_NULL)) {
            parser.skipChildren();
            value = new Value.Other();
        }
        return true;
    }

    private static @Nullable Value words(@Nullable String text) {
        return text == null ? null : new Value.Words(text);
    }

    /** What the concept is called; one that is not called anything is still a value. */
    private static @Nullable Value concept(JsonParser parser) {
        if (!parser.hasToken(JsonToken.START_OBJECT) && !parser.hasToken(JsonToken.VALUE_STRING)) {
            parser.skipChildren();
            return null;
        }
        var names = Json.concept(parser).names();
        return names.isEmpty() ? new Value.Other() : new Value.Words(names.get(0));
    }

    private static @Nullable Value quantity(JsonParser parser) {
        if (!Json.isObject(parser)) {
            return null;
        }
        String comparator = null;
        BigDecimal number = null;
        String unit = null;
        String system = null;
        String code = null;
        for (var name = Json.member(parser); name != null; name = Json.member(parser)) {
            switch (name) {
                case "comparator" -> comparator = Json.text(parser);
                case "value" -> number = Json.decimal(parser);
                case "unit" -> unit = Json.text(parser);
                case "system" -> system = Json.text(parser);
                case "code" -> code = Json.text(parser);
                default -> parser.skipChildren();
            }
        }
        return new Value.Quantity(comparator, number, unit, system, code);
    }

    Measured measured() {
        return value == null && absentReason == null ? Measured.NOTHING : new Measured(value, absentReason);
    }
}
