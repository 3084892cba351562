package org.rlsworkup.cdshooks.request;

import java.net.URI;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param name of the client, as configured
 * @param tenant of the client on whose behalf it calls, or null
 * @param mayRead which FHIR servers may be read for this client
 * @param hooksVersion the CDS Hooks that the client speaks
 * @param fhirVersion the FHIR in which it wants orders written
 * @param mode whether it is shown cards
 */
public record Caller(
        String name,
        @Nullable String tenant,
        Predicate<URI> mayRead,
        HooksVersion hooksVersion,
        FhirVersion fhirVersion,
        Mode mode) {

    /** A client of which nothing is configured: CDS Hooks 2.0, FHIR R4, live. */
    public static Caller of(String name, Predicate<URI> mayRead) {
        return new Caller(name, null, mayRead, HooksVersion.STU2, FhirVersion.R4, Mode.LIVE);
    }

    /** Versions of CDS Hooks, by their releases: 1.0, 2.0 and 2.0.1, and the ballot of 3.0. */
    public enum HooksVersion {
        STU1,
        STU2,
        STU3
    }

    /** Versions of FHIR. */
    public enum FhirVersion {
        R4,
        R4B,
        R5
    }

    /** Whether cards are shown. */
    public enum Mode {
        LIVE,
        /** Everything is computed, audited and counted, and no card is sent. */
        SILENT
    }

    @Override
    public String toString() {
        return "Caller[name=" + name + "]";
    }
}
