package org.rlsworkup.cdshooks;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Reads a batch of feedback from a stream: all of it, or none with the place that is wrong. */
final class FeedbackReader {
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_SUGGESTIONS = 100;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_COMMENT = 4_000;
    private static final String ROOT = "feedback";

    /** RFC 3339; what is finer than a nanosecond is not looked at. */
    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:)(\\d\\d)(\\.\\d{1,9})?\\d*([Zz]|[+-]\\d\\d:\\d\\d)");

    private final JsonFactory json;

    FeedbackReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * Reads a batch.
     *
     * @throws CallProblem naming the member that is wrong
     */
    List<Feedback.Entry> read(InputStream body) {
        var batch = new Batch();
        try (var parser = json.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CallProblem.wrongType("(body)", "a JSON object");
            }
            batch.read(parser);
            if (parser.nextToken() != null) {
                throw CallProblem.wrongType("(body)", "one JSON object and nothing after it");
            }
        } catch (JacksonIOException e) {
            throw BodyLimit.isOverrun(e)
                    ? CallProblem.tooLarge()
                    : new CallProblem(HttpStatus.BAD_REQUEST, "incomplete", "The body could not be read.", null);
        } catch (JacksonException e) {
            // The parser's message may quote a patient's data.
            throw new CallProblem(HttpStatus.BAD_REQUEST, "structure", "The body is no well-formed JSON.", batch.at);
        }
        return batch.entries();
    }

    /** The entries as they come by. */
    private static final class Batch {
        private @Nullable List<Feedback.Entry> entries;
        private String at = "(body)";

        void read(JsonParser parser) {
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (name.equals(ROOT)) {
                    entries = all(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        List<Feedback.Entry> entries() {
            if (entries == null) {
                throw CallProblem.missing(ROOT);
            }
            return entries;
        }

        private List<Feedback.Entry> all(JsonParser parser) {
            at = ROOT;
            if (entries != null) {
                throw CallProblem.wrongValue(ROOT, "This member is named twice.");
            }
            if (!parser.hasToken(JsonToken.START_ARRAY)) {
                throw CallProblem.wrongType(ROOT, "an array");
            }
            var read = new ArrayList<Feedback.Entry>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (read.size() == MOST_ENTRIES) {
                    throw CallProblem.tooLarge();
                }
                at = ROOT + "[" + read.size() + "]";
                read.add(new OneEntry(at).read(parser));
            }
            return read;
        }
    }

    /** The members of one entry as they come by. */
    private static final class OneEntry {
        private final String place;
        private final Set<String> seen = new HashSet<>();
        private final List<String> accepted = new ArrayList<>();
        private @Nullable String card;
        private @Nullable String outcome;
        private @Nullable String timestamp;
        private @Nullable String system;
        private @Nullable String code;
        private @Nullable String display;
        private @Nullable String comment;
        private @Nullable String suggestion;
        private boolean hasReason;

        OneEntry(String place) {
            this.place = place;
        }

        private interface Members {
            void read(String name, JsonParser parser);
        }

        Feedback.Entry read(JsonParser parser) {
            object(place, parser, this::member, false);
            var givenCard = name("card", given("card", card));
            var givenOutcome =
                    switch (given("outcome", outcome)) {
                        case "accepted" -> Feedback.Outcome.ACCEPTED;
                        case "overridden" -> Feedback.Outcome.OVERRIDDEN;
                        default -> throw wrong("outcome", "This must be accepted or overridden.");
                    };
            if (givenOutcome == Feedback.Outcome.ACCEPTED && accepted.isEmpty()) {
                throw CallProblem.missing(place + ".acceptedSuggestions");
            }
            return new Feedback.Entry(
                    givenCard,
                    givenOutcome,
                    instant(given("outcomeTimestamp", timestamp)),
                    accepted,
                    reason(),
                    comment == null || comment.isBlank() ? null : cut(comment, LONGEST_COMMENT));
        }

        private void member(String name, JsonParser parser) {
            switch (name) {
                case "card" -> card = text(once(name), parser);
                case "outcome" -> outcome = text(once(name), parser);
                case "outcomeTimestamp" -> timestamp = text(once(name), parser);
                case "acceptedSuggestions" -> suggestions(once(name), parser);
                case "overrideReason" -> object(once(name), parser, this::override, true);
                default -> parser.skipChildren();
            }
        }

        private void override(String name, JsonParser parser) {
            switch (name) {
                case "reason" -> hasReason = object(once("overrideReason.reason"), parser, this::coding, true);
                case "userComment" -> comment = text(once("overrideReason.userComment"), parser);
                default -> parser.skipChildren();
            }
        }

        private void coding(String name, JsonParser parser) {
            switch (name) {
                case "system" -> system = text(once("overrideReason.reason.system"), parser);
                case "code" -> code = text(once("overrideReason.reason.code"), parser);
                case "display" -> display = text(once("overrideReason.reason.display"), parser);
                default -> parser.skipChildren();
            }
        }

        private void suggestions(String field, JsonParser parser) {
            if (parser.hasToken(JsonToken.VALUE_NULL)) {
                return;
            }
            if (!parser.hasToken(JsonToken.START_ARRAY)) {
                throw CallProblem.wrongType(field, "an array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (accepted.size() == MOST_SUGGESTIONS) {
                    throw CallProblem.wrongValue(field, "These are more than a card can hold.");
                }
                accepted.add(suggestion("acceptedSuggestions[" + accepted.size() + "]", parser));
            }
        }

        private String suggestion(String at, JsonParser parser) {
            suggestion = null;
            object(
                    place + "." + at,
                    parser,
                    (name, value) -> {
                        if (name.equals("id")) {
                            suggestion = text(once(at + ".id"), value);
                        } else {
                            value.skipChildren();
                        }
                    },
                    false);
            return name(at + ".id", given(at + ".id", suggestion));
        }

        private Feedback.@Nullable Reason reason() {
            if (!hasReason) {
                return null;
            }
            var at = "overrideReason.reason.";
            return new Feedback.Reason(
                    system == null ? null : plain(at + "system", system, LONGEST_TEXT),
                    name(at + "code", given(at + "code", code)),
                    display == null ? null : cut(display, LONGEST_TEXT));
        }

        private String once(String field) {
            if (!seen.add(field)) {
                throw wrong(field, "This member is named twice.");
            }
            return place + "." + field;
        }

        private static boolean object(String field, JsonParser parser, Members members, boolean orNull) {
            if (orNull && parser.hasToken(JsonToken.VALUE_NULL)) {
                return false;
            }
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                throw CallProblem.wrongType(field, "an object");
            }
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                members.read(name, parser);
            }
            return true;
        }

        private static @Nullable String text(String field, JsonParser parser) {
            if (parser.hasToken(JsonToken.VALUE_NULL)) {
                return null;
            }
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw CallProblem.wrongType(field, "a string");
            }
            return parser.getString();
        }

        private String given(String field, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw CallProblem.missing(place + "." + field);
            }
            return value;
        }

        private String name(String field, String value) {
            return plain(field, value.strip(), LONGEST_NAME);
        }

        private String plain(String field, String value, int longest) {
            if (value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
                throw wrong(field, "This must be plain text of at most " + longest + " characters.");
            }
            return value;
        }

        /** What cannot be kept in a database is left out, the rest is not refused for it. */
        private static String cut(String words, int longest) {
            var kept = words.replace('\u0000', ' ').strip();
            if (kept.length() <= longest) {
                return kept;
            }
            return kept.substring(0, Character.isHighSurrogate(kept.charAt(longest - 1)) ? longest - 1 : longest);
        }

        private Instant instant(String value) {
            var parts = TIMESTAMP.matcher(value.strip());
            if (parts.matches()) {
                // A leap second, which this calendar does not have, is the last second of its minute.
                var second = parts.group(3).equals("60") ? "59" : parts.group(3);
                var fraction = parts.group(4) == null ? "" : parts.group(4);
                try {
                    return OffsetDateTime.parse(
                                    parts.group(1) + "T" + parts.group(2) + second + fraction + parts.group(5))
                            .toInstant();
                } catch (DateTimeException e) {
                    // falls through: said below
                }
            }
            throw wrong("outcomeTimestamp", "This must be a date and time of RFC 3339, such as 2026-11-20T10:00:00Z.");
        }

        private CallProblem wrong(String field, String rule) {
            return CallProblem.wrongValue(place + "." + field, rule);
        }
    }
}
