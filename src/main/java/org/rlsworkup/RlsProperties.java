package org.rlsworkup;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.CardLinks;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.fhir.server.FhirLimits;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.operators.OperatorClaim;
import org.rlsworkup.trust.Addresses;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

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
 * @param reloadInterval how often these files are looked at and, if they changed, loaded again; null if only an operator
 *     has them loaded again
 * @param knowledgePage who may read {@code /knowledge}
 * @param cardLinks a site's own links, by kind of card
 * @param couldNotLook what a client is told where RLS is charted and results could not be read, unless its own settings
 *     say otherwise
 * @param extendedTests whether tests beyond the core workup are offered
 * @param labsByCategory whether only results of the category {@code laboratory} are requested
 * @param medicationAdministrations whether medicines as they were given are read, for infusions of iron
 * @param audit format of the audit log
 * @param auditFile file to which it is appended, or null if it goes to the log
 * @param auditRequired whether the start is refused, and calls are answered with 503, while the file cannot be written
 * @param patientKey secret for the keyed hashes that replace patient ids in storage and audit, or null
 * @param formerPatientKeys the secrets that were {@code patientKey} before, the oldest first: hashes are made with all of
 *     them
 * @param drainTime how long, when it is stopped, the service goes on to answer calls while readiness says that it
 *     should get no more
 * @param silentCards what is kept of the cards of silent mode
 * @param repeatAfter how long a card is not repeated for the same patient, or null if it is always shown
 */
@ConfigurationProperties("rls")
record RlsProperties(
        @Nullable URI publicBaseUrl,
        @DefaultValue List<ClientSettings> clients,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue List<String> corsOrigins,

        @DefaultValue("classpath:knowledge/rls-workup.yaml") Resource knowledge,

        @Nullable Resource site,
        @Nullable Duration reloadInterval,
        @DefaultValue("open") KnowledgeReaders knowledgePage,

        @DefaultValue Map<CardKind, List<CardLinks.SiteLink>> cardLinks,

        @DefaultValue("refuse") Caller.CouldNotLook couldNotLook,

        @DefaultValue("with-core") ExtendedTests extendedTests,
        @DefaultValue("false") boolean labsByCategory,
        @DefaultValue("false") boolean medicationAdministrations,
        @DefaultValue FhirLimits fhir,
        @DefaultValue CallLimits limits,
        @DefaultValue("json") Audit audit,
        @Nullable Path auditFile,
        @DefaultValue("false") boolean auditRequired,
        @DefaultValue ClinicalClock clock,
        @Nullable String patientKey,
        @DefaultValue List<String> formerPatientKeys,
        @DefaultValue("10s") Duration drainTime,
        @Nullable Duration repeatAfter,
        @DefaultValue Feedback feedback,
        @DefaultValue SilentCardSettings silentCards,
        @DefaultValue OperatorClaim operators) {
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);
    private static final int MIN_KEY_LENGTH = 32;

    RlsProperties {
        Assert.isTrue(
                publicBaseUrl == null || (Addresses.isSecure(publicBaseUrl) && publicBaseUrl.getRawQuery() == null),
                () -> "rls.public-base-url must be an https address, or http on a loopback address: " + publicBaseUrl);
        Assert.isTrue(
                patientKey == null || patientKey.length() >= MIN_KEY_LENGTH,
                "rls.patient-key must be at least " + MIN_KEY_LENGTH
                        + " characters, for example from openssl rand -hex 32");
        Assert.isTrue(
                formerPatientKeys.isEmpty() || patientKey != null,
                "rls.former-patient-keys needs rls.patient-key, the key that followed them");
        Assert.isTrue(
                formerPatientKeys.stream().allMatch(key -> key.length() >= MIN_KEY_LENGTH)
                        && formerPatientKeys.stream().distinct().count() == formerPatientKeys.size()
                        && !formerPatientKeys.contains(String.valueOf(patientKey)),
                "rls.former-patient-keys must be different keys of at least " + MIN_KEY_LENGTH
                        + " characters, the oldest first, without rls.patient-key");
        Assert.isTrue(
                !drainTime.isNegative() && drainTime.compareTo(LONGEST_DRAIN) <= 0,
                () -> "rls.drain-time must be from 0s to " + LONGEST_DRAIN.toMinutes() + "m: " + drainTime);
        Assert.isTrue(
                !auditRequired || auditFile != null,
                "rls.audit-required needs rls.audit-file: whether a log is written cannot be told");
        Assert.isTrue(
                reloadInterval == null || reloadInterval.toSeconds() >= 1,
                () -> "rls.reload-interval must be at least 1s: " + reloadInterval);
        Assert.isTrue(repeatAfter == null || repeatAfter.isPositive(), "rls.repeat-after must be positive");
    }

    /** All secrets for the keyed hashes, the oldest first; none if there is no {@code patientKey}. */
    List<String> patientKeys() {
        return Stream.concat(formerPatientKeys.stream(), Stream.ofNullable(patientKey))
                .toList();
    }

    /** The client of this name. */
    Optional<ClientSettings> client(String name) {
        return clients.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "RlsProperties[zone=" + zone + "]";
    }

    /** Who may read the knowledge, which holds no patient data. */
    enum KnowledgeReaders {
        OPEN,
        CLIENTS
    }

    /** Format of the audit log: a JSON object of our own, or a FHIR R4 AuditEvent. */
    enum Audit {
        JSON,
        FHIR
    }

    /** @param fixedAt a fixed "now" of the rules, {@code sandbox} profile only; or null for real time */
    record ClinicalClock(@Nullable Instant fixedAt) {}

    /**
     * Cards that clients in silent mode are not shown.
     *
     * @param key secret by which they are encrypted, or null if they are not kept
     * @param retention how long they are kept
     */
    record SilentCardSettings(
            @Nullable String key, @DefaultValue("30d") Duration retention) {
        SilentCardSettings {
            Assert.isTrue(
                    key == null || key.length() >= MIN_KEY_LENGTH,
                    "rls.silent-cards.key must be at least " + MIN_KEY_LENGTH
                            + " characters, for example from openssl rand -hex 32");
            Assert.isTrue(
                    retention.toDays() >= 1, () -> "rls.silent-cards.retention must be at least a day: " + retention);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "SilentCardSettings[retention=" + retention + "]";
        }
    }

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
