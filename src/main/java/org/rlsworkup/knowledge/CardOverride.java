package org.rlsworkup.knowledge;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;

/**
 * A card that a clinician overrode.
 *
 * @param at when
 * @param reason the code chosen, or null if there is none
 * @param tests ids of the tests it offered that were not accepted
 * @param alone whether it offered one test only
 * @param condition whether a Condition, by its id or null if it has none, is the diagnosis the card was about; the id
 *     itself is not kept
 */
public record CardOverride(
        Instant at, @Nullable Code reason, Set<String> tests, boolean alone, Predicate<@Nullable String> condition) {
    public CardOverride {
        tests = Set.copyOf(tests);
    }

    @Override
    public String toString() {
        return "CardOverride[tests=" + tests + "]";
    }
}
