package org.rlsworkup.cdshooks.request;

import java.net.URI;
import java.util.Set;
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
 * @param offer what it is offered, and in which form
 */
public record Caller(
        String name,
        @Nullable String tenant,
        Predicate<URI> mayRead,
        HooksVersion hooksVersion,
        FhirVersion fhirVersion,
        Mode mode,
        CouldNotLook couldNotLook,
        Offer offer) {

    /** A client with default settings: CDS Hooks 2.0, FHIR R4, live. */
    public static Caller of(String name, Predicate<URI> mayRead) {
        return new Caller(
                name, null, mayRead, HooksVersion.STU2, FhirVersion.R4, Mode.LIVE, CouldNotLook.REFUSE, Offer.ALL);
    }

    /** The same client, calling on behalf of a tenant; or of none, if null. */
    public Caller withTenant(@Nullable String other) {
        return new Caller(name, other, mayRead, hooksVersion, fhirVersion, mode, couldNotLook, offer);
    }

    /** This client where it is told otherwise when the chart could not be read. */
    public Caller whereUnread(CouldNotLook other) {
        return new Caller(name, tenant, mayRead, hooksVersion, fhirVersion, mode, other, offer);
    }

    /**
     * What a client is offered, and in which form.
     *
     * @param services that it finds in discovery and may call
     * @param text of the details of cards
     */
    public record Offer(Set<HookService> services, TextFormat text) {
        /** Every service, with details in Markdown. */
        public static final Offer ALL = new Offer(Set.of(HookService.values()), TextFormat.MARKDOWN);

        public Offer {
            services = Set.copyOf(services);
        }
    }

    public enum TextFormat {
        /** GitHub Flavored Markdown, as CDS Hooks has it. */
        MARKDOWN,
        /** The same words without mark-up. */
        PLAIN
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
