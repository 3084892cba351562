package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/**
 * Something beside RLS that changes what is worth testing, or what a result means. It is shown by records with one of
 * its codes or texts, by results, by drugs, or by other contexts that make it up.
 */
public record RiskContext(
        @Key(value = "Stable id.", id = Ids.CONTEXT) String id,
        @Key("As it stands after \"because of\".") String label,
        @Key(value = "Codes that show it.", optional = true) Set<Code> codes,

        @Key(value = "Beginnings of codes that show it.", optional = true)
        Set<Code> prefixes,

        @Key(
                value = "Words of which the record must name one besides its code.",
                optional = true,
                pattern = Key.LOWER_CASE)
        Set<String> namedAs,

        @Key(value = "What a record may say, as a whole, whatever its code.", optional = true, pattern = Key.LOWER_CASE)
        Set<String> texts,

        @Key(value = "The kind of record that counts.", otherwise = "either")
        ChartedAs chartedAs,

        @Key(value = "Results that show it, or that it has ended.", optional = true)
        List<Observed> observations,

        @Key("Weeks of gestation in which it holds.") @Nullable
        Weeks weeks,

        @Key(value = "Which of the codes were not confirmed in a second source.", optional = true)
        Set<Code> unverified,

        @Key(value = "Drugs of which one is enough to show it.", optional = true, refersTo = Ids.DRUG)
        Set<String> drugs,

        @Key(
                value = "For how long a drug must have been taken; if given, an unknown start is not enough.",
                optional = true,
                least = 1,
                most = 3650)
        int minimumDays,

        @Key(value = "Contexts listed before that together show it.", optional = true, refersTo = Ids.CONTEXT)
        Set<String> allOf,

        @Key(value = "Tests that are higher-yield in it.", optional = true, refersTo = Ids.TEST)
        Set<String> higherYield,

        @Key(value = "How long after charting it holds; without it, as long as it is active.", least = 1, most = 3650)
        @Nullable
        Integer withinDays,

        @Key(value = "The context that, charted on the same day or later, ends this one.", refersTo = Ids.CONTEXT)
        @Nullable
        String endedBy,

        @Key(value = "What is not said.", optional = true) Set<Silence> silences,

        @Key("Whether it mimics RLS or often stands beside it, and is named on a card.")
        boolean companion) {

    /** What is not said in a context. */
    public enum Silence {
        /** No test is called missing. */
        MISSING_TESTS,
        /** No result is interpreted. */
        RESULTS
    }

    /** In which kind of record a code counts. */
    public enum ChartedAs {
        CONDITION,
        PROCEDURE,
        EITHER
    }

    /** Results that show a context, or that it has ended. */
    public record Observed(
            @Key("Codes of such results.") Set<Code> codes,

            @Key(value = "What a value says, as a whole, that shows it.", pattern = Key.LOWER_CASE)
            Set<String> yes,

            @Key(
                    value = "What a value says, as a whole, that shows its absence.",
                    optional = true,
                    pattern = Key.LOWER_CASE)
            Set<String> no,

            @Key(value = "How old such a result may be.", least = 1, most = 3650)
            int withinDays) {}

    /** Completed weeks of gestation, both ends included. */
    public record Weeks(
            @Key(value = "First week.", most = 45) int from,
            @Key(value = "Last week.", most = 45) int to) {}
}
