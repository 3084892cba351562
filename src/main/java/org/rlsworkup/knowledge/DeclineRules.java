package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;

/**
 * For how long what a clinician declined is not suggested again.
 *
 * @param spans by the reason chosen
 * @param otherDays where no reason was chosen, or one that is not listed
 * @param diagnosisWrong reasons that silence everything about the Condition until it is charted again
 * @param backWith by test, ids of contexts that, charted later, bring it back before its time
 */
public record DeclineRules(
        List<Span> spans, int otherDays, Set<Code> diagnosisWrong, Map<String, Set<String>> backWith) {
    public DeclineRules {
        spans = List.copyOf(spans);
        diagnosisWrong = Set.copyOf(diagnosisWrong);
        backWith = Map.copyOf(backWith);
    }

    /**
     * How long some reasons hold.
     *
     * @param days if the card offered this test only: the reason is about it
     * @param daysOfSeveral if the card offered others, too: the reason may be about one of those
     */
    public record Span(Set<Code> reasons, int days, int daysOfSeveral) {
        public Span {
            reasons = Set.copyOf(reasons);
        }
    }

    public int days(CardOverride declined) {
        for (var span : spans) {
            if (contains(span.reasons(), declined.reason())) {
                return declined.alone() ? span.days() : span.daysOfSeveral();
            }
        }
        return otherDays;
    }

    public boolean isDiagnosisWrong(CardOverride declined) {
        return contains(diagnosisWrong, declined.reason());
    }

    /** Our own codes are known without their system, too. */
    private static boolean contains(Set<Code> codes, @Nullable Code reason) {
        if (reason == null) {
            return false;
        }
        return codes.contains(reason)
                || (reason.system() == null
                        && codes.stream().anyMatch(code -> code.code().equals(reason.code())));
    }
}
