package org.rlsworkup.workup;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a result was sent. What it shares with others is looked up only when it is asked for: for most results it never
 * is.
 *
 * @param membership of the chart; null for a report whose results we do not hold
 * @param observation that holds the result; null like {@code membership}
 */
record Origin(@Nullable Membership membership, @Nullable Observation observation) {
    static final Origin REPORT = new Origin(null, null);

    /**
     * Identities of what it shares with results of the same specimen: the specimen, a report, a panel, the Observation.
     */
    Set<Object> groups() {
        return membership == null || observation == null ? Set.of() : membership.groups(observation);
    }
}
