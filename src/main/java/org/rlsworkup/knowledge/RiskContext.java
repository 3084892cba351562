package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;

/**
 * Something beside RLS that changes what is worth testing, or what a result means.
 *
 * @param id {@code PREGNANT}, {@code IBD}
 * @param label as it stands after "because of"
 * @param signs what in a chart shows it
 * @param treatment drugs that show it, or null
 * @param allOf ids of other contexts that together show it, whatever its signs; empty if it has signs of its own
 * @param higherYield ids of tests that are higher-yield in it
 * @param withinDays how long after charting it holds, or null for as long as it is active
 * @param endedBy id of a context that, charted on the same day or later, ends this one, or null
 * @param silences what is not said in it
 * @param companion whether it mimics RLS or often stands beside it, and is named on a card
 */
public record RiskContext(
        String id,
        String label,
        Signs signs,
        @Nullable Treatment treatment,
        Set<String> allOf,
        Set<String> higherYield,
        @Nullable Integer withinDays,
        @Nullable String endedBy,
        Set<Silence> silences,
        boolean companion) {
    public RiskContext {
        allOf = Set.copyOf(allOf);
        higherYield = Set.copyOf(higherYield);
        silences = Set.copyOf(silences);
    }

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

    /**
     * What in a chart shows a context.
     *
     * @param codes exact codes
     * @param prefixes code families, by the beginning of the code ({@code K50.})
     * @param namedAs words of which, where there are any, the record must name one besides its code; in lower case
     * @param texts what a record may say, as a whole, whatever its code; in lower case
     * @param chartedAs the kind of record that counts
     * @param observations results that show it
     * @param weeks of gestation in which it holds, or null if it is none of pregnancy
     */
    public record Signs(
            Set<Code> codes,
            List<Code> prefixes,
            Set<String> namedAs,
            Set<String> texts,
            ChartedAs chartedAs,
            List<Observed> observations,
            @Nullable Weeks weeks) {
        /** No signs: the context is made of others. */
        public static final Signs NONE =
                new Signs(Set.of(), List.of(), Set.of(), Set.of(), ChartedAs.EITHER, List.of(), null);

        public Signs {
            codes = Set.copyOf(codes);
            prefixes = List.copyOf(prefixes);
            namedAs = Set.copyOf(namedAs);
            texts = Set.copyOf(texts);
            observations = List.copyOf(observations);
        }
    }

    /**
     * Results that show a context, or that it has ended.
     *
     * @param yes what a value says, as a whole, that shows it; in lower case
     * @param no what a value says, as a whole, that shows its absence; in lower case
     * @param withinDays how old such a result may be
     */
    public record Observed(Set<Code> codes, Set<String> yes, Set<String> no, int withinDays) {
        public Observed {
            codes = Set.copyOf(codes);
            yes = Set.copyOf(yes);
            no = Set.copyOf(no);
        }
    }

    /**
     * Drugs that show a context.
     *
     * @param drugs ids, of which one is enough
     * @param minimumDays for how long it must have been taken; if that is more than 0, an unknown start is not enough
     */
    public record Treatment(Set<String> drugs, int minimumDays) {
        public Treatment {
            drugs = Set.copyOf(drugs);
        }
    }

    /** Completed weeks of gestation, both ends included. */
    public record Weeks(int from, int to) {}
}
