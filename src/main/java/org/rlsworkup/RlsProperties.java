package org.rlsworkup;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.FhirLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * All settings of this service under {@code rls}; what Spring already has a setting for stays with Spring.
 *
 * @param zone the zone of dates that a laboratory sent without an offset
 * @param corsOrigins browser origins that may call, besides those the sandbox allows
 * @param knowledge the knowledge file
 * @param site a site's additions to it, or null
 * @param fhir how FHIR servers are read
 * @param limits how large a call may be
 * @param clock the clinical clock
 */
@Validated
@ConfigurationProperties("rls")
record RlsProperties(
        @NotNull @DefaultValue("UTC") ZoneId zone,
        @DefaultValue List<String> corsOrigins,

        @NotNull @DefaultValue("classpath:knowledge/rls-workup.yaml")
        Resource knowledge,

        @Nullable Resource site,
        @Valid @NotNull @DefaultValue Fhir fhir,
        @Valid @NotNull @DefaultValue Limits limits,
        @Valid @NotNull @DefaultValue ClinicalClock clock) {

    /**
     * How FHIR servers are read.
     *
     * @param allowedServers base addresses that may be read besides loopback and the public HAPI sandbox; {@code
     *     sandbox} only
     * @param plan whether to look for the diagnosis before anything else is asked for
     * @param deadline for all reads of one call
     * @param connectTimeout for one connection
     * @param maxBytes of all answers to one call
     * @param maxPages of all answers to one call
     */
    record Fhir(
            @DefaultValue List<URI> allowedServers,
            @NotNull @DefaultValue("gated") FhirLimits.Plan plan,
            @NotNull @DefaultValue("4s") Duration deadline,
            @NotNull @DefaultValue("2s") Duration connectTimeout,
            @NotNull @DefaultValue("32MB") DataSize maxBytes,
            @Min(1) @DefaultValue("50") int maxPages) {
        FhirLimits toLimits() {
            return new FhirLimits(plan, deadline, connectTimeout, maxBytes.toBytes(), maxPages);
        }
    }

    /**
     * How large a call may be.
     *
     * @param body size of the request body
     * @param depth levels of JSON in it
     */
    record Limits(
            @NotNull @DefaultValue("10MB") DataSize body,
            @Min(8) @Max(1000) @DefaultValue("64") int depth) {}

    /**
     * The clinical clock.
     *
     * @param fixedAt the moment at which it stands still, or null for real time; {@code sandbox} only. Deadlines and
     *     stored times keep real time.
     */
    record ClinicalClock(@Nullable Instant fixedAt) {}
}
