package org.rlsworkup.knowledge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.entry.Grade;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.Keys;
import org.rlsworkup.knowledge.entry.ListedCode;
import org.rlsworkup.knowledge.entry.Strength;

/**
 * One test of the workup: what makes it done, when it is asked for, what is ordered and what is said.
 *
 * @param orderCodes every code of an order for it: those of {@code orderedBy}, of its panels, of its analytes and of
 *     what is ordered
 */
public record LabTest(
        @Key(value = "Stable id.", id = Ids.TEST) String id,

        @Key("Core tests earn a card, extended ones stand beside them, reflex ones are asked for by a result.")
        Tier tier,

        @Key("Whether an extended test is offered to every patient to whom it applies.")
        boolean on,

        @Key(
                value = "Contexts in which an extended test is offered that otherwise is not.",
                optional = true,
                refersTo = Ids.CONTEXT)
        Set<String> onIn,

        @Key("Whether its results are asked for only if it is on, because nothing reads them.")
        boolean askedOnlyIfOn,

        @Key("Short name, for summaries.") String label,
        @Key("Full name.") String name,

        @Key(value = "Analytes of which any one makes the test done.", refersTo = Ids.ANALYTE)
        Set<String> measuredBy,

        @Key(
                value = "Pairs of analytes that together, from one specimen, make it done.",
                optional = true,
                refersTo = Ids.ANALYTE)
        List<List<String>> calculatedFrom,

        @Key(value = "Panels with it.", optional = true) Map<Code, ListedCode> panels,
        @Key("What is ordered.") Orderable order,

        @Key(value = "What is ordered instead, by context.", optional = true, refersTo = Ids.CONTEXT)
        Map<String, Orderable> orderIn,

        @Key(value = "Further codes of orders for it.", optional = true)
        Set<Code> orderedBy,

        @Key(value = "How old a result may be.", least = 1, most = 3650)
        int lookbackDays,

        @Key(
                value = "How old it may be if it was in range and no context makes the test higher-yield.",
                optional = true,
                least = 1,
                most = 3650)
        int inRangeDays,

        @Key(value = "How old it may be, by context.", optional = true, least = 1, most = 3650, refersTo = Ids.CONTEXT)
        Map<String, Integer> lookbackIn,

        @Key(
                value = "How old it may be, by context, if it was drawn before the day on which the context was"
                        + " charted.",
                optional = true,
                least = 1,
                most = 3650,
                refersTo = Ids.CONTEXT)
        Map<String, Integer> lookbackAfter,

        @Key(
                value = "The analyte from whose draw the look-back is counted, in both directions; without it, from"
                        + " now.",
                refersTo = Ids.ANALYTE)
        @Nullable
        String around,

        @Key("The treatment that it accompanies.") @Nullable Course course,

        @Key("The infusion after which it cannot be read for a time.") @Nullable
        Infusion infusion,

        @Key(value = "Contexts in which it is not suggested.", optional = true, refersTo = Ids.CONTEXT)
        Set<String> offIn,

        @Key(value = "The test that is offered where a context turns this one off.", refersTo = Ids.TEST) @Nullable
        String instead,

        @Key(
                value = "Contexts in which it is offered only beside other missing tests.",
                optional = true,
                refersTo = Ids.CONTEXT)
        Set<String> besideOthersIn,

        @Key(value = "Contexts in which it is not recommended.", optional = true, refersTo = Ids.CONTEXT)
        Set<String> notRecommendedIn,

        @Key(
                value = "Age in years from which it is suggested; from 18 years, not to patients of unknown age.",
                optional = true,
                least = 1,
                most = 120)
        int minimumAge,

        @Key("Whether it is recommended for every patient, not only where a context makes it higher-yield.")
        boolean recommended,

        @Key("One sentence on why this test.") String why,

        @Key(value = "What is said instead, by context.", optional = true, refersTo = Ids.CONTEXT)
        Map<String, String> whyIn,

        @Key("Strength of evidence, as on a card.") Strength strength,
        @Key("Grade of the evidence.") Grade grade,
        @Key("One sentence on the evidence and its limits.") String evidence,
        @Key(value = "Sources.", refersTo = Ids.SOURCE) List<String> citations,
        @Key("What to tell the patient before the draw.") String collection,

        @Key(
                value = "Names in lower case, without accents, by which an order under an unknown code may mean it.",
                optional = true)
        List<String> orderWords,

        Set<Code> orderCodes) {

    /** What an order for a test asks the laboratory for. */
    public record Orderable(
            @Key("The code on the order.") Code code,
            @Key("Its name on the order.") String name,

            @Key(value = "What stands after \"Order\" on the card; without it, its name.", optional = true)
            String label,

            @Key(value = "The site's code for the same, beside the first.", derived = true) @Nullable
            Code local,

            @Key(value = "The site's code for the same, by setting, in place of the general one.", derived = true)
            Map<CareSetting, Code> localIn) {
        public Orderable {
            label = label.isEmpty() ? name : label;
        }

        /** The site's code for an order in this setting, or null if the site has none. */
        public @Nullable Code local(CareSetting setting) {
            return localIn.getOrDefault(setting, local);
        }

        /** Every code by which such an order may be known, LOINC first. */
        public Set<Code> codings() {
            var all = new LinkedHashSet<>(Set.of(code));
            Stream.concat(Stream.ofNullable(local), localIn.values().stream()).forEach(all::add);
            return all;
        }
    }

    /**
     * A treatment of which, some time after its start, a result is due that shows what it did. A recent result counts in
     * any case.
     */
    public record Course(
            @Key(value = "The context that stands for the treatment; its date is the start.", refersTo = Ids.CONTEXT)
            String context,

            @Key(value = "The day of the treatment from which a result is due.", least = 1, most = 3650)
            int days,

            @Key(value = "How old a recent result may be.", least = 1, most = 3650)
            int recentDays) {}

    /** An infusion that distorts the result for a time, after which a new one is due. */
    public record Infusion(
            @Key(value = "The context that stands for the infusion; its date is the newest.", refersTo = Ids.CONTEXT)
            String context,

            @Key(
                    value = "The context that stands for an infusion that was not given yet: it is named, and changes"
                            + " nothing.",
                    refersTo = Ids.CONTEXT)
            String orderedIn,

            @Key(value = "For how many days it distorts the result.", least = 1, most = 3650)
            int days,

            @Key(value = "Contexts in which it makes no difference.", optional = true, refersTo = Ids.CONTEXT)
            Set<String> exceptIn) {}

    /** The greatest age at which a result may count. */
    public int longestDays() {
        return Math.max(lookbackDays, inRangeDays);
    }

    /** Whether its results are asked for. */
    boolean isAskedFor() {
        return !askedOnlyIfOn || on || !onIn.isEmpty();
    }

    /** Whether nothing more than an association with RLS speaks for it. */
    public boolean isAssociationOnly() {
        return strength == Strength.WEAK_ASSOCIATION;
    }

    /** This test with all codes of its orders: whatever measures it also orders it, and so does a panel. */
    LabTest withOrderCodes(Map<String, Analyte> analytes) {
        var all = new LinkedHashSet<>(panels.keySet());
        measuredBy.forEach(analyte -> all.addAll(
                analytes.containsKey(analyte) ? analytes.get(analyte).codes().keySet() : Set.of()));
        all.addAll(order.codings());
        orderIn.values().forEach(other -> all.addAll(other.codings()));
        all.addAll(orderedBy);
        return Keys.with(LabTest.class, this, Map.of("orderCodes", all));
    }

    /** How much a test belongs to the workup of RLS. */
    public enum Tier {
        /** Asked for in every patient to whom it applies. */
        CORE,
        /** Worth considering where it is switched on. */
        EXTENDED,
        /** Asked for only by the result of another test. */
        REFLEX
    }
}
