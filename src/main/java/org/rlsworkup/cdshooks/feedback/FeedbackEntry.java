package org.rlsworkup.cdshooks.feedback;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.WellFormedText;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import tools.jackson.databind.JsonNode;

/**
 * One entry of a feedback body as Jackson binds it, before it is checked.
 *
 * @param overrideReason as CDS Hooks names it: an object; a list is accepted
 * @param overrideReasons as Epic's documentation names the same (2024)
 */
record FeedbackEntry(
        @Nullable String card,
        @Nullable String outcome,
        @Nullable String outcomeTimestamp,
        @Nullable List<AcceptedSuggestion> acceptedSuggestions,

        @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<OverrideDetails> overrideReason,

        @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<OverrideDetails> overrideReasons) {
    private static final int MAX_SUGGESTIONS = 100;
    private static final int MAX_ID_LENGTH = 200;
    private static final int MAX_TEXT_LENGTH = 500;
    private static final int MAX_COMMENT_LENGTH = 4_000;

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    /** RFC 3339; digits beyond the nanosecond are ignored. */
    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:)(\\d\\d)(\\.\\d{1,9})?\\d*([Zz]|[+-]\\d\\d:\\d\\d)");

    record AcceptedSuggestion(@Nullable String id) {}

    /** @param extension where Epic names a reason that was configured there and not sent on the card */
    record OverrideDetails(
            @Nullable ReasonCoding reason,
            @Nullable String userComment,
            @Nullable JsonNode extension) {
        private static final String EPIC = "com.epic.cdshooks.feedback.overrideReason.";

        /** As Epic displays the reason, with its title as the code; null if there is none. */
        private CardFeedback.@Nullable FeedbackReason configured() {
            var title = text("reasonTitle");
            var display = text("reasonDisplay");
            var code = title == null ? display : title;
            return code == null
                    ? null
                    : new CardFeedback.FeedbackReason(
                            null, truncated(code, MAX_ID_LENGTH), display == null ? code : display);
        }

        private @Nullable String text(String name) {
            var value = extension == null ? null : extension.path(EPIC + name).stringValue(null);
            var line =
                    value == null ? "" : CONTROLS.matcher(value).replaceAll(" ").strip();
            return line.isEmpty() ? null : truncated(line, MAX_TEXT_LENGTH);
        }
    }

    record ReasonCoding(
            @Nullable String system,
            @Nullable String code,
            @Nullable String display) {}

    /** The entry, checked; a {@link CdsHooksException} has the path of a member within the entry. */
    CardFeedback checked() {
        var checkedCard = id("card", card);
        var checkedOutcome =
                switch (required("outcome", outcome)) {
                    case "accepted" -> CardOutcome.ACCEPTED;
                    case "overridden" -> CardOutcome.OVERRIDDEN;
                    default -> throw CdsHooksException.wrongValue("outcome", "This must be accepted or overridden.");
                };
        var accepted = suggestionIds();
        if (checkedOutcome == CardOutcome.ACCEPTED && accepted.isEmpty()) {
            throw CdsHooksException.missing("acceptedSuggestions");
        }
        var reasons = Stream.concat(
                        reasons("overrideReason", overrideReason), reasons("overrideReasons", overrideReasons))
                .toList();
        return new CardFeedback(
                checkedCard,
                checkedOutcome,
                instant(required("outcomeTimestamp", outcomeTimestamp)),
                accepted,
                reasons.isEmpty() ? null : reasons.getFirst(),
                comment());
    }

    private List<String> suggestionIds() {
        var suggestions = acceptedSuggestions == null ? List.<AcceptedSuggestion>of() : acceptedSuggestions;
        if (suggestions.size() > MAX_SUGGESTIONS) {
            throw CdsHooksException.wrongValue(
                    "acceptedSuggestions", "There must be at most " + MAX_SUGGESTIONS + " accepted suggestions.");
        }
        var ids = new ArrayList<String>(suggestions.size());
        for (var suggestion : suggestions) {
            ids.add(id("acceptedSuggestions[" + ids.size() + "].id", suggestion.id()));
        }
        return ids;
    }

    private @Nullable String comment() {
        var comments = Stream.of(overrides(overrideReason), overrides(overrideReasons))
                .flatMap(sent -> sent.flatMap(it -> Stream.ofNullable(it.userComment())))
                .filter(it -> !it.isBlank())
                .collect(Collectors.joining("\n"));
        return comments.isEmpty() ? null : truncated(comments, MAX_COMMENT_LENGTH);
    }

    private static Stream<OverrideDetails> overrides(@Nullable List<OverrideDetails> sent) {
        return Stream.ofNullable(sent).flatMap(List::stream);
    }

    private static Stream<CardFeedback.FeedbackReason> reasons(String name, @Nullable List<OverrideDetails> sent) {
        return overrides(sent)
                .flatMap(it -> Stream.ofNullable(
                        it.reason() == null ? it.configured() : checked(name + ".reason.", it.reason())));
    }

    private static CardFeedback.FeedbackReason checked(String path, ReasonCoding sent) {
        return new CardFeedback.FeedbackReason(
                sent.system() == null ? null : plain(path + "system", sent.system(), MAX_TEXT_LENGTH),
                id(path + "code", sent.code()),
                sent.display() == null ? null : truncated(sent.display(), MAX_TEXT_LENGTH));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw CdsHooksException.missing(field);
        }
        return value;
    }

    private static String id(String field, @Nullable String value) {
        return plain(field, required(field, value).strip(), MAX_ID_LENGTH);
    }

    private static String plain(String field, String value, int maxLength) {
        if (value.length() > maxLength || value.chars().anyMatch(Character::isISOControl)) {
            throw CdsHooksException.wrongValue(
                    field, "This must be plain text of at most " + maxLength + " characters.");
        }
        return WellFormedText.of(value);
    }

    /** Free text is shortened to what the database can hold rather than refused. */
    private static String truncated(String text, int maxLength) {
        var storable = WellFormedText.of(text.replace('\u0000', ' ').strip());
        if (storable.length() <= maxLength) {
            return storable;
        }
        return storable.substring(
                0, Character.isHighSurrogate(storable.charAt(maxLength - 1)) ? maxLength - 1 : maxLength);
    }

    private static Instant instant(String value) {
        var parts = TIMESTAMP.matcher(value.strip());
        if (parts.matches()) {
            // java.time has no leap seconds: one counts as the last second of its minute.
            var second = parts.group(3).equals("60") ? "59" : parts.group(3);
            var fraction = parts.group(4) == null ? "" : parts.group(4);
            try {
                return OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + second + fraction + parts.group(5))
                        .toInstant();
            } catch (DateTimeException e) {
                // Not a date of the calendar: refused below.
            }
        }
        throw CdsHooksException.wrongValue(
                "outcomeTimestamp", "This must be an RFC 3339 date and time, such as 2026-11-20T10:00:00Z.");
    }
}
