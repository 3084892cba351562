package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.diagnosis.Diagnosis;

/** Makes the cards of an assessment. */
public final class CardAssembler {
    private final ResultsCard results;
    private final MissingTestsCard missingTests;
    private final MedicationsCard medications;
    private final UnreadCard unread;

    public CardAssembler(Knowledge knowledge) {
        this.results = new ResultsCard(knowledge);
        this.missingTests = new MissingTestsCard(knowledge);
        this.medications = new MedicationsCard(knowledge);
        this.unread = new UnreadCard(knowledge);
    }

    /**
     * What is not shown because a clinician declined it, or because it was shown a moment ago.
     *
     * @param kind of card it would have stood on
     * @param name of the finding, as {@link RuleTrace#key}; or {@value #CARD} for a whole card
     */
    public record Silenced(String kind, String name) {
        static final String CARD = "*";
    }

    /**
     * The cards of one assessment.
     *
     * @param diagnosis that the cards are about, or null if there are none
     * @param unread the sources without which there can be no cards
     */
    public record Assembled(List<Card> cards, @Nullable Diagnosis diagnosis, Set<Source> unread) {
        static final Assembled NOTHING = new Assembled(List.of(), null, Set.of());

        public boolean isEmpty() {
            return cards.isEmpty() && unread.isEmpty();
        }

        @Nullable
        public String conditionId() {
            return diagnosis == null ? null : diagnosis.conditionId();
        }

        /** What these cards say and those do not, and the cards that are not among those. */
        public List<Silenced> missingFrom(Assembled others) {
            var kinds = others.cards.stream().map(Card::kind).toList();
            var keys = others.cards.stream()
                    .flatMap(card -> card.trace().stream())
                    .map(RuleTrace::key)
                    .collect(Collectors.toSet());
            return cards.stream()
                    .flatMap(card -> Stream.concat(
                                    card.trace().stream().map(RuleTrace::key).filter(key -> !keys.contains(key)),
                                    kinds.contains(card.kind()) ? Stream.of() : Stream.of(Silenced.CARD))
                            .distinct()
                            .map(name -> new Silenced(card.kind().name(), name)))
                    .toList();
        }

        /** With another's cards of one kind; not where these could not be made. */
        public Assembled with(CardKind kind, Assembled other) {
            var more = other.cards.stream().filter(card -> card.kind() == kind).toList();
            return more.isEmpty() || !unread.isEmpty()
                    ? this
                    : new Assembled(
                            Stream.concat(cards.stream(), more.stream()).toList(),
                            diagnosis == null ? other.diagnosis : diagnosis,
                            unread);
        }

        /** Without the cards of one kind. */
        public Assembled without(CardKind kind) {
            return new Assembled(
                    cards.stream().filter(card -> card.kind() != kind).toList(), diagnosis, unread);
        }

        /** Without the cards all of whose findings were shown before. */
        public Assembled without(Set<String> shown) {
            return shown.isEmpty()
                    ? this
                    : new Assembled(
                            cards.stream()
                                    .filter(card -> !card.trace().stream()
                                            .map(RuleTrace::key)
                                            .allMatch(shown::contains))
                                    .toList(),
                            diagnosis,
                            unread);
        }
    }

    /** At most three cards: results, missing tests, medications. */
    public Assembled assemble(Assessment assessment, DataCoverage coverage, ZonedDateTime now) {
        return switch (assessment) {
            case Assessment.NoAdvice silent -> Assembled.NOTHING;
            case Assessment.IncompleteChart(var diagnosis, var sources) -> new Assembled(List.of(), diagnosis, sources);
            case Assessment.MedicationsOnly(var advice) ->
                new Assembled(present(medications.of(advice, coverage, now)), advice.diagnosis(), Set.of());
            case Assessment.Assessed it ->
                new Assembled(
                        present(
                                results.of(it, coverage, now),
                                missingTests.of(it, coverage, now),
                                medications.of(it.advice(), coverage, now)),
                        it.diagnosis(),
                        Set.of());
        };
    }

    /**
     * A card instead of a refusal, where RLS is known to be charted: some clients take a refusal for "nothing to say".
     *
     * @param incomplete cards that cannot be made because these sources are unread
     */
    public Assembled couldNotLook(Assembled incomplete, ZonedDateTime now) {
        return new Assembled(List.of(unread.of(incomplete.unread(), now)), incomplete.diagnosis(), Set.of());
    }

    @SafeVarargs
    private static List<Card> present(Optional<Card>... cards) {
        var present = new ArrayList<Card>(cards.length);
        for (var card : cards) {
            card.ifPresent(present::add);
        }
        return present;
    }
}
