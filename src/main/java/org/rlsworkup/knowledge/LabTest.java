package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;

/**
 * One test of the workup: what makes it done, when it is asked for, what is ordered and what is said.
 *
 * @param id stable id of the specification: {@code FER}, {@code B12}
 * @param label short name, for summaries
 * @param name full name
 * @param offer when it is offered
 * @param measuredBy analytes of which any one makes the test done
 * @param calculatedFrom pairs of analytes that together, from one specimen, make it done
 * @param panels codes of panels that contain it
 * @param orderedBy codes of orders for it, panels included
 * @param lookbackDays how old a result may be
 * @param lookbackIn shorter look-backs by context id
 * @param lookbackAfter shorter look-backs by context id, for a result drawn before the day on which the context was
 *     charted
 * @param around the analyte from whose draw the look-back is counted, in both directions, or null if it is from now
 * @param course the treatment it accompanies, or null
 * @param offIn context ids in which it is not suggested
 * @param minimumAge in years; below it, or when 18 or older is asked and the age is unknown, it is not suggested
 * @param recommended whether it is recommended for every patient, not only where the context makes it higher-yield
 * @param orderable what is ordered
 * @param orderableIn another orderable by context id
 * @param why one sentence on why this test
 * @param whyIn another such sentence by context id
 * @param strength in the words clinicians use: guideline consensus, weak association, local practice
 * @param evidence one sentence on the evidence and its limits
 * @param collection what the patient should know before the draw
 */
public record LabTest(
        String id,
        String label,
        String name,
        Offer offer,
        Set<String> measuredBy,
        List<List<String>> calculatedFrom,
        Set<Code> panels,
        Set<Code> orderedBy,
        int lookbackDays,
        Map<String, Integer> lookbackIn,
        Map<String, Integer> lookbackAfter,
        @Nullable String around,
        @Nullable Course course,
        Set<String> offIn,
        int minimumAge,
        boolean recommended,
        Orderable orderable,
        Map<String, Orderable> orderableIn,
        String why,
        Map<String, String> whyIn,
        String strength,
        String evidence,
        String collection) {
    public LabTest {
        measuredBy = Set.copyOf(measuredBy);
        calculatedFrom = calculatedFrom.stream().map(List::copyOf).toList();
        panels = Set.copyOf(panels);
        orderedBy = Set.copyOf(orderedBy);
        lookbackIn = Map.copyOf(lookbackIn);
        lookbackAfter = Map.copyOf(lookbackAfter);
        offIn = Set.copyOf(offIn);
        orderableIn = Map.copyOf(orderableIn);
        whyIn = Map.copyOf(whyIn);
    }

    /**
     * What an order for a test asks the laboratory for.
     *
     * @param codings LOINC first, then the site's or other codes for the same thing
     * @param name what it is called on the order
     */
    public record Orderable(List<Code> codings, String name) {
        public Orderable {
            codings = List.copyOf(codings);
        }
    }

    /**
     * A treatment that moves the days in which a result counts: at first one from shortly before its start is enough,
     * later one is needed that shows what the treatment did.
     *
     * @param context id of the context that stands for the treatment; its date is the start
     * @param baselineDays how long before the start a result may have been drawn
     * @param days after the start, a later result is needed
     */
    public record Course(String context, int baselineDays, int days) {}

    /**
     * When a test is offered.
     *
     * @param on whether an extended test is offered to every patient to whom it applies
     * @param onIn ids of contexts in which an extended test is offered that otherwise is not
     * @param askedOnlyIfOn whether its results are asked for only if it is on, because nothing reads them
     */
    public record Offer(Tier tier, boolean on, Set<String> onIn, boolean askedOnlyIfOn) {
        public Offer {
            onIn = Set.copyOf(onIn);
        }
    }

    /** Whether its results are asked for. */
    boolean isAskedFor() {
        return !offer.askedOnlyIfOn() || offer.on() || !offer.onIn().isEmpty();
    }

    /** This test with a site's additions. */
    public LabTest with(Offer offered, Set<Code> allPanels, Set<Code> allOrderedBy, int days, Orderable ordered) {
        return new LabTest(
                id,
                label,
                name,
                offered,
                measuredBy,
                calculatedFrom,
                allPanels,
                allOrderedBy,
                days,
                lookbackIn,
                lookbackAfter,
                around,
                course,
                offIn,
                minimumAge,
                recommended,
                ordered,
                orderableIn,
                why,
                whyIn,
                strength,
                evidence,
                collection);
    }
}
