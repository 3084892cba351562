package org.rlsworkup.trust;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FHIR servers that may be read for one client: those configured for it, each an origin and a path, and everything
 * below that path. Host names are resolved before every request, and link-local and cloud-metadata addresses rejected.
 * The JDK caches resolved addresses for half a minute, so the connection that follows normally goes to the same one.
 */
public final class FhirServerAllowList implements Predicate<URI> {
    private static final Logger LOG = LoggerFactory.getLogger(FhirServerAllowList.class);

    private static final List<URI> PUBLIC_HAPI =
            List.of(URI.create("https://hapi.fhir.org/"), URI.create("http://hapi.fhir.org/"));

    private final String client;
    private final List<ServerAddress> listed;

    /**
     * @throws IllegalArgumentException if a server may never be read
     */
    public FhirServerAllowList(String client, List<URI> listed) {
        this.client = client;
        this.listed = listed.stream().map(server -> validated(client, server)).toList();
    }

    /** Those of the sandbox: any on a loopback address, the public HAPI server, and those configured. */
    public static Predicate<URI> sandbox(List<URI> listed) {
        var servers = Stream.concat(PUBLIC_HAPI.stream(), listed.stream())
                .map(ServerAddress::of)
                .toList();
        return address -> ServerAddress.isPlain(address)
                && (Addresses.isLoopback(address.getHost().toLowerCase(Locale.ROOT))
                        || servers.stream().anyMatch(server -> server.covers(address)));
    }

    /** Whether an address belongs to the FHIR server with this base. */
    public static boolean isBelow(URI base, URI address) {
        return ServerAddress.of(base).covers(address);
    }

    private static ServerAddress validated(String client, URI server) {
        try {
            var address = ServerAddress.of(server);
            if (!Addresses.isSecure(server)) {
                throw new IllegalArgumentException("http is allowed for loopback addresses only, use https");
            }
            if (Addresses.isForbidden(address.host())) {
                throw new IllegalArgumentException("it is a link-local or cloud-metadata address");
            }
            return address;
        } catch (UnknownHostException e) {
            LOG.warn("The host of FHIR server {} of client {} cannot be resolved", server, client);
            return ServerAddress.of(server);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "rls.clients: fhir-servers of " + client + " contains " + server + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean test(URI address) {
        return listed.stream().anyMatch(server -> server.covers(address) && resolvesToAllowed(server));
    }

    private boolean resolvesToAllowed(ServerAddress server) {
        try {
            if (!Addresses.isForbidden(server.host())) {
                return true;
            }
            LOG.warn(
                    "The host {} of a FHIR server of client {} resolves to a forbidden address", server.host(), client);
        } catch (UnknownHostException e) {
            LOG.warn("The host {} of a FHIR server of client {} cannot be resolved", server.host(), client);
        }
        return false;
    }
}
