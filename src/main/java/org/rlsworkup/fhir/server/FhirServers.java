package org.rlsworkup.fhir.server;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The FHIR servers of one client, and how they search.
 *
 * @param mayRead which may be read for it: applied to the base that a call names, and to the address of each page
 * @param configured their base addresses; empty if none is configured, or any may be read
 * @param search by the base that a call names
 * @param mayTrace by the base that a call names, whether that server is told of the trace of a call
 * @param byCategory whether prefetch is asked for by category; null for {@code rls.labs-by-category}
 */
public record FhirServers(
        Predicate<URI> mayRead,
        List<URI> configured,
        Function<URI, SearchRules> search,
        Predicate<URI> mayTrace,
        @Nullable Boolean byCategory) {
    public FhirServers {
        configured = List.copyOf(configured);
    }

    /** Servers that are not configured, and of which nothing else is known. */
    public static FhirServers of(Predicate<URI> mayRead) {
        return new FhirServers(mayRead, List.of(), base -> SearchRules.USUAL, base -> false, null);
    }

    /** Whether this is one of those configured, or an address below it. */
    public boolean has(URI server) {
        var address = normalised(server) + "/";
        return configured.stream().anyMatch(it -> address.startsWith(normalised(it) + "/"));
    }

    /** One spelling of each base address. */
    public static String normalised(URI base) {
        var scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
        var usual = scheme.equals("https") ? 443 : 80;
        var port = base.getPort() < 0 || base.getPort() == usual ? "" : ":" + base.getPort();
        var host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
        return scheme + "://" + host + port + base.getRawPath().replaceFirst("/+$", "");
    }

    /** The server that a call without one is about, or null if there is none or more than one. */
    public @Nullable URI only() {
        return configured.size() == 1 ? configured.getFirst() : null;
    }
}
