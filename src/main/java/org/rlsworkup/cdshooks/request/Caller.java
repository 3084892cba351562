package org.rlsworkup.cdshooks.request;

import java.net.URI;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated client of a request.
 *
 * @param name as configured
 * @param tenant on whose behalf the client calls, or null
 * @param mayRead which FHIR servers may be read for this client
 * @param hooksVersion of the protocol that the client supports
 * @param fhirVersion of the draft orders
 * @param mode whether it receives cards
 * @param couldNotLook what it is told where RLS is charted and the rest of the chart could not be read
 */
public record Caller(
        String name,
        @Nullable String tenant,
        Predicate<URI> mayRead,
        HooksVersion hooksVersion,
        FhirVersion fhirVersion,
        Mode mode,
        CouldNotLook couldNotLook) {

    /** A client with default settings: CDS Hooks 2.0, FHIR R4, live. */
    public static Caller of(String name, Predicate<URI> mayRead) {
        return new Caller(name, null, mayRead, HooksVersion.STU2, FhirVersion.R4, Mode.LIVE, CouldNotLook.REFUSE);
    }

    /** The same client, calling on behalf of a tenant; or of none, if null. */
    public Caller withTenant(@Nullable String other) {
        return new Caller(name, other, mayRead, hooksVersion, fhirVersion, mode, couldNotLook);
    }

    /** This client where it is told otherwise when the chart could not be read. */
    public Caller whereUnread(CouldNotLook other) {
        return new Caller(name, tenant, mayRead, hooksVersion, fhirVersion, mode, other);
    }

    /** Releases of CDS Hooks: 1.0, 2.0 with 2.0.1, and the ballot of 3.0. */
    public enum HooksVersion {
        STU1,
        STU2,
        STU3
    }

    public enum FhirVersion {
        R4,
        R4B,
        R5
    }

    public enum Mode {
        LIVE,
        /** Calls are processed, audited and counted as usual, but no card is sent. */
        SILENT
    }

    public enum CouldNotLook {
        /** 412, as CDS Hooks has it. */
        REFUSE,
        /** A card that says so, for clients that take a 412 for "nothing to say". */
        CARD
    }

    @Override
    public String toString() {
        return "Caller[name=" + name + "]";
    }
}
