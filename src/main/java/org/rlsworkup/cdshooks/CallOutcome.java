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

/**
 * One call and its outcome, for audit, feedback and metrics. Contains no values of the chart.
 *
 * @param service id of the service that was called
 * @param hookInstance as the client sent it; null if the call could not be read so far
 * @param patient whose chart it was; null if the call could not be read so far
 * @param condition id of the diagnosis that the cards are about, or null if there is none, or none with an id: as the
 *     patient's, not to be logged or stored
 * @param status of the answer
 * @param cards that were found worth saying, whether the client was shown them or not
 * @param unread what of the chart could not be read
 * @param fhirRequests number of requests made to the FHIR server
 * @param took from the head of the request to the answer
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

    /**
     * A card as it went out.
     *
     * @param trace the rules that spoke on it
     */
    public record CreatedCard(UUID uuid, List<RuleTrace> trace) {
        public CreatedCard {
            trace = List.copyOf(trace);
        }

        /** The UUID of the suggestion for a test, derived from that of the card, so that it need not be stored. */
        public UUID suggestion(String test) {
            return UUID.nameUUIDFromBytes((uuid + "/" + test).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String toString() {
        return "CallOutcome[service=" + service + ", status=" + status + "]";
    }
}
