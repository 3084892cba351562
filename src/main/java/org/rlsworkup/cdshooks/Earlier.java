package org.rlsworkup.cdshooks;

import java.util.List;
import java.util.Set;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.knowledge.CardOverride;

/**
 * What clinicians of one patient were shown before, and answered.
 *
 * @param declined the cards they overrode
 * @param shown what cards said so lately that it need not be said again, each as {@link RuleTrace#key}
 */
public record Earlier(List<CardOverride> declined, Set<String> shown) {
    static final Earlier NOTHING = new Earlier(List.of(), Set.of());

    public Earlier {
        declined = List.copyOf(declined);
        shown = Set.copyOf(shown);
    }
}
