package org.rlsworkup.cards;

import java.util.Set;
import org.rlsworkup.chart.NestedResults;

/**
 * What a card rests on.
 *
 * @param fromPrefetch whether results were taken from what the caller sent
 * @param fromServer whether results were read from the FHIR server
 * @param skipped number of entries that could not be read
 * @param foreign number of resources about another patient, left out
 * @param datedOnly whether prefetched results may lack those without a date, because they were not requested
 * @param anyShown whether any card about this patient was shown before
 * @param declinesKnown whether it could be looked up what was declined before
 * @param notSearched what of the results on the FHIR server it was not searched for
 */
public record DataCoverage(
        boolean fromPrefetch,
        boolean fromServer,
        int skipped,
        int foreign,
        boolean datedOnly,
        boolean anyShown,
        boolean declinesKnown,
        Set<NestedResults> notSearched) {
    public DataCoverage {
        notSearched = Set.copyOf(notSearched);
    }

    /** The same, where earlier answers do not matter. */
    DataCoverage withDeclinesKnown() {
        return new DataCoverage(fromPrefetch, fromServer, skipped, foreign, datedOnly, anyShown, true, notSearched);
    }
}
