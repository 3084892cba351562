package org.rlsworkup;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.server.FhirLimits;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.trust.Addresses;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * All settings of this service under {@code rls}; what Spring already has a setting for stays with Spring. A value that
 * makes no sense is refused here: for these few rules a validation framework would cost a tenth of the start.
 *
 * @param publicBaseUrl the address of this service as clients see it, or null if none shows a token
 * @param clients who may call in production
 * @param zone the zone of dates that a laboratory sent without an offset
 * @param corsOrigins browser origins that may call, besides those the sandbox allows
 * @param knowledge the knowledge file
 * @param site a site's additions to it, or null
 * @param extendedTests whether tests beyond the core workup are offered
 * @param labsByCategory whether only results of the category {@code laboratory} are asked for
 * @param fhir how FHIR servers are read
 * @param limits how large a call may be
 * @param audit the form of the audit log
 * @param clock the clinical clock
 * @param patientKey secret of the keyed hashes that stand for patients wherever something is stored or audited, or null
 *     if none is
 * @param repeatAfter for how long what was said on a card is not said again to the same patient's clinicians, or null
 *     if at every opening of the chart
 * @param feedback how clinicians' answers to cards are kept
 * @param operators who of those that an OpenID provider knows is an operator
 */
@ConfigurationProperties(prefix = "rls", ignoreUnknownFields = false)
public record RlsProperties(
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
        @DefaultValue Operators operators) {
    private static final int SHORTEST_KEY = 32;

    public RlsProperties {
        check(
                publicBaseUrl == null || (Addresses.isSecure(publicBaseUrl) && publicBaseUrl.getRawQuery() == null),
                "rls.public-base-url must be an https address, or http on a loopback address");
        check(
                patientKey == null || patientKey.length() >= SHORTEST_KEY,
                "rls.patient-key must be at least " + SHORTEST_KEY
                        + " characters, for example of openssl rand -hex 32");
        check(repeatAfter == null || repeatAfter.isPositive(), "rls.repeat-after must be longer than nothing");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "RlsProperties[zone=" + zone + "]";
    }

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
     * @param maxUrl characters of an address; a longer search goes by POST
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
            check(deadline.isPositive(), "rls.fhir.deadline must be longer than nothing");
            check(connectTimeout.isPositive(), "rls.fhir.connect-timeout must be longer than nothing");
            check(maxBytes.toBytes() > 0, "rls.fhir.max-bytes must be more than 0");
            check(maxPages > 0, "rls.fhir.max-pages must be more than 0");
            check(maxUrl > 0, "rls.fhir.max-url must be more than 0");
            check(
                    allowedServers.stream().allMatch(server -> server.getHost() != null),
                    "rls.fhir.allowed-servers must be absolute addresses");
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
     * How large a call may be.
     *
     * @param body size of the request body
     * @param depth levels of JSON in it
     * @param string size of one string that is read
     * @param number characters of one number
     * @param entries of one prefetched Bundle
     * @param concurrent calls that are answered at a time
     * @param perSecond calls of one client in a second; not in the sandbox
     * @param waitingPerServer calls that may wait for one FHIR server at once
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
            check(body.toBytes() > 0, "rls.limits.body must be more than 0");
            check(depth >= 8 && depth <= 1000, "rls.limits.depth must be from 8 to 1000");
            check(
                    string.toBytes() >= 1000 && string.toMegabytes() <= 1000,
                    "rls.limits.string must be from 1000B to 1000MB");
            check(number >= 20 && number <= 1000, "rls.limits.number must be from 20 to 1000");
            check(entries > 0, "rls.limits.entries must be more than 0");
            check(concurrent > 0, "rls.limits.concurrent must be more than 0");
            check(perSecond > 0, "rls.limits.per-second must be more than 0");
            check(waitingPerServer > 0, "rls.limits.waiting-per-server must be more than 0");
        }

        /**
         * Calls that may wait for FHIR servers at once: the others of those at a time need none, and never wait here.
         */
        int waiting() {
            return concurrent - concurrent / 5;
        }
    }

    /** The form in which calls are audited. */
    public enum Audit {
        /** Members of our own. */
        JSON,
        /** AuditEvent of FHIR R4. */
        FHIR
    }

    /**
     * The clinical clock.
     *
     * @param fixedAt the moment at which it stands still, or null for real time; {@code sandbox} only. Deadlines and
     *     stored times keep real time.
     */
    record ClinicalClock(@Nullable Instant fixedAt) {}

    /**
     * How clinicians' answers to cards are kept.
     *
     * @param comments whether what they wrote is kept, which may hold patient data
     * @param retention for how long cards and answers are kept
     * @param lookup for how long an answer to a call waits for what clinicians declined before
     */
    record Feedback(
            @DefaultValue("false") boolean comments,
            @DefaultValue("730d") Duration retention,
            @DefaultValue("50ms") Duration lookup) {
        Feedback {
            check(retention.toDays() >= 1, "rls.feedback.retention must be at least a day");
            check(lookup.isPositive(), "rls.feedback.lookup must be longer than nothing");
        }
    }

    /**
     * Operators by what their id token says.
     *
     * @param claim its name, such as {@code groups}, or null if nobody logs in so
     * @param values of which it must be one, or hold one
     */
    public record Operators(
            @Nullable String claim, @DefaultValue List<String> values) {}

    public static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
