package org.rlsworkup.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.Code;
import org.rlsworkup.workup.Concept;
import org.rlsworkup.workup.PartialDate;
import org.rlsworkup.workup.Ref;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads FHIR data types from a parser that stands on the first token of a value, and leaves it on the last. A value of an
 * unexpected shape is skipped and read as absent: one bad member must not cost the resource, nor one resource the Bundle.
 */
final class Json {
    private static final int LONGEST_NUMBER = 64;

    private Json() {}

    /** What to do with each member of an object. */
    interface Members {
        void read(String name, JsonParser parser);
    }

    /** As {@link #member} for the first member; null also where no object begins. */
    static @Nullable String firstMember(JsonParser parser) {
        return isObject(parser) ? member(parser) : null;
    }

    /** What to do with each item of a list. */
    interface Items {
        void read(JsonParser parser);
    }

    /** Whether an object begins here; anything else is skipped. */
    static boolean isObject(JsonParser parser) {
        if (parser.hasToken(JsonToken.START_OBJECT)) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    /** Steps to the value of the next member and returns its name; null at the end of the object. */
    static @Nullable String member(JsonParser parser) {
        var name = parser.nextName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    static boolean object(JsonParser parser, Members members) {
        if (!isObject(parser)) {
            return false;
        }
        for (var name = member(parser); name != null; name = member(parser)) {
            members.read(name, parser);
        }
        return true;
    }

    /** Each item of a list; a single value where a list should be is a list of one, and null is none. */
    static void list(JsonParser parser, Items items) {
        if (parser.hasToken(JsonToken.START_ARRAY)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.read(parser);
            }
        } else if (!parser.hasToken(JsonToken.VALUE_NULL)) {
            items.read(parser);
        }
    }

    static @Nullable String text(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            var text = parser.getString();
            return text.isBlank() ? null : text;
        }
        parser.skipChildren();
        return null;
    }

    static @Nullable Boolean flag(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    /** A decimal as written; some senders quote it. Null if it is too long or too far from 1 to be a measurement. */
    static @Nullable BigDecimal decimal(JsonParser parser) {
        var text = parser.currentToken().isNumeric() ? parser.getString() : text(parser);
        if (text == null || text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            var decimal = new BigDecimal(text.strip());
            // Written out, 1e999999999 is a gigabyte of zeros.
            return Math.abs((long) decimal.scale()) > LONGEST_NUMBER ? null : decimal;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable PartialDate date(JsonParser parser) {
        var text = text(parser);
        return text == null ? null : PartialDate.parse(text);
    }

    /** A Period: its start and its end, each null if absent. */
    record Period(@Nullable PartialDate start, @Nullable PartialDate end) {
        @Nullable
        PartialDate endElseStart() {
            return end != null ? end : start;
        }
    }

    static Period period(JsonParser parser) {
        PartialDate start = null;
        PartialDate end = null;
        for (var name = firstMember(parser); name != null; name = member(parser)) {
            switch (name) {
                case "start" -> start = date(parser);
                case "end" -> end = date(parser);
                default -> parser.skipChildren();
            }
        }
        return new Period(start, end);
    }

    /** The events of a Timing, in the order sent. */
    static List<PartialDate> events(JsonParser parser) {
        var events = new ArrayList<PartialDate>();
        object(parser, (name, value) -> {
            if (name.equals("event")) {
                list(value, event -> {
                    var date = date(event);
                    if (date != null) {
                        events.add(date);
                    }
                });
            } else {
                value.skipChildren();
            }
        });
        return events;
    }

    static Pointer reference(JsonParser parser) {
        String literal = null;
        String display = null;
        String type = null;
        for (var name = firstMember(parser); name != null; name = member(parser)) {
            switch (name) {
                case "reference" -> literal = text(parser);
                case "display" -> display = text(parser);
                case "type" -> type = text(parser);
                default -> parser.skipChildren();
            }
        }
        return new Pointer(literal == null ? null : Ref.parse(literal), display, type);
    }

    /** The References of a list; null is none, but a value of another shape is one that points nowhere. */
    static List<Pointer> references(JsonParser parser) {
        var pointers = new ArrayList<Pointer>(4);
        list(parser, item -> {
            if (!item.hasToken(JsonToken.VALUE_NULL)) {
                pointers.add(reference(item));
            }
        });
        return pointers;
    }

    /** An Identifier as {@code system|value}; null if it has no value. */
    static @Nullable String identifier(JsonParser parser) {
        String system = null;
        String value = null;
        for (var name = firstMember(parser); name != null; name = member(parser)) {
            switch (name) {
                case "system" -> system = text(parser);
                case "value" -> value = text(parser);
                default -> parser.skipChildren();
            }
        }
        return value == null ? null : (system == null ? "" : system) + "|" + value;
    }

    /** A CodeableConcept, or the concept of a CodeableReference (R5), or a bare code (before R4). */
    static Concept concept(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            var code = text(parser);
            return code == null
                    ? Concept.NONE
                    : new Concept(List.of(new Concept.Coding(new Code(null, code), null)), null);
        }
        return new ConceptReading().read(parser);
    }

    private static final class ConceptReading {
        private List<Concept.Coding> codings = List.of();
        private @Nullable String text;
        private @Nullable String wordsWithoutCode;

        Concept read(JsonParser parser) {
            for (var name = firstMember(parser); name != null; name = member(parser)) {
                switch (name) {
                    case "coding" -> codings(parser);
                    case "text" -> text = text(parser);
                    case "concept" -> {
                        var inner = Json.concept(parser);
                        codings = inner.codings();
                        text = inner.text();
                    }
                    default -> parser.skipChildren();
                }
            }
            var words = text == null ? wordsWithoutCode : text;
            return codings.isEmpty() && words == null ? Concept.NONE : new Concept(codings, words);
        }

        private void codings(JsonParser parser) {
            if (!parser.hasToken(JsonToken.START_ARRAY)) {
                coding(parser);
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                coding(parser);
            }
        }

        private void coding(JsonParser parser) {
            String system = null;
            String code = null;
            String display = null;
            for (var name = firstMember(parser); name != null; name = member(parser)) {
                switch (name) {
                    case "system" -> system = text(parser);
                    case "code" -> code = text(parser);
                    case "display" -> display = text(parser);
                    default -> parser.skipChildren();
                }
            }
            if (code == null) {
                wordsWithoutCode = wordsWithoutCode == null ? display : wordsWithoutCode;
                return;
            }
            var coding = new Concept.Coding(new Code(system, code), display);
            if (codings.isEmpty()) {
                codings = List.of(coding);
            } else {
                codings = new ArrayList<>(codings);
                codings.add(coding);
            }
        }
    }
}
