package org.rlsworkup.fhir.read;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Observation.ReferenceRange;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Value;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A {@code value[x]} with its {@code dataAbsentReason}, {@code referenceRange} and {@code interpretation}. */
final class MeasuredBuilder {
    private @Nullable Value value;
    private @Nullable String absentReason;
    private List<ReferenceRange> ranges = List.of();
    private @Nullable String flag;

    boolean read(Element element, JsonParser parser) {
        switch (element) {
            case DATA_ABSENT_REASON -> absentReason = Json.status(parser);
            case VALUE_QUANTITY -> value = quantity(parser);
            case VALUE_STRING -> value = Json.map(Json.text(parser), Value.Text::new);
            case VALUE_CODEABLE_CONCEPT -> value = concept(parser);
            case VALUE_RANGE -> value = Json.map(limits(parser), it -> new Value.Range(it.low(), it.high()));
            case VALUE_INTEGER -> value = Json.map(Json.decimal(parser), Value.Unitless::new);
            case REFERENCE_RANGE -> ranges = Json.items(parser, MeasuredBuilder::limits);
            case INTERPRETATION -> Json.list(parser, this::interpretation);
            default -> {
                return (element == Element.OTHER || element == Element.VALUE) && readOther(parser);
            }
        }
        return true;
    }

    private boolean readOther(JsonParser parser) {
        if (!parser.currentName().startsWith("value")) {
            return false;
        }
        if (Json.isGiven(parser)) {
            value = new Value.Other();
        }
        return true;
    }

    /** The text or a display, else the code; a concept without any is still a value. */
    private static @Nullable Value concept(JsonParser parser) {
        if (!parser.hasToken(JsonToken.START_OBJECT) && !parser.hasToken(JsonToken.VALUE_STRING)) {
            parser.skipChildren();
            return null;
        }
        var concept = Json.concept(parser);
        var names = concept.names();
        if (!names.isEmpty()) {
            return new Value.Text(names.get(0));
        }
        return concept.codings().isEmpty()
                ? new Value.Other()
                : new Value.Text(concept.codings().get(0).code().code());
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
        for (var element = Json.member(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case COMPARATOR -> comparator = Json.word(parser);
                case VALUE -> number = Json.decimal(parser);
                case UNIT -> unit = Json.word(parser);
                case SYSTEM -> system = Json.word(parser);
                case CODE -> code = Json.word(parser);
                default -> parser.skipChildren();
            }
        }
        return new Value.Quantity(comparator, number, unit, system, code);
    }

    private static @Nullable ReferenceRange limits(JsonParser parser) {
        if (!Json.isObject(parser)) {
            return null;
        }
        Value.Quantity low = null;
        Value.Quantity high = null;
        String kind = null;
        var special = false;
        for (var element = Json.member(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case LOW -> low = quantity(parser);
                case HIGH -> high = quantity(parser);
                case TYPE -> kind = Json.status(parser);
                case APPLIES_TO, AGE -> special |= Json.isGiven(parser);
                default -> parser.skipChildren();
            }
        }
        return new ReferenceRange(low, high, kind, special);
    }

    /** The first code, else text. */
    private void interpretation(JsonParser parser) {
        var concept = Json.codes(parser);
        if (flag == null) {
            flag = concept.codings().isEmpty()
                    ? concept.text()
                    : concept.codings().get(0).code().code();
        }
    }

    static Observation.@Nullable Component component(JsonParser parser) {
        if (!Json.isObject(parser)) {
            return null;
        }
        var builder = new MeasuredBuilder();
        var code = Concept.NONE;
        for (var element = Json.member(parser); element != null; element = Json.member(parser)) {
            if (element == Element.CODE) {
                code = Json.concept(parser);
            } else if (!builder.read(element, parser)) {
                parser.skipChildren();
            }
        }
        return new Observation.Component(code, builder.build());
    }

    Measured build() {
        return value == null && absentReason == null && ranges.isEmpty() && flag == null
                ? Measured.NOTHING
                : new Measured(value, absentReason, ranges, flag);
    }
}
