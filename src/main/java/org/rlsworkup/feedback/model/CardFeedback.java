package org.rlsworkup.feedback.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a clinician did with one card.
 *
 * @param card its uuid, possibly one that this service never sent
 * @param at the time of the outcome by the client's clock, to the microsecond
 * @param acceptedSuggestions ids of the accepted suggestions, sorted; at least one if the card was accepted
 * @param reason why the card was overridden, or null if none was chosen
 * @param comment what the clinician wrote, or null if nothing, or if comments are not stored; may hold patient data
 */
public record CardFeedback(
        String card,
        CardOutcome outcome,
        Instant at,
        List<String> acceptedSuggestions,
        @Nullable FeedbackReason reason,
        @Nullable String comment) {
    public CardFeedback {
        at = at.truncatedTo(ChronoUnit.MICROS);
        acceptedSuggestions = acceptedSuggestions.stream().distinct().sorted().toList();
    }

    /** The outcomes of CDS Hooks. */
    public enum CardOutcome {
        ACCEPTED,
        OVERRIDDEN
    }

    /**
     * A reason for overriding a card, from the list of this service or the client's own.
     *
     * @param system of the code, or null
     * @param display its text, or null
     */
    public record FeedbackReason(
            @Nullable String system, String code, @Nullable String display) {}

    /** The same, with the reason that this service knows for one in the client's own words, if it knows one. */
    public CardFeedback withReason(UnaryOperator<FeedbackReason> known) {
        return reason == null
                ? this
                : new CardFeedback(card, outcome, at, acceptedSuggestions, known.apply(reason), comment);
    }

    CardFeedback withoutComment() {
        return new CardFeedback(card, outcome, at, acceptedSuggestions, reason, null);
    }

    @Override
    public String toString() {
        return "CardFeedback[card=" + card + ", outcome=" + outcome + "]";
    }
}
