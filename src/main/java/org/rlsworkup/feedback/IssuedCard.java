package org.rlsworkup.feedback;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A card that was sent: a row of {@code issued_card}.
 *
 * @param card its uuid
 * @param patientKey keyed hash of the patient
 * @param conditionKey keyed hash of the Condition it is about, or null if that has no id
 * @param tests ids of the tests it offers
 * @param rules its messages, each as {@code RULE} or {@code RULE:TEST}
 * @param shown false for a client in silent mode
 */
public record IssuedCard(
        String card,
        Instant at,
        String client,
        String service,
        String hookInstance,
        String patientKey,
        @Nullable String conditionKey,
        Set<String> tests,
        List<String> rules,
        boolean shown) {
    public IssuedCard {
        tests = Set.copyOf(tests);
        rules = rules.stream().distinct().toList();
    }

    /** The tests or rules of a stored card. */
    static List<String> words(String stored) {
        return stored.isEmpty() ? List.of() : List.of(stored.split(" ", -1));
    }
}
