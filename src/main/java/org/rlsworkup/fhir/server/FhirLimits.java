package org.rlsworkup.fhir.server;

import java.time.Duration;

/**
 * What one call may cost.
 *
 * @param plan whether to look for the diagnosis before anything else is requested
 * @param deadline for all reads of one call together
 * @param connectTimeout for one connection
 * @param maxBytes of all answers of one call together
 * @param maxPages of all answers of one call together
 * @param maxUrl characters of an address; a search that would need more goes by POST
 * @param maxWaiting calls that may wait for one FHIR server at once
 * @param maxWaitingInAll calls that may wait for FHIR servers at once, whichever they are
 */
public record FhirLimits(
        Plan plan,
        Duration deadline,
        Duration connectTimeout,
        long maxBytes,
        int maxPages,
        int maxUrl,
        int maxWaiting,
        int maxWaitingInAll) {
    /** In which order a chart is read. */
    public enum Plan {
        /** Conditions first; everything else at once, and only if RLS is charted. */
        GATED,
        /** Everything at once. */
        EAGER
    }
}
