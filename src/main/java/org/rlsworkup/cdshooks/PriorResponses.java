package org.rlsworkup.cdshooks;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.workup.medicines.Medicines;

/**
 * What clinicians were shown about one patient before, and how they responded.
 *
 * @param declined the cards they overrode
 * @param anyShown whether any card about the patient was shown before
 * @param shown what cards said so recently that it is not repeated, each as {@link RuleTrace#key}
 * @param kinds whether cards of a kind were shown in this encounter
 * @param drafts whether a draft order was on a card for the same user a moment ago
 */
public record PriorResponses(
        List<CardOverride> declined, boolean anyShown, Set<String> shown, ShownBefore kinds, RecentDrafts drafts) {
    static final PriorResponses NONE =
            new PriorResponses(List.of(), false, Set.of(), (kind, encounter) -> false, (draft, within) -> false);

    /** Whether a card of a kind was shown in an encounter before. */
    @FunctionalInterface
    public interface ShownBefore {
        /** Whether it was; where no encounter is open (null), or none was, within a day. */
        boolean was(CardKind kind, @Nullable String encounterId);
    }

    /** Whether a draft order was on a card a short time ago. */
    @FunctionalInterface
    public interface RecentDrafts {
        /**
         * Whether it was.
         *
         * @param draft as {@link Medicines.Use#draft} has it
         */
        boolean were(String draft, Duration within);
    }

    public PriorResponses {
        declined = List.copyOf(declined);
        shown = Set.copyOf(shown);
    }
}
