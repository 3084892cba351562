package org.rlsworkup.fhir.server;

import org.rlsworkup.chart.Chart;

/**
 * A chart and how it was come by.
 *
 * @param fromPrefetch whether results were taken from what the caller sent
 * @param fromServer whether results were read from the FHIR server
 * @param skipped number of entries that could not be read
 * @param requests number of requests made to the FHIR server
 */
public record ChartRead(Chart chart, boolean fromPrefetch, boolean fromServer, int skipped, int requests) {
    /** The same, with Conditions that are newer than what was read. */
    public ChartRead withConditionsOf(Chart newer) {
        return new ChartRead(chart.withConditionsOf(newer), fromPrefetch, fromServer, skipped, requests);
    }
}
