package org.rlsworkup.fhir.read;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Observation.ReferenceRange;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.Value;
import tools.jackson.core.JsonParser;

/** A {@code value[x]} with its {@code dataAbsentReason}, {@code referenceRange} and {@code interpretation}. */
final class MeasuredBuilder {
    /** Of a decimal in quotes, which FHIR does not allow, nobody knows whether its point separates thousands. */
    private static final Pattern GROUPED = Pattern.compile("\\s*[1-9][0-9]{0,2}\\.[0-9]{3}\\s*");

    private @Nullable Value value;
    private @Nullable String absentReason;
    private List<ReferenceRange> ranges = List.of();
    private @Nullable String flag;
    private @Nullable String extensionReason;
    private List<Meta.Modifier> modifiers = List.of();
    private @Nullable String written;

    boolean read(Element element, JsonParser parser) {
        switch (element) {
            case DATA_ABSENT_REASON -> absentReason = Json.status(parser);
            case VALUE_QUANTITY -> value = value(parser);
            case VALUE_STRING -> value = text(Json.text(parser));
            case VALUE_CODEABLE_CONCEPT -> value = concept(parser);
            case VALUE_RANGE -> value = range(parser);
            case VALUE_INTEGER -> value = count(parser);
            case REFERENCE_RANGE -> ranges = Json.items(parser, MeasuredBuilder::limits);
            case MODIFIER_EXTENSION -> modifiers = Json.items(parser, Extensions::modifier);
            case INTERPRETATION -> Json.list(parser, this::interpretation);
            case VALUE, VALUE_CODE, OTHER -> {
                return readOther(parser);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readOther(JsonParser parser) {
        var name = parser.currentName();
        if (name.startsWith("_value")) {
            absentReasonIn(parser);
        } else if (name.startsWith("value")) {
            value = Json.isGiven(parser) ? new Value.Other() : value;
        } else {
            return false;
        }
        return true;
    }

    /** Of the sibling of a primitive value, which holds its extensions. */
    private void absentReasonIn(JsonParser parser) {
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            if (element == Element.EXTENSION) {
                extensionReason = Extensions.absentReason(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static @Nullable Value text(@Nullable String text) {
        return text == null ? null : new Value.Text(text);
    }

    /** The text or a display, else the code; null for a concept without any, or that is a data-absent-reason. */
    private @Nullable Value concept(JsonParser parser) {
        var reader = new ConceptReader(false);
        var concept = reader.read(parser);
        for (var coding : concept.codings()) {
            var system = coding.code().system();
            if (system != null && (system.endsWith("data-absent-reason") || system.endsWith("NullFlavor"))) {
                extensionReason = coding.code().code();
                return null;
            }
        }
        var names = concept.names();
        if (!names.isEmpty()) {
            return new Value.Text(names.get(0));
        }
        if (concept.codings().isEmpty()) {
            extensionReason = reader.absentReason();
            return null;
        }
        return new Value.Text(concept.codings().get(0).code().code());
    }

    /** A Quantity whose value is no decimal but a text such as {@code <5}, or such as {@code "1.234"}, is read as text. */
    private @Nullable Value value(JsonParser parser) {
        var reasonBefore = extensionReason;
        var quantity = quantity(parser, this);
        if (quantity == null || quantity.value() != null) {
            extensionReason = quantity == null ? extensionReason : reasonBefore;
            return quantity;
        }
        if (written != null) {
            var unit = quantity.unit() == null ? quantity.code() : quantity.unit();
            var comparator = quantity.comparator() == null ? "" : quantity.comparator();
            return new Value.Text((comparator + written + (unit == null ? "" : " " + unit)).strip());
        }
        return extensionReason == null ? quantity : null;
    }

    /** As it was written, what was not read as a decimal, so that the result is shown and not taken for one to rely on. */
    private static @Nullable String numeral(@Nullable String quoted, JsonParser parser) {
        return parser.currentToken().isNumeric() ? parser.getString() : quoted;
    }

    private static Value.@Nullable Quantity quantity(JsonParser parser) {
        return quantity(parser, null);
    }

    private static Value.@Nullable Quantity quantity(JsonParser parser, @Nullable MeasuredBuilder into) {
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
                case VALUE -> {
                    var text = into == null ? null : Json.quoted(parser);
                    number = text != null && GROUPED.matcher(text).matches() ? null : Json.decimal(parser);
                    if (into != null) {
                        into.written = number == null ? numeral(text, parser) : null;
                    }
                }
                case UNIT -> unit = Json.word(parser);
                case SYSTEM -> system = Json.word(parser);
                case CODE -> code = Json.word(parser);
                default -> {
                    if (into == null || !into.readAbsentReason(element, parser)) {
                        parser.skipChildren();
                    }
                }
            }
        }
        return comparator == null
                        && number == null
                        && unit == null
                        && code == null
                        && (into == null || into.written == null)
                ? null
                : new Value.Quantity(comparator, number, unit, system, code);
    }

    private boolean readAbsentReason(Element element, JsonParser parser) {
        if (element == Element.EXTENSION) {
            extensionReason = Extensions.absentReason(parser);
        } else if (element == Element.OTHER && parser.currentName().equals("_value")) {
            absentReasonIn(parser);
        } else {
            return false;
        }
        return true;
    }

    private static @Nullable Value range(JsonParser parser) {
        var range = limits(parser);
        return range == null || (range.low() == null && range.high() == null)
                ? null
                : new Value.Range(range.low(), range.high());
    }

    private static @Nullable Value count(JsonParser parser) {
        var number = Json.decimal(parser);
        return number == null ? null : new Value.Unitless(number);
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

    /** HL7 version 3 has codes of its own for a value that is kept back, and for one that is awaited. */
    private static @Nullable String ofNullFlavor(@Nullable String reason) {
        return switch (reason) {
            case "MSK", "msk" -> "masked";
            case "NAV", "nav" -> "temp-unknown";
            case null, default -> reason;
        };
    }

    Measured build() {
        var reason = ofNullFlavor(absentReason == null && value == null ? extensionReason : absentReason);
        return value == null && reason == null && ranges.isEmpty() && flag == null && modifiers.isEmpty()
                ? Measured.NOTHING
                : new Measured(value, reason, ranges, flag, modifiers);
    }
}
