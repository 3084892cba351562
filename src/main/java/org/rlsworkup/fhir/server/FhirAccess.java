package org.rlsworkup.fhir.server;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The FHIR server that a call names, and what may be used there.
 *
 * @param client for which it is read
 * @param base as sent, with a slash at the end
 * @param token bearer token for this server and no other, or null
 * @param servers of the client
 */
public record FhirAccess(String client, URI base, @Nullable String token, Scope scope, FhirServers servers) {
    /** Attribute of the requests whose server is told of the trace of the call. */
    public static final String TRACED = FhirAccess.class.getName() + ".traced";

    public FhirAccess {
        base = base.getPath() != null && base.getPath().endsWith("/") ? base : URI.create(base + "/");
    }

    public boolean isAllowed() {
        return servers.mayRead().test(base);
    }

    /** Whether this address is on the same server and may be read, so that the token may be sent there. */
    boolean covers(URI address) {
        return origin(address).equals(origin())
                && address.getRawUserInfo() == null
                && servers.mayRead().test(address);
    }

    /** Whether this server is told of the trace of the call. */
    boolean isTraced() {
        return servers.mayTrace().test(base);
    }

    /** How this server searches. */
    SearchRules rules() {
        return servers.search().apply(base);
    }

    /** Scheme, host and port, normalized. */
    public String origin() {
        return origin(base);
    }

    private static String origin(URI address) {
        var origin = (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT);
        var port = address.getPort() >= 0 ? address.getPort() : origin.startsWith("https:") ? 443 : 80;
        return origin + ":" + port;
    }

    @Override
    public String toString() {
        return "FhirAccess[]";
    }
}
