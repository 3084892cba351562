package org.rlsworkup.fhir.server;

import java.time.Duration;

/**
 * Limits of what one call reads.
 *
 * @param plan whether to look for RLS before anything else is read
 * @param deadline for all requests of one call
 * @param connectTimeout for one connection
 * @param maxBytes of all responses of one call
 * @param maxPages of all responses of one call
 * @param maxUrl characters of a URL; a longer search is sent by POST
 * @param maxWaiting calls that may wait for one FHIR server concurrently
 * @param maxWaitingInAll calls that may wait for any FHIR servers concurrently
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
        /** Conditions first; everything else in parallel, and only if they show RLS. */
        GATED,
        /** Everything in parallel. */
        EAGER
    }
}
