package org.rlsworkup.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.Concept;
import org.rlsworkup.workup.Observation;
import org.rlsworkup.workup.Observation.Measured;
import org.rlsworkup.workup.Observation.ReferenceRange;
import org.rlsworkup.workup.Value;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A {@code value[x]} with its {@code dataAbsentReason}, {@code referenceRange} and {@code interpretation}. */
final class MeasuredDraft {
    private @Nullable Value value;
    private @Nullable String absentReason;
    private List<ReferenceRange> ranges = List.of();
    private @Nullable String flag;

    boolean reads(String name, JsonParser parser) {
        switch (name) {
            case "dataAbsentReason" -> absentReason = Json.status(parser);
            case "valueQuantity" -> value = quantity(parser);
            case "valueString" -> value = words(Json.text(parser));
            case "valueCodeableConcept" -> value = concept(parser);
            case "valueRange" -> value = range(parser);
            case "valueInteger" -> value = count(parser);
            case "referenceRange" -> Json.list(parser, this::referenceRange);
            case "interpretation" -> Json.list(parser, this::interpretation);
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

    /** What the concept is called, else its code; one that says neither is still a value. */
    private static @Nullable Value concept(JsonParser parser) {
        if (!parser.hasToken(JsonToken.START_OBJECT) && !parser.hasToken(JsonToken.VALUE_STRING)) {
            parser.skipChildren();
            return null;
        }
        var concept = Json.concept(parser);
        var names = concept.names();
        if (!names.isEmpty()) {
            return new Value.Words(names.get(0));
        }
        return concept.codings().isEmpty()
                ? new Value.Other()
                : new Value.Words(concept.codings().get(0).code().code());
    }

    private static Value.@Nullable Quantity quantity(JsonParser parser) {
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
                case "comparator" -> comparator = Json.word(parser);
                case "value" -> number = Json.decimal(parser);
                case "unit" -> unit = Json.word(parser);
                case "system" -> system = Json.word(parser);
                case "code" -> code = Json.word(parser);
                default -> parser.skipChildren();
            }
        }
        return new Value.Quantity(comparator, number, unit, system, code);
    }

    private static @Nullable Value range(JsonParser parser) {
        if (!Json.isObject(parser)) {
            return null;
        }
        Value.Quantity low = null;
        Value.Quantity high = null;
        for (var name = Json.member(parser); name != null; name = Json.member(parser)) {
            switch (name) {
                case "low" -> low = quantity(parser);
                case "high" -> high = quantity(parser);
                default -> parser.skipChildren();
            }
        }
        return new Value.Range(low, high);
    }

    private static @Nullable Value count(JsonParser parser) {
        var number = Json.decimal(parser);
        return number == null ? null : new Value.Count(number);
    }

    private void referenceRange(JsonParser parser) {
        if (!Json.isObject(parser)) {
            return;
        }
        Value.Quantity low = null;
        Value.Quantity high = null;
        String kind = null;
        var special = false;
        for (var name = Json.member(parser); name != null; name = Json.member(parser)) {
            switch (name) {
                case "low" -> low = quantity(parser);
                case "high" -> high = quantity(parser);
                case "type" -> kind = Json.status(parser);
                case "appliesTo", "age" -> {
                    special |= !parser.hasToken(JsonToken.VALUE_NULL);
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        ranges = ranges.isEmpty() ? new ArrayList<>(1) : ranges;
        ranges.add(new ReferenceRange(low, high, kind, special));
    }

    /** The first that says anything: its code, else its words. */
    private void interpretation(JsonParser parser) {
        var concept = Json.codes(parser);
        if (flag == null) {
            flag = concept.codings().isEmpty()
                    ? concept.text()
                    : concept.codings().get(0).code().code();
        }
    }

    /** A component: what it is, and its value; null if it is no object. */
    static Observation.@Nullable Component component(JsonParser parser) {
        var draft = new MeasuredDraft();
        var concept = new Concept[] {Concept.NONE};
        var isObject = Json.object(parser, (name, value) -> {
            if (name.equals("code")) {
                concept[0] = Json.concept(value);
            } else if (!draft.reads(name, value)) {
                value.skipChildren();
            }
        });
        return isObject ? new Observation.Component(concept[0], draft.measured()) : null;
    }

    Measured measured() {
        return value == null && absentReason == null && ranges.isEmpty() && flag == null
                ? Measured.NOTHING
                : new Measured(value, absentReason, ranges, flag);
    }
}
