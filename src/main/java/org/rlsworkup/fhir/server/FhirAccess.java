package org.rlsworkup.fhir.server;

import java.net.URI;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The FHIR server that a call names, and what may be used there.
 *
 * @param base as sent, with a slash at the end
 * @param token bearer token for this server and no other, or null
 * @param scope what the token may be used for
 * @param mayRead applied to the base and to the address of each page
 */
public record FhirAccess(URI base, @Nullable String token, Scope scope, Predicate<URI> mayRead) {
    public FhirAccess {
        base = base.getPath() != null && base.getPath().endsWith("/") ? base : URI.create(base + "/");
    }

    /** Whether this server may be read at all. */
    public boolean isAllowed() {
        return mayRead.test(base);
    }

    /** Whether this address is on the same server and may be read, so that the token may be sent there. */
    boolean covers(URI address) {
        return isSameOrigin(address) && mayRead.test(address);
    }

    /** Scheme, host and port, normalized. */
    String origin() {
        return base.getScheme().toLowerCase(Locale.ROOT) + "://"
                + base.getHost().toLowerCase(Locale.ROOT) + ":" + port(base);
    }

    private boolean isSameOrigin(URI address) {
        return base.getScheme().equalsIgnoreCase(String.valueOf(address.getScheme()))
                && base.getHost().equalsIgnoreCase(String.valueOf(address.getHost()))
                && port(base) == port(address)
                && address.getRawUserInfo() == null;
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    @Override
    public String toString() {
        return "FhirAccess[]";
    }
}
