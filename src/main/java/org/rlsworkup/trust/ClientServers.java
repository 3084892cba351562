package org.rlsworkup.trust;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FHIR servers that may be read for one client, and for no other: those listed for it, each an origin with a path,
 * and everything below that path. What a listed name resolves to is its operator's affair, but for the addresses that
 * no FHIR server has: they are looked up before every request. The JDK remembers what it looked up for half a minute,
 * so the connection that follows goes, as a rule, to the address that was looked at.
 */
public final class ClientServers implements Predicate<URI> {
    private static final Logger LOG = LoggerFactory.getLogger(ClientServers.class);

    private final String client;
    private final List<ServerAddress> listed;

    /**
     * The servers listed for one client.
     *
     * @throws IllegalArgumentException if one of them may never be read
     */
    public ClientServers(String client, List<URI> listed) {
        this.client = client;
        this.listed = listed.stream().map(server -> checked(client, server)).toList();
    }

    private static ServerAddress checked(String client, URI server) {
        try {
            var address = ServerAddress.of(server);
            if (!Addresses.isSecure(server)) {
                throw new IllegalArgumentException("http is for loopback addresses only, use https");
            }
            if (Addresses.isForbidden(address.host())) {
                throw new IllegalArgumentException("a link-local or cloud-metadata address");
            }
            return address;
        } catch (UnknownHostException e) {
            LOG.warn("The FHIR server {} of client {} has no address at present", server, client);
            return ServerAddress.of(server);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "rls.clients: fhir-servers of " + client + " holds " + server + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean test(URI address) {
        return listed.stream().anyMatch(server -> server.covers(address) && leadsToAServer(server));
    }

    private boolean leadsToAServer(ServerAddress server) {
        try {
            if (!Addresses.isForbidden(server.host())) {
                return true;
            }
            LOG.warn("The FHIR server {} of client {} resolves to a forbidden address", server.host(), client);
        } catch (UnknownHostException e) {
            LOG.warn("The FHIR server {} of client {} has no address at present", server.host(), client);
        }
        return false;
    }
}
