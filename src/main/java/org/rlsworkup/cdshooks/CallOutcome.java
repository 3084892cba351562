package org.rlsworkup.cdshooks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.CardKind;

/**
 * One call and its outcome, for audit, feedback and metrics. Without values of the chart.
 *
 * @param hookInstance as sent; null if the call could not be parsed that far
 * @param patient null if the call could not be parsed that far
 * @param condition id of the Condition the cards are about, or null; like the patient's id, not to be logged or stored
 * @param status of the response
 * @param cards that were created, whether sent (live) or not (silent mode)
 * @param took from the start of the request to the response
 */
public record CallOutcome(
        Caller caller,
        String service,
        @Nullable String hookInstance,
        @Nullable PatientRef patient,
        @Nullable String condition,
        int status,
        List<CreatedCard> cards,
        Set<Source> unread,
        int fhirRequests,
        Duration took) {
    public CallOutcome {
        cards = List.copyOf(cards);
        unread = Set.copyOf(unread);
    }

    /** A card that was sent, with the rules behind it. */
    public record CreatedCard(UUID uuid, CardKind kind, List<RuleTrace> trace) {
        public CreatedCard {
            trace = List.copyOf(trace);
        }

        /** The UUID of the suggestion for a test, derived from that of the card, so that it need not be stored. */
        public static UUID suggestion(UUID card, String test) {
            return UUID.nameUUIDFromBytes((card + "/" + test).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String toString() {
        return "CallOutcome[service=" + service + ", status=" + status + "]";
    }
}
