package org.rlsworkup.cdshooks;

import java.util.List;
import java.util.Set;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;

/**
 * What clinicians were shown about one patient before, and how they responded.
 *
 * @param declined the cards they overrode
 * @param shown what cards said so recently that it is not repeated, each as {@link RuleTrace#key}
 */
public record PriorResponses(List<CardOverride> declined, Set<String> shown) {
    static final PriorResponses NONE = new PriorResponses(List.of(), Set.of());

    public PriorResponses {
        declined = List.copyOf(declined);
        shown = Set.copyOf(shown);
    }
}
