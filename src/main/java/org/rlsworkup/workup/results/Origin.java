package org.rlsworkup.workup.results;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;

/**
 * Where a result was sent. What it shares with others is looked up only when it is asked for: for most results it never
 * is.
 *
 * @param membership of the chart; null for a report whose results we do not hold
 * @param observation that holds the result; null like {@code membership}
 */
public record Origin(
        @Nullable ReportHierarchy membership, @Nullable Observation observation) {
    public static final Origin REPORT = new Origin(null, null);

    /**
     * Identities of what it shares with results of the same specimen: the specimen, a report, a panel, the Observation.
     */
    public Set<Object> groups() {
        return membership == null || observation == null ? Set.of() : membership.groups(observation);
    }
}
