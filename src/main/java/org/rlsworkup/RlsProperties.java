package org.rlsworkup;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.server.FhirLimits;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.operators.OperatorClaim;
import org.rlsworkup.trust.Addresses;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code rls}, validated here: for these few rules Bean Validation would cost a tenth of the startup
 * time.
 *
 * @param publicBaseUrl address of this service as clients see it, or null if no client presents a token
 * @param clients the clients that may call in production
 * @param zone time zone of dates that a laboratory sent without an offset
 * @param corsOrigins browser origins that may call, besides those the sandbox allows
 * @param knowledge the knowledge file
 * @param site a site's additions to it, or null
 * @param extendedTests whether tests beyond the core workup are offered
 * @param labsByCategory whether only results of the category {@code laboratory} are requested
 * @param audit format of the audit log
 * @param patientKey secret for the keyed hashes that replace patient ids in storage and audit, or null
 * @param repeatAfter how long a card is not repeated for the same patient, or null if it is always shown
 */
@ConfigurationProperties(prefix = "rls", ignoreUnknownFields = false)
record RlsProperties(
        @Nullable URI publicBaseUrl,
        @DefaultValue List<ClientSettings> clients,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue List<String> corsOrigins,

        @DefaultValue("classpath:knowledge/rls-workup.yaml") Resource knowledge,

        @Nullable Resource site,
        @DefaultValue("with-core") ExtendedTests extendedTests,
        @DefaultValue("false") boolean labsByCategory,
        @DefaultValue Fhir fhir,
        @DefaultValue Limits limits,
        @DefaultValue("json") Audit audit,
        @DefaultValue ClinicalClock clock,
        @Nullable String patientKey,
        @Nullable Duration repeatAfter,
        @DefaultValue Feedback feedback,
        @DefaultValue OperatorClaim operators) {
    private static final int MIN_KEY_LENGTH = 32;

    RlsProperties {
        Assert.isTrue(
                publicBaseUrl == null || (Addresses.isSecure(publicBaseUrl) && publicBaseUrl.getRawQuery() == null),
                "rls.public-base-url must be an https address, or http on a loopback address");
        Assert.isTrue(
                patientKey == null || patientKey.length() >= MIN_KEY_LENGTH,
                "rls.patient-key must be at least " + MIN_KEY_LENGTH
                        + " characters, for example from openssl rand -hex 32");
        Assert.isTrue(repeatAfter == null || repeatAfter.isPositive(), "rls.repeat-after must be positive");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RlsProperties[zone=" + zone + "]";
    }

    /**
     * Limits for reading FHIR servers.
     *
     * @param allowedServers base addresses that may be read besides loopback and the public HAPI sandbox; {@code
     *     sandbox} profile only
     * @param plan whether the diagnosis is looked for before anything else is requested
     * @param deadline for all reads of one call
     * @param maxBytes of all responses for one call
     * @param maxPages of all responses for one call
     * @param maxUrl characters of a URL; a longer search is sent by POST
     */
    record Fhir(
            @DefaultValue List<URI> allowedServers,
            @DefaultValue("gated") FhirLimits.Plan plan,
            @DefaultValue("4s") Duration deadline,
            @DefaultValue("2s") Duration connectTimeout,
            @DefaultValue("32MB") DataSize maxBytes,
            @DefaultValue("50") int maxPages,
            @DefaultValue("2000") int maxUrl) {
        Fhir {
            Assert.isTrue(deadline.isPositive(), "rls.fhir.deadline must be positive");
            Assert.isTrue(connectTimeout.isPositive(), "rls.fhir.connect-timeout must be positive");
            Assert.isTrue(maxBytes.toBytes() > 0, "rls.fhir.max-bytes must be positive");
            Assert.isTrue(maxPages > 0, "rls.fhir.max-pages must be positive");
            Assert.isTrue(maxUrl > 0, "rls.fhir.max-url must be positive");
            Assert.isTrue(
                    allowedServers.stream().allMatch(server -> server.getHost() != null),
                    "rls.fhir.allowed-servers must be absolute URLs");
        }

        FhirLimits toLimits(Limits limits) {
            return new FhirLimits(
                    plan,
                    deadline,
                    connectTimeout,
                    maxBytes.toBytes(),
                    maxPages,
                    maxUrl,
                    limits.waitingPerServer(),
                    limits.waiting());
        }
    }

    /**
     * Limits for calls.
     *
     * @param body size of the request body
     * @param depth nesting of its JSON
     * @param string size of one string
     * @param number characters of one number
     * @param entries of one prefetched Bundle
     * @param concurrent calls in progress at a time
     * @param perSecond calls of one client in a second; not in the sandbox
     * @param waitingPerServer calls that may wait for one FHIR server at a time
     */
    record Limits(
            @DefaultValue("10MB") DataSize body,
            @DefaultValue("64") int depth,
            @DefaultValue("1MB") DataSize string,
            @DefaultValue("100") int number,
            @DefaultValue("10000") int entries,
            @DefaultValue("1000") int concurrent,
            @DefaultValue("2000") int perSecond,
            @DefaultValue("200") int waitingPerServer) {
        Limits {
            Assert.isTrue(body.toBytes() > 0, "rls.limits.body must be positive");
            Assert.isTrue(depth >= 8 && depth <= 1000, "rls.limits.depth must be from 8 to 1000");
            Assert.isTrue(
                    string.toBytes() >= 1000 && string.toMegabytes() <= 1000,
                    "rls.limits.string must be from 1000B to 1000MB");
            Assert.isTrue(number >= 20 && number <= 1000, "rls.limits.number must be from 20 to 1000");
            Assert.isTrue(entries > 0, "rls.limits.entries must be positive");
            Assert.isTrue(concurrent > 0, "rls.limits.concurrent must be positive");
            Assert.isTrue(perSecond > 0, "rls.limits.per-second must be positive");
            Assert.isTrue(waitingPerServer > 0, "rls.limits.waiting-per-server must be positive");
        }

        /** Calls that may wait for FHIR servers at a time: a fifth is left for calls that need none. */
        int waiting() {
            return concurrent - concurrent / 5;
        }
    }

    /** Format of the audit log: a JSON object of our own, or a FHIR R4 AuditEvent. */
    enum Audit {
        JSON,
        FHIR
    }

    /** @param fixedAt a fixed "now" of the rules, {@code sandbox} profile only; or null for real time */
    record ClinicalClock(@Nullable Instant fixedAt) {}

    /**
     * Storage of feedback.
     *
     * @param comments whether clinicians' comments are stored, which may contain patient data
     * @param retention how long cards and feedback are stored
     * @param lookup how long a call waits for earlier feedback
     */
    record Feedback(
            @DefaultValue("false") boolean comments,
            @DefaultValue("730d") Duration retention,
            @DefaultValue("50ms") Duration lookup) {
        Feedback {
            Assert.isTrue(retention.toDays() >= 1, "rls.feedback.retention must be at least a day");
            Assert.isTrue(lookup.isPositive(), "rls.feedback.lookup must be positive");
        }
    }
}
