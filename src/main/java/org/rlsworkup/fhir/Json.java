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

    /** What to do with each item of a list. */
    interface Items {
        void read(JsonParser parser);
    }

    static boolean object(JsonParser parser, Members members) {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            parser.skipChildren();
            return false;
        }
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
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
        @Nullable PartialDate[] ends = new @Nullable PartialDate[2];
        object(parser, (name, value) -> {
            switch (name) {
                case "start" -> ends[0] = date(value);
                case "end" -> ends[1] = date(value);
                default -> value.skipChildren();
            }
        });
        return new Period(ends[0], ends[1]);
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
        @Nullable String[] parts = new @Nullable String[3];
        object(parser, (name, value) -> {
            switch (name) {
                case "reference" -> parts[0] = text(value);
                case "display" -> parts[1] = text(value);
                case "type" -> parts[2] = text(value);
                default -> value.skipChildren();
            }
        });
        return new Pointer(parts[0] == null ? null : Ref.parse(parts[0]), parts[1], parts[2]);
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
        @Nullable String[] parts = new @Nullable String[2];
        object(parser, (name, value) -> {
            switch (name) {
                case "system" -> parts[0] = text(value);
                case "value" -> parts[1] = text(value);
                default -> value.skipChildren();
            }
        });
        return parts[1] == null ? null : (parts[0] == null ? "" : parts[0]) + "|" + parts[1];
    }

    /** A CodeableConcept, or the concept of a CodeableReference (R5), or a bare code (before R4). */
    static Concept concept(JsonParser parser) {
        return concept(parser, new ConceptReading(false));
    }

    /** A CodeableConcept of a small fixed list, of which neither system nor display is asked: codes and text only. */
    static Concept codes(JsonParser parser) {
        return concept(parser, new ConceptReading(true));
    }

    private static Concept concept(JsonParser parser, ConceptReading reading) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            var code = text(parser);
            return code == null
                    ? Concept.NONE
                    : new Concept(List.of(new Concept.Coding(new Code(null, code), null)), null);
        }
        object(parser, reading);
        return reading.concept();
    }

    private static final class ConceptReading implements Members {
        private final boolean codesOnly;
        private List<Concept.Coding> codings = List.of();
        private @Nullable String text;
        private @Nullable String wordsWithoutCode;

        ConceptReading(boolean codesOnly) {
            this.codesOnly = codesOnly;
        }

        @Override
        public void read(String name, JsonParser parser) {
            switch (name) {
                case "coding" -> list(parser, this::coding);
                case "text" -> text = text(parser);
                case "concept" -> {
                    var inner = Json.concept(parser, new ConceptReading(codesOnly));
                    codings = inner.codings();
                    text = inner.text();
                }
                default -> parser.skipChildren();
            }
        }

        private void coding(JsonParser parser) {
            @Nullable String[] parts = new @Nullable String[3];
            object(parser, (name, value) -> {
                if (name.equals("code")) {
                    parts[1] = text(value);
                } else if (name.equals("system") && !codesOnly) {
                    parts[0] = text(value);
                } else if (name.equals("display") && !codesOnly) {
                    parts[2] = text(value);
                } else {
                    value.skipChildren();
                }
            });
            if (parts[1] != null) {
                if (codings.isEmpty()) {
                    codings = new ArrayList<>(2);
                }
                codings.add(new Concept.Coding(new Code(parts[0], parts[1]), parts[2]));
            } else if (wordsWithoutCode == null) {
                wordsWithoutCode = parts[2];
            }
        }

        private Concept concept() {
            var words = text == null ? wordsWithoutCode : text;
            return codings.isEmpty() && words == null ? Concept.NONE : new Concept(codings, words);
        }
    }
}
