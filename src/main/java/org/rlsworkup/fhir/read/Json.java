package org.rlsworkup.fhir.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads FHIR data types from a parser that stands on the first token of a value, and leaves it on the last. A value of
 * an unexpected shape is skipped and read as absent: one bad member must not cost the resource, nor one resource the
 * Bundle.
 */
final class Json {
    private static final int LONGEST_NUMBER = 64;

    private Json() {}

    /** What to do with each member of an object. */
    interface Members {
        void read(Element element, JsonParser parser);
    }

    /** As {@link #member} for the first member; null also where no object begins. */
    static @Nullable Element firstMember(JsonParser parser) {
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

    /** Steps to the value of the next member and returns what it is; null at the end of the object. */
    static @Nullable Element member(JsonParser parser) {
        var element = Element.next(parser);
        if (element != null) {
            parser.nextToken();
        }
        return element;
    }

    static boolean object(JsonParser parser, Members members) {
        if (!isObject(parser)) {
            return false;
        }
        for (var element = member(parser); element != null; element = member(parser)) {
            members.read(element, parser);
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
            return beginsVisibly(text) || !text.isBlank() ? text : null;
        }
        parser.skipChildren();
        return null;
    }

    /** Whether it begins so that it cannot be blank, as nearly all do. */
    private static boolean beginsVisibly(String text) {
        return !text.isEmpty() && text.charAt(0) > ' ' && text.charAt(0) < 0x7f;
    }

    /** As {@link #text}, for what is most often one of the words that every chart repeats. */
    static @Nullable String word(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_STRING) ? InternedStrings.read(parser) : text(parser);
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
            // Written out, 1e999999999 is a gigabyte of zeros.
            return Math.abs((long) decimal.scale()) > LONGEST_NUMBER ? null : decimal;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable PartialDate date(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return PartialDate.parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        }
        parser.skipChildren();
        return null;
    }

    /** A Period: its start and its end, each null if absent. */
    record Period(@Nullable PartialDate start, @Nullable PartialDate end) {
        static final Period NONE = new Period(null, null);

        @Nullable
        PartialDate endElseStart() {
            return end != null ? end : start;
        }
    }

    /** A date as the Period that begins and ends with it. */
    static Period moment(JsonParser parser) {
        var date = date(parser);
        return new Period(date, date);
    }

    static Period period(JsonParser parser) {
        PartialDate start = null;
        PartialDate end = null;
        for (var element = firstMember(parser); element != null; element = member(parser)) {
            switch (element) {
                case START -> start = date(parser);
                case END -> end = date(parser);
                default -> parser.skipChildren();
            }
        }
        return new Period(start, end);
    }

    /** The events of a Timing, in the order sent. */
    static List<PartialDate> events(JsonParser parser) {
        var events = new ArrayList<PartialDate>();
        object(parser, (element, value) -> {
            if (element == Element.EVENT) {
                events.addAll(dates(value));
            } else {
                value.skipChildren();
            }
        });
        return events;
    }

    /** What a Reference names, or null if it names no resource. */
    static @Nullable Ref ref(JsonParser parser) {
        Ref ref = null;
        for (var element = firstMember(parser); element != null; element = member(parser)) {
            if (element == Element.REFERENCE) {
                var literal = text(parser);
                ref = literal == null ? null : Ref.parse(literal);
            } else {
                parser.skipChildren();
            }
        }
        return ref;
    }

    /** The dates of a list, those left out that are none. */
    static List<PartialDate> dates(JsonParser parser) {
        var dates = new ArrayList<PartialDate>();
        list(parser, item -> {
            var date = date(item);
            if (date != null) {
                dates.add(date);
            }
        });
        return dates;
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

    /** The References of a list; null is none, but a value of another shape is one that points nowhere. */
    static List<Reference> references(JsonParser parser) {
        var pointers = new ArrayList<Reference>(4);
        list(parser, item -> {
            if (!item.hasToken(JsonToken.VALUE_NULL)) {
                pointers.add(reference(item));
            }
        });
        return pointers;
    }

    /** As {@link #references}, and of each only what it names; one that we cannot resolve is still in the list. */
    static List<Ref> refs(JsonParser parser) {
        var refs = new ArrayList<Ref>(4);
        list(parser, item -> {
            if (!item.hasToken(JsonToken.VALUE_NULL)) {
                var ref = ref(item);
                refs.add(ref == null ? Ref.UNKNOWN : ref);
            }
        });
        return refs;
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
        return value == null ? null : (system == null ? "" : system) + "|" + value;
    }

    /** A CodeableConcept, or the concept of a CodeableReference (R5), or a bare code (before R4). */
    static Concept concept(JsonParser parser) {
        return new ConceptReader(false).read(parser);
    }

    /** As {@link #concept}, for one of which only the codes count: systems are left out, and so may displays be. */
    static Concept codes(JsonParser parser) {
        return new ConceptReader(true).read(parser);
    }

    /** What a status-like concept says: see {@link Concept#status}. */
    static @Nullable String status(JsonParser parser) {
        return codes(parser).status();
    }
}
