package org.rlsworkup.cdshooks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.Card;
import org.rlsworkup.cards.CardAssembler.Silenced;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.cdshooks.HookCallHandler.HandledCall;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.HookCall;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.CardKind;

/**
 * One call and its outcome, for audit, feedback and metrics. Without values of the chart.
 *
 * @param hookInstance as sent; null if the call could not be parsed that far
 * @param patient null if the call could not be parsed that far
 * @param user who made the call, as a reference; null if the call could not be parsed that far. Like the patient's id, not
 *     to be logged or stored
 * @param condition id of the Condition the cards are about, or null; like the patient's id, not to be logged or stored
 * @param encounter id of the open encounter, or null; like the patient's id, not to be logged or stored
 * @param status of the response
 * @param cards that were created, whether sent (live) or not (silent mode)
 * @param silenced what was not shown because it was declined before, or shown a moment ago
 * @param notes what of the call did not fit
 * @param knowledge with which it was answered; null if it was refused before that was known
 * @param took from the start of the request to the response
 */
public record CallOutcome(
        Caller caller,
        String service,
        @Nullable String hookInstance,
        @Nullable PatientRef patient,
        @Nullable String user,
        @Nullable String condition,
        @Nullable String encounter,
        int status,
        List<CreatedCard> cards,
        List<Silenced> silenced,
        List<CallNote> notes,
        Set<Source> unread,
        int fhirRequests,
        ClientKnowledge.@Nullable KnowledgeVersions knowledge,
        Duration took) {
    public CallOutcome {
        cards = List.copyOf(cards);
        silenced = List.copyOf(silenced);
        notes = List.copyOf(notes);
        unread = Set.copyOf(unread);
    }

    /** @param call null if the call could not be parsed */
    static CallOutcome of(
            HookService service,
            Caller caller,
            @Nullable HookCall call,
            HandledCall result,
            int status,
            ClientKnowledge.@Nullable KnowledgeVersions knowledge,
            Duration took) {
        return new CallOutcome(
                caller,
                service.id(),
                call == null ? null : call.hookInstance(),
                call == null ? null : PatientRef.of(caller, call.fhirServer(), call.patientId()),
                call == null ? null : call.userId(),
                result.condition(),
                call == null ? null : call.encounterId(),
                status,
                result.written().cards(),
                result.silenced(),
                result.notes(),
                result.unread(),
                result.requests(),
                knowledge,
                took);
    }

    /**
     * A card that was sent, with the rules behind it.
     *
     * @param words of its detail
     * @param told see {@link Card#told}: with data of the chart
     * @param withheld the card itself if the client is not shown it, otherwise null; with data of the chart, to be kept
     *     encrypted or not at all
     */
    public record CreatedCard(
            UUID uuid,
            CardKind kind,
            int words,
            List<RuleTrace> trace,
            List<Card.Told> told,
            @Nullable Card withheld) {
        public CreatedCard {
            trace = List.copyOf(trace);
            told = List.copyOf(told);
        }

        static CreatedCard of(UUID uuid, Card card, Caller.Mode mode) {
            return new CreatedCard(
                    uuid,
                    card.kind(),
                    card.words(),
                    card.trace(),
                    card.told(),
                    mode == Caller.Mode.SILENT ? card : null);
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
