package org.rlsworkup.feedback;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A card about one patient that a clinician overrode.
 *
 * @param card its uuid
 * @param at when, and not later than it was reported
 * @param conditionKey keyed hash that stands for the diagnosis it was about, or null if that has no id
 * @param tests ids of the tests it offered
 * @param reason that was chosen, or null
 * @param accepted ids of the suggestions of this card that were taken
 */
public record Overridden(
        String card,
        Instant at,
        @Nullable String conditionKey,
        Set<String> tests,
        CardAnswer.@Nullable Reason reason,
        Set<String> accepted) {}
