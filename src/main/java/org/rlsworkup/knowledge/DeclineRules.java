package org.rlsworkup.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** For how long what a clinician declined is not suggested again. */
public record DeclineRules(
        @Key("Days by reason.") List<Span> reasons,

        @Key("Reasons that silence everything about a diagnosis until it is charted again.")
        Reasons diagnosisWrong,

        @Key(value = "Days for another reason, or none.", least = 1, most = 3650)
        int otherDays,

        @Key(
                value = "By test, contexts that, charted after it was declined, bring it back before its time.",
                refersTo = Ids.TEST,
                valuesReferTo = Ids.CONTEXT)
        Map<String, Set<String>> backWith) {

    /** Some reasons and their days. */
    public record Span(
            @Key("Codes of reasons that a card offers.") List<String> of,

            @Key(value = "Codes of other systems that mean the same.", optional = true)
            Set<Code> alsoOf,

            @Key(value = "Where the card offered this test only: the reason is about it.", least = 1, most = 3650)
            int days,

            @Key(
                    value = "Where the card offered others, too: the reason may be about one of those.",
                    least = 1,
                    most = 3650)
            int daysOfSeveral) {}

    /** Some reasons. */
    public record Reasons(
            @Key("Codes of reasons that a card offers.") List<String> of,

            @Key(value = "Codes of other systems that mean the same.", optional = true)
            Set<Code> alsoOf) {}

    /** For how many days the test is not suggested again. */
    public int days(CardOverride declined) {
        for (var span : reasons) {
            if (isAmong(span.of(), span.alsoOf(), declined.reason())) {
                return declined.alone() ? span.days() : span.daysOfSeveral();
            }
        }
        return otherDays;
    }

    public boolean isDiagnosisWrong(CardOverride declined) {
        return isAmong(diagnosisWrong.of(), diagnosisWrong.alsoOf(), declined.reason());
    }

    /** A code without its system is known, too. */
    private static boolean isAmong(List<String> own, Set<Code> others, @Nullable Code reason) {
        if (reason == null) {
            return false;
        }
        if (reason.system() == null) {
            return own.contains(reason.code())
                    || others.stream().anyMatch(code -> code.code().equals(reason.code()));
        }
        return others.contains(reason)
                || (Knowledge.OverrideReason.SYSTEM.equals(reason.system()) && own.contains(reason.code()));
    }

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
            Instant at,
            @Nullable Code reason,
            Set<String> tests,
            boolean alone,
            Predicate<@Nullable String> condition) {
        public CardOverride {
            tests = Set.copyOf(tests);
        }

        @Override
        public String toString() {
            return "CardOverride[tests=" + tests + "]";
        }
    }
}
