package org.rlsworkup.feedback.model;

import java.util.List;

/**
 * The feedback of one request, which is stored whole or not at all.
 *
 * @param client that sent it
 * @param service id of the service it was sent to
 */
public record FeedbackBatch(String client, String service, List<CardFeedback> entries) {
    public FeedbackBatch {
        entries = List.copyOf(entries);
    }

    /** Whether a batch was stored. */
    public sealed interface Receipt {
        /** All of it is committed. */
        record Stored() implements Receipt {}

        /** Nothing is stored, because the database is not available. */
        record Unavailable() implements Receipt {}

        /**
         * Nothing is stored, because a card would have more answers of this client than are kept.
         *
         * @param entry index of an entry about that card
         * @param most answers that are kept of a card
         */
        record TooManyAnswers(int entry, int most) implements Receipt {}
    }

    /** The same feedback without what clinicians wrote, which may hold patient data. */
    public FeedbackBatch withoutComments() {
        return new FeedbackBatch(
                client,
                service,
                entries.stream().map(CardFeedback::withoutComment).toList());
    }

    @Override
    public String toString() {
        return "FeedbackBatch[client=" + client + ", service=" + service + "]";
    }
}
