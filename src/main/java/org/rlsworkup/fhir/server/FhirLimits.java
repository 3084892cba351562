package org.rlsworkup.fhir.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Limits for reading FHIR servers, {@code rls.fhir}.
 *
 * @param allowedServers base addresses that may be read besides loopback and the public HAPI sandbox; {@code
 *     sandbox} profile only
 * @param plan whether the diagnosis is looked for before anything else is requested
 * @param deadline for all reads of one call
 * @param maxBytes of all responses for one call
 * @param maxPages of all responses for one call
 * @param maxUrl characters of a URL; a longer search is sent by POST
 */
public record FhirLimits(
        @DefaultValue List<URI> allowedServers,
        @DefaultValue("gated") Plan plan,
        @DefaultValue("4s") Duration deadline,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("32MB") DataSize maxBytes,
        @DefaultValue("50") int maxPages,
        @DefaultValue("2000") int maxUrl) {
    public FhirLimits {
        Assert.isTrue(deadline.isPositive(), "rls.fhir.deadline must be positive");
        Assert.isTrue(connectTimeout.isPositive(), "rls.fhir.connect-timeout must be positive");
        Assert.isTrue(maxBytes.toBytes() > 0, "rls.fhir.max-bytes must be positive");
        Assert.isTrue(maxPages > 0, "rls.fhir.max-pages must be positive");
        Assert.isTrue(maxUrl > 0, "rls.fhir.max-url must be positive");
        Assert.isTrue(
                allowedServers.stream().allMatch(server -> server.getHost() != null),
                "rls.fhir.allowed-servers must be absolute URLs");
    }

    /** In which order a chart is read. */
    public enum Plan {
        /** Conditions first; everything else in parallel, and only if they show RLS. */
        GATED,
        /** Everything in parallel. */
        EAGER
    }
}
