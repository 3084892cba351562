package org.rlsworkup.knowledge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.Keys;

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
                value = "Beginnings of codes of ICD-10 that show it in all its editions but ICD-10-CM.",
                optional = true,
                pattern = ICD_10)
        Set<String> icd10,

        @Key(value = "Codes that show it only beside fitting words.", optional = true)
        List<Named> named,

        @Key(value = "Codes that do not show it, though they begin so.", optional = true)
        Set<Code> except,

        @Key(
                value = "Words of which the record must name one besides its code.",
                optional = true,
                pattern = Key.LOWER_CASE)
        Set<String> namedAs,

        @Key(value = "What a record may say, as a whole, whatever its code.", optional = true, pattern = Key.LOWER_CASE)
        Set<String> texts,

        @Key("The recorded sex for which words alone do not show it.") @Nullable
        Sex notInWordsOf,

        @Key(
                value = "Words of which one shows it anywhere in a record, whatever its code.",
                optional = true,
                pattern = Key.LOWER_CASE)
        Set<String> words,

        @Key(value = "Words beside which those show nothing.", optional = true, pattern = Key.LOWER_CASE)
        Set<String> notWords,

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

        @Key(
                value = "Drugs of which one that was given shows it: its request is completed.",
                optional = true,
                refersTo = Ids.DRUG)
        Set<String> given,

        @Key(
                value = "The least strength of a product with the drug, in mg; if given, an unknown one is not enough.",
                optional = true,
                most = 10000)
        int minimumMilligrams,

        @Key(value = "Contexts listed before that together show it.", optional = true, refersTo = Ids.CONTEXT)
        Set<String> allOf,

        @Key(value = "Tests that are higher-yield in it.", optional = true, refersTo = Ids.TEST)
        Set<String> higherYield,

        @Key(value = "How long after charting it holds; without it, as long as it is active.", least = 1, most = 3650)
        @Nullable
        Integer withinDays,

        @Key(
                value = "Contexts of which one, charted on the same day or later, ends this one.",
                optional = true,
                refersTo = Ids.CONTEXT)
        Set<String> endedBy,

        @Key("Whether it happens on a day, so that a closed problem shows it as well.")
        boolean event,

        @Key(value = "What is not said.", optional = true) Set<Silence> silences,

        @Key(value = "What it can make false.", optional = true, refersTo = Ids.ANALYTE)
        Set<String> disturbs,

        @Key("How it is named on a card as something that can worsen RLS.") @Nullable
        String worsens,

        @Key("Whether it mimics RLS or often stands beside it, and is named on a card.")
        boolean companion) {
    private static final String ICD_10 = "[A-Z]([0-9]([0-9](\\.[0-9])?)?)?";

    /** Codes that say enough only together with words of the record. */
    public record Named(
            @Key(value = "Beginnings of codes.", optional = true)
            Set<Code> prefixes,

            @Key(
                    value = "Beginnings of codes of ICD-10 in all its editions but ICD-10-CM.",
                    optional = true,
                    pattern = ICD_10)
            Set<String> icd10,

            @Key(value = "Words of which the record must name one.", optional = true, pattern = Key.LOWER_CASE)
            Set<String> words,

            @Key(value = "Words of which it may name none.", optional = true, pattern = Key.LOWER_CASE)
            Set<String> notWords) {}

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

            @Key(
                    value = "Whether one of the context's words anywhere in its name or answers shows it; so do those"
                            + " of any Observation of the category social-history.")
            boolean inWords,

            @Key(value = "What a value says, as a whole, that shows it.", optional = true, pattern = Key.LOWER_CASE)
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

    /** A context that nothing shows yet, and that changes nothing. */
    public static RiskContext empty(String id, String label) {
        return new RiskContext(
                id,
                label,
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                null,
                Set.of(),
                Set.of(),
                ChartedAs.EITHER,
                List.of(),
                null,
                Set.of(),
                Set.of(),
                0,
                Set.of(),
                0,
                Set.of(),
                Set.of(),
                null,
                Set.of(),
                false,
                Set.of(),
                Set.of(),
                null,
                false);
    }

    /** This context with further signs and effects. */
    public RiskContext with(Set<Code> moreCodes, Set<String> moreTexts, Set<String> moreHigherYield) {
        return Keys.with(
                RiskContext.class,
                this,
                Map.of(
                        "codes",
                        all(codes, moreCodes),
                        "texts",
                        all(texts, moreTexts),
                        "higherYield",
                        all(higherYield, moreHigherYield)));
    }

    private static <T> Set<T> all(Set<T> some, Set<T> more) {
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }
}
