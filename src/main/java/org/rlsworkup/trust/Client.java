package org.rlsworkup.trust;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that may call, as configured. Whatever is configured is demanded: a client with an issuer and with
 * certificates must show both a token and a certificate.
 *
 * @param name how it is called in logs and audit
 * @param issuer the {@code iss} of its tokens, or null if it shows a certificate alone
 * @param jwks where its keys are unless a token names another place, {@code https:} or {@code file:}, or null
 * @param jku places of keys that its tokens may name
 * @param tenants whom its tokens may speak for; empty: for anybody, or nobody in particular
 * @param certificates its TLS certificates, each a subject or {@code sha256:} and the fingerprint; empty: none is
 *     needed
 */
public record Client(
        String name,
        @Nullable String issuer,
        @Nullable URI jwks,
        Set<URI> jku,
        Set<String> tenants,
        List<Certificate> certificates) {
    public Client {
        jku = Set.copyOf(jku);
        tenants = Set.copyOf(tenants);
        certificates = List.copyOf(certificates);
        check(!name.isBlank(), "needs a name");
        check(issuer != null || !certificates.isEmpty(), name, "needs an issuer with keys, or certificates");
        check(issuer == null || jwks != null || !jku.isEmpty(), name, "needs the place of its keys: jwks or jku");
        check(issuer != null || (jwks == null && jku.isEmpty()), name, "has keys and no issuer");
        check(issuer == null || !issuer.isBlank(), name, "has a blank issuer");
        check(jwks == null || isPlaceOfKeys(jwks), name, "must have its jwks in a file or at an https address");
        check(jku.stream().allMatch(Addresses::isSecure), name, "must have every jku at an https address");
    }

    /** The keys that a token without {@code jku} is checked by may be on this machine. */
    private static boolean isPlaceOfKeys(URI place) {
        return "file".equals(place.getScheme()) || Addresses.isSecure(place);
    }

    private static void check(boolean holds, String name, String rule) {
        check(holds, name + " " + rule);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("rls.clients: a client " + rule);
        }
    }

    /** Whether its tokens may name this place of keys. */
    boolean namesKeysAt(URI place) {
        return jku.contains(place) || place.equals(jwks);
    }

    boolean serves(@Nullable String tenant) {
        return tenants.isEmpty() || (tenant != null && tenants.contains(tenant));
    }
}
