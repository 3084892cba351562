package org.rlsworkup.cdshooks.request;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.server.FhirServers;

/**
 * The authenticated client of a request.
 *
 * @param name as configured
 * @param tenant on whose behalf the client calls, or null
 * @param answersAs the name under which its feedback arrives, or null for its own: clients that share an issuer are told
 *     apart by the FHIR server of a call, which feedback does not name
 * @param servers the FHIR servers of this client
 * @param hooksVersion of the protocol that the client supports
 * @param fhirVersion of the draft orders
 * @param mode whether it receives cards
 * @param couldNotLook what it is told where RLS is charted and the rest of the chart could not be read
 * @param offer what it is offered, and in which form
 */
public record Caller(
        String name,
        @Nullable String tenant,
        @Nullable String answersAs,
        FhirServers servers,
        HooksVersion hooksVersion,
        FhirVersion fhirVersion,
        Mode mode,
        CouldNotLook couldNotLook,
        Offer offer) {

    /** A client with default settings: CDS Hooks 2.0, FHIR R4, live. */
    public static Caller of(String name, Predicate<URI> mayRead) {
        return new Caller(
                name,
                null,
                null,
                FhirServers.of(mayRead),
                HooksVersion.STU2,
                FhirVersion.R4,
                Mode.LIVE,
                CouldNotLook.REFUSE,
                Offer.ALL);
    }

    /** The same client, calling on behalf of a tenant; or of none, if null. */
    public Caller withTenant(@Nullable String other) {
        return new Caller(name, other, answersAs, servers, hooksVersion, fhirVersion, mode, couldNotLook, offer);
    }

    /** This client, whose feedback arrives under another name. */
    public Caller answeringAs(String other) {
        return new Caller(name, tenant, other, servers, hooksVersion, fhirVersion, mode, couldNotLook, offer);
    }

    /** A caller with the settings of this client, of which only this is known so far. */
    public Caller named(String other, Offer offered) {
        return new Caller(other, tenant, null, servers, hooksVersion, fhirVersion, mode, couldNotLook, offered);
    }

    /** This client where it is told otherwise when the chart could not be read. */
    public Caller whereUnread(CouldNotLook other) {
        return new Caller(name, tenant, answersAs, servers, hooksVersion, fhirVersion, mode, other, offer);
    }

    /** Finds the client that a call is about among those that share an issuer. */
    @FunctionalInterface
    public interface ByServer {
        /**
         * Finds the client.
         *
         * @param authenticated as the token says it
         * @param fhirServer that the call names, or null
         * @return empty if this is a server of none of them
         */
        Optional<Caller> of(Caller authenticated, @Nullable URI fhirServer);
    }

    /**
     * What a client is offered, and in which form.
     *
     * @param services that it finds in discovery and may call
     * @param text of the details of cards
     * @param workupOnOrders whether missing tests are named when something is ordered, too: once in an encounter
     */
    public record Offer(Set<HookService> services, TextFormat text, boolean workupOnOrders) {
        /** Every service, with details in Markdown. */
        public static final Offer ALL = new Offer(Set.of(HookService.values()), TextFormat.MARKDOWN, false);

        public Offer {
            services = Set.copyOf(services);
        }

        /** What a service reads at most. */
        public Set<Source> reads(HookService service) {
            return workupOnOrders ? HookService.WORKUP.reads() : service.reads();
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
