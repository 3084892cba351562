package org.rlsworkup.cdshooks.feedback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;

/**
 * What a client reports of how clinicians answered cards: one batch.
 *
 * @param service id of the service it was sent to
 */
public record Feedback(Caller caller, String service, List<Entry> entries) {
    public Feedback {
        entries = List.copyOf(entries);
    }

    /** What became of a card. */
    public enum Outcome {
        ACCEPTED,
        OVERRIDDEN
    }

    /**
     * The answer to one card.
     *
     * @param card its uuid, maybe one we never sent
     * @param at when it was given, by the client's clock
     * @param acceptedSuggestions ids of the suggestions that were taken; at least one if the card was accepted
     * @param reason why the card was overridden, or null if none was chosen
     * @param comment what the clinician wrote, or null; may hold patient data
     */
    public record Entry(
            String card,
            Outcome outcome,
            Instant at,
            List<String> acceptedSuggestions,
            @Nullable Reason reason,
            @Nullable String comment) {
        public Entry {
            acceptedSuggestions = List.copyOf(acceptedSuggestions);
        }

        @Override
        public String toString() {
            return "Entry[card=" + card + ", outcome=" + outcome + "]";
        }
    }

    /**
     * A reason for overriding a card, ours or the client's own.
     *
     * @param system of the code, or null
     * @param display its words, or null
     */
    public record Reason(
            @Nullable String system, String code, @Nullable String display) {}
}
