package org.rlsworkup.fhir.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.chart.value.StatusCode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads FHIR data types. Each method is called with the parser at the first token of a value and leaves it at the last.
 * A value of an unexpected shape is skipped and read as absent, so that it does not make the resource unreadable.
 */
final class Json {
    private static final int LONGEST_NUMBER = 64;

    private Json() {}

    /** As {@link #member} for the first member; null also if the value is not an object. */
    static @Nullable Element firstMember(JsonParser parser) {
        return isObject(parser) ? member(parser) : null;
    }

    /** Whether the value is an object; anything else is skipped. */
    static boolean isObject(JsonParser parser) {
        if (parser.hasToken(JsonToken.START_OBJECT)) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    /** Moves to the value of the next member; null at the end of the object. */
    static @Nullable Element member(JsonParser parser) {
        var element = Element.next(parser);
        if (element != null) {
            parser.nextToken();
        }
        return element;
    }

    /** Reads each member of an object; false if the value is not an object. */
    static boolean object(JsonParser parser, BiConsumer<Element, JsonParser> members) {
        if (!isObject(parser)) {
            return false;
        }
        for (var element = member(parser); element != null; element = member(parser)) {
            members.accept(element, parser);
        }
        return true;
    }

    /** Reads each item of a list; a single value is read as a list of one, and null as an empty list. */
    static void list(JsonParser parser, Consumer<JsonParser> items) {
        if (parser.hasToken(JsonToken.START_ARRAY)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.accept(parser);
            }
        } else if (!parser.hasToken(JsonToken.VALUE_NULL)) {
            items.accept(parser);
        }
    }

    /** The items of a list that can be read. */
    static <T> List<T> items(JsonParser parser, Function<JsonParser, @Nullable T> reader) {
        var items = new ArrayList<T>(4);
        list(parser, item -> {
            var read = reader.apply(item);
            if (read != null) {
                items.add(read);
            }
        });
        return items;
    }

    static <A, B> @Nullable B map(@Nullable A value, Function<A, @Nullable B> change) {
        return value == null ? null : change.apply(value);
    }

    /** Adds to a list that begins as the empty {@code List.of()}: most lists of most resources stay empty. */
    static <T> List<T> append(List<T> list, T item) {
        var appendable = list.isEmpty() ? new ArrayList<T>(2) : list;
        appendable.add(item);
        return appendable;
    }

    /** A string, or null if it is blank. */
    static @Nullable String text(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            var text = parser.getString();
            return text.isBlank() ? null : text;
        }
        parser.skipChildren();
        return null;
    }

    /** As {@link #text}, for a string that is likely to be one of {@link InternedStrings}. */
    static @Nullable String word(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_STRING) ? InternedStrings.read(parser) : text(parser);
    }

    /** The value of one member of an object, or null; the other members are skipped. */
    static <T> @Nullable T member(JsonParser parser, Element wanted, Function<JsonParser, @Nullable T> reader) {
        T value = null;
        for (var element = firstMember(parser); element != null; element = member(parser)) {
            if (element == wanted) {
                value = reader.apply(parser);
            } else {
                parser.skipChildren();
            }
        }
        return value;
    }

    /** The text of one member of an object, or null. */
    static @Nullable String memberText(JsonParser parser, Element wanted) {
        return member(parser, wanted, Json::word);
    }

    /** Whether it is this value, quoted or not. */
    static boolean is(boolean expected, JsonParser parser) {
        var equal = parser.hasToken(expected ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE)
                || (parser.hasToken(JsonToken.VALUE_STRING)
                        && parser.getString().strip().equalsIgnoreCase(Boolean.toString(expected)));
        parser.skipChildren();
        return equal;
    }

    /** A string at the parser, which stays there, if it is not blank; else null. */
    static @Nullable String quoted(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_STRING) ? text(parser) : null;
    }

    /** A decimal as written, quoted or not; null if it is too long, too large or too small to be a measurement. */
    static @Nullable BigDecimal decimal(JsonParser parser) {
        if (parser.currentToken().isNumeric()) {
            return decimal(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        }
        var quoted = text(parser);
        var number = quoted == null ? new char[0] : quoted.strip().toCharArray();
        return decimal(number, 0, number.length);
    }

    private static @Nullable BigDecimal decimal(char[] text, int from, int length) {
        if (length == 0 || length > LONGEST_NUMBER) {
            return null;
        }
        try {
            var decimal = new BigDecimal(text, from, length);
            // As plain text, 1e999999999 is a gigabyte of zeros.
            return Math.abs((long) decimal.scale()) > LONGEST_NUMBER ? null : decimal;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether there is a value: not null, a blank text, or an object or list without anything in it. */
    static boolean isGiven(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> false;
            case VALUE_STRING -> text(parser) != null;
            case START_OBJECT, START_ARRAY -> {
                var given = false;
                var depth = 0;
                do {
                    var token = parser.currentToken();
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                    given |= token.isScalarValue()
                            && token != JsonToken.VALUE_NULL
                            && !(token == JsonToken.VALUE_STRING
                                    && parser.getString().isBlank());
                } while (depth > 0 && parser.nextToken() != null);
                yield given;
            }
            default -> true;
        };
    }

    /** Whether the value is this string, or holds it anywhere. */
    static boolean mentions(JsonParser parser, String word) {
        var found = false;
        var depth = 0;
        do {
            var token = parser.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            found |= token == JsonToken.VALUE_STRING
                    && parser.getStringLength() == word.length()
                    && parser.getString().equals(word);
        } while (depth > 0 && parser.nextToken() != null);
        return found;
    }

    /** The target of a Reference, or null if it names no resource. */
    static @Nullable Ref ref(JsonParser parser) {
        return map(memberText(parser, Element.REFERENCE), Ref::parse);
    }

    static Reference reference(JsonParser parser) {
        String literal = null;
        String display = null;
        String type = null;
        for (var element = firstMember(parser); element != null; element = member(parser)) {
            switch (element) {
                case REFERENCE -> literal = text(parser);
                case DISPLAY -> display = text(parser);
                case TYPE -> type = text(parser);
                default -> parser.skipChildren();
            }
        }
        return new Reference(literal, literal == null ? null : Ref.parse(literal), display, type);
    }

    /** The References of a list; null items are left out, but any other value is read as a Reference. */
    static List<Reference> references(JsonParser parser) {
        return items(parser, item -> item.hasToken(JsonToken.VALUE_NULL) ? null : reference(item));
    }

    /** The targets of a list of References, {@link Ref#UNKNOWN} where one cannot be resolved. */
    static List<Ref> refs(JsonParser parser) {
        return items(
                parser,
                item -> item.hasToken(JsonToken.VALUE_NULL)
                        ? null
                        : Objects.requireNonNullElse(ref(item), Ref.UNKNOWN));
    }

    /** An Identifier as {@code system|value}; null if it has no value. */
    static @Nullable String identifier(JsonParser parser) {
        String system = null;
        String value = null;
        for (var element = firstMember(parser); element != null; element = member(parser)) {
            switch (element) {
                case SYSTEM -> system = text(parser);
                case VALUE -> value = text(parser);
                default -> parser.skipChildren();
            }
        }
        return value == null ? null : (system == null ? "" : system.strip()) + "|" + value.strip();
    }

    /** A CodeableConcept, or the concept of a CodeableReference (R5), or a bare code (before R4). */
    static Concept concept(JsonParser parser) {
        return new ConceptReader(false).read(parser);
    }

    /** As {@link #concept}, if only the codes matter: systems are left out, and displays may be. */
    static Concept codes(JsonParser parser) {
        return new ConceptReader(true).read(parser);
    }

    /** See {@link Concept#status}. */
    static @Nullable String status(JsonParser parser) {
        return concept(parser).status();
    }

    /** A code of a status, see {@link StatusCode}. */
    static @Nullable String statusCode(JsonParser parser) {
        var code = word(parser);
        return code == null ? null : StatusCode.of(code);
    }
}
