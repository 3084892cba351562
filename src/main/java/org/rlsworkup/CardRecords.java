package org.rlsworkup;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.cards.Card;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.cdshooks.PriorResponses;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.feedback.FeedbackLookup;
import org.rlsworkup.feedback.IssuedCard;
import org.rlsworkup.feedback.SilentCards;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.operations.PatientKeys;

/** Translates between cards of one patient and what is stored of them, which says neither whose they are nor any result. */
record CardRecords(PatientRef patient, PatientKeys keys) {

    /** What is stored of the cards that a user was sent. */
    List<IssuedCard> issued(CallOutcome answered, String user, Instant at) {
        var caller = answered.caller();
        var patientKey = keys.of(patient);
        var userKey = keys.ofUser(caller, user);
        var conditionKey = keys.ofCondition(caller, answered.condition());
        var encounterKey = keys.ofEncounter(caller, answered.encounter());
        return answered.cards().stream()
                .map(card -> new IssuedCard(
                        card.uuid().toString(),
                        at,
                        caller.name(),
                        caller.answersAs(),
                        answered.service(),
                        String.valueOf(answered.hookInstance()),
                        patientKey,
                        userKey,
                        conditionKey,
                        encounterKey,
                        content(card),
                        caller.mode() == Caller.Mode.LIVE))
                .toList();
    }

    private IssuedCard.Content content(CallOutcome.CreatedCard card) {
        return new IssuedCard.Content(
                card.kind().name(),
                card.words(),
                card.trace().stream()
                        .flatMap(it -> Stream.ofNullable(it.offered()))
                        .collect(Collectors.toSet()),
                card.trace().stream().map(RuleTrace::key).toList(),
                card.told().stream().map(this::stored).toList());
    }

    /** What is kept of a card that its client is not shown. */
    SilentCards.SilentCard silent(CallOutcome answered, UUID uuid, Card card, Instant at) {
        var knowledge = answered.knowledge();
        return new SilentCards.SilentCard(
                uuid.toString(),
                at,
                answered.caller().name(),
                answered.service(),
                keys.of(patient),
                knowledge == null ? "" : knowledge.text(),
                new SilentCards.CardContent(
                        card.summary(),
                        card.detail(),
                        card.indicator().code(),
                        card.suggestions().stream()
                                .map(it -> it.orderable().label())
                                .toList()));
    }

    private IssuedCard.StoredFinding stored(Card.Told told) {
        return new IssuedCard.StoredFinding(
                told.name(),
                told.restsOn().stream().map(it -> keys.of(patient, it)).collect(Collectors.toSet()));
    }

    PriorResponses priorResponses(FeedbackLookup.History history) {
        return new PriorResponses(
                history.overridden().stream().map(this::override).toList(),
                history.anyShown(),
                history.shown(),
                (kind, encounter) -> history.hasShown(kind.name(), keys.ofEncounter(patient.caller(), encounter)),
                (draft, within) -> history.hasShownDraft(keys.of(patient, draft), within));
    }

    private CardOverride override(FeedbackLookup.OverriddenCard it) {
        var reason = it.reason();
        var card = UUID.fromString(it.card());
        var restedOn = it.findings().stream()
                .collect(Collectors.toMap(
                        IssuedCard.StoredFinding::name, IssuedCard.StoredFinding::restsOn, (one, other) -> one));
        return new CardOverride(
                it.at(),
                reason == null ? null : new Code(reason.system(), reason.code()),
                it.tests().stream()
                        .filter(test -> !it.accepted()
                                .contains(CallOutcome.CreatedCard.suggestion(card, test)
                                        .toString()))
                        .collect(Collectors.toSet()),
                it.tests().size() == 1,
                condition -> Objects.equals(keys.ofCondition(patient.caller(), condition), it.conditionKey()),
                restedOn.keySet(),
                (finding, results) -> restedOn.getOrDefault(finding, Set.of()).contains(keys.of(patient, results)));
    }
}
