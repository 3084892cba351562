package org.rlsworkup.knowledge;

import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;
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
 * @param findings names of what else it told: the rules by which it read results, and the drugs, see {@link #drug}
 * @param restedOn whether a finding of it, by its name, rested on just these results; the results themselves are not kept
 */
public record CardOverride(
        Instant at,
        @Nullable Code reason,
        Set<String> tests,
        boolean alone,
        Predicate<@Nullable String> condition,
        Set<String> findings,
        BiPredicate<String, String> restedOn) {
    public CardOverride {
        tests = Set.copyOf(tests);
        findings = Set.copyOf(findings);
    }

    /** The name of a finding about a drug, by the drug's id. */
    public static String drug(String id) {
        return "drug:" + id;
    }

    @Override
    public String toString() {
        return "CardOverride[tests=" + tests + ", findings=" + findings + "]";
    }
}
