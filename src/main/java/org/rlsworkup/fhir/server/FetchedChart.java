package org.rlsworkup.fhir.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.NestedResults;
import org.rlsworkup.chart.Source;

/**
 * A chart and where it came from.
 *
 * @param fromPrefetch whether results came with the call
 * @param fromServer whether results were read from the FHIR server
 * @param skipped number of entries that could not be read
 * @param requests to the FHIR server
 * @param narrowed by source, the parameters by which prefetch was asked for more narrowly than this service does, so that
 *     it does not count as read
 * @param causes for the log: why each source that is unread is; without data of the chart
 * @param notSearched what of the results read from the FHIR server it was not searched for
 */
public record FetchedChart(
        Chart chart,
        boolean fromPrefetch,
        boolean fromServer,
        int skipped,
        int requests,
        Map<Source, List<String>> narrowed,
        Map<Source, String> causes,
        Set<NestedResults> notSearched) {
    public FetchedChart {
        narrowed = Map.copyOf(narrowed);
        notSearched = Set.copyOf(notSearched);
        causes = Map.copyOf(causes);
    }

    /** The same with Conditions that are newer than the chart. */
    public FetchedChart withConditionsOf(Chart newer) {
        return new FetchedChart(
                chart.withConditionsOf(newer),
                fromPrefetch,
                fromServer,
                skipped,
                requests,
                narrowed,
                causes,
                notSearched);
    }
}
