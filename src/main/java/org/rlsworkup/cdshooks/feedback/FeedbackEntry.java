package org.rlsworkup.cdshooks.feedback;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.JsonMembers;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of one entry as they come by. */
final class FeedbackEntry {
    private static final int MOST_SUGGESTIONS = 100;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_COMMENT = 4_000;

    /** RFC 3339; what is finer than a nanosecond is not looked at. */
    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:)(\\d\\d)(\\.\\d{1,9})?\\d*([Zz]|[+-]\\d\\d:\\d\\d)");

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

    FeedbackEntry(String place) {
        this.place = place;
    }

    Feedback.Entry read(JsonParser parser) {
        JsonMembers.object(place, parser, this::member, false);
        var givenCard = name("card", given("card", card));
        var givenOutcome =
                switch (given("outcome", outcome)) {
                    case "accepted" -> Feedback.Outcome.ACCEPTED;
                    case "overridden" -> Feedback.Outcome.OVERRIDDEN;
                    default -> throw wrong("outcome", "This must be accepted or overridden.");
                };
        if (givenOutcome == Feedback.Outcome.ACCEPTED && accepted.isEmpty()) {
            throw CdsHooksException.missing(place + ".acceptedSuggestions");
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
            case "card" -> card = JsonMembers.text(once(name), parser);
            case "outcome" -> outcome = JsonMembers.text(once(name), parser);
            case "outcomeTimestamp" -> timestamp = JsonMembers.text(once(name), parser);
            case "acceptedSuggestions" -> suggestions(once(name), parser);
            case "overrideReason" -> JsonMembers.object(once(name), parser, this::override, true);
            default -> parser.skipChildren();
        }
    }

    private void override(String name, JsonParser parser) {
        switch (name) {
            case "reason" -> hasReason = JsonMembers.object(once("overrideReason.reason"), parser, this::coding, true);
            case "userComment" -> comment = JsonMembers.text(once("overrideReason.userComment"), parser);
            default -> parser.skipChildren();
        }
    }

    private void coding(String name, JsonParser parser) {
        switch (name) {
            case "system" -> system = JsonMembers.text(once("overrideReason.reason.system"), parser);
            case "code" -> code = JsonMembers.text(once("overrideReason.reason.code"), parser);
            case "display" -> display = JsonMembers.text(once("overrideReason.reason.display"), parser);
            default -> parser.skipChildren();
        }
    }

    private void suggestions(String field, JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return;
        }
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw CdsHooksException.wrongType(field, "an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (accepted.size() == MOST_SUGGESTIONS) {
                throw CdsHooksException.wrongValue(field, "These are more than a card can hold.");
            }
            accepted.add(suggestion("acceptedSuggestions[" + accepted.size() + "]", parser));
        }
    }

    private String suggestion(String at, JsonParser parser) {
        suggestion = null;
        JsonMembers.object(
                place + "." + at,
                parser,
                (name, value) -> {
                    if (name.equals("id")) {
                        suggestion = JsonMembers.text(once(at + ".id"), value);
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

    private String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw CdsHooksException.missing(place + "." + field);
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
                return OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + second + fraction + parts.group(5))
                        .toInstant();
            } catch (DateTimeException e) {
                // falls through: said below
            }
        }
        throw wrong("outcomeTimestamp", "This must be a date and time of RFC 3339, such as 2026-11-20T10:00:00Z.");
    }

    private CdsHooksException wrong(String field, String rule) {
        return CdsHooksException.wrongValue(place + "." + field, rule);
    }
}
