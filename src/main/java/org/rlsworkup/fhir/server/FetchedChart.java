package org.rlsworkup.fhir.server;

import org.rlsworkup.chart.Chart;

/**
 * A chart and where it came from.
 *
 * @param fromPrefetch whether results came with the call
 * @param fromServer whether results were read from the FHIR server
 * @param skipped number of entries that could not be read
 */
public record FetchedChart(Chart chart, boolean fromPrefetch, boolean fromServer, int skipped, int requests) {
    /** The same with Conditions that are newer than the chart. */
    public FetchedChart withConditionsOf(Chart newer) {
        return new FetchedChart(chart.withConditionsOf(newer), fromPrefetch, fromServer, skipped, requests);
    }
}
