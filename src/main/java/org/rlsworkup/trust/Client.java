package org.rlsworkup.trust;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A client that may call, as configured. A client with both an issuer and certificates must present both a token and a
 * certificate.
 *
 * @param name identifies it in logs and audit
 * @param issuer the {@code iss} of its tokens, or null if it presents only a certificate
 * @param jwks address of its JWK set, {@code https:} or {@code file:}, unless a token names another in {@code jku}; or
 *     null
 * @param jku addresses of JWK sets that its tokens may name
 * @param tenants values that the tenant claim of its tokens may have; empty: any, or none
 * @param certificates its TLS certificates; empty: none is required
 * @param token what its tokens may look like
 */
public record Client(
        String name,
        @Nullable String issuer,
        @Nullable URI jwks,
        Set<URI> jku,
        Set<String> tenants,
        List<Predicate<X509Certificate>> certificates,
        TokenRules token) {
    public Client {
        jku = Set.copyOf(jku);
        tenants = Set.copyOf(tenants);
        certificates = List.copyOf(certificates);
        Assert.isTrue(!name.isBlank(), "rls.clients: a client needs a name");
        check(issuer != null || !certificates.isEmpty(), name, "needs an issuer and its keys, or certificates");
        check(issuer == null || jwks != null || !jku.isEmpty(), name, "needs the address of its keys: jwks or jku");
        check(issuer != null || (jwks == null && jku.isEmpty()), name, "has keys but no issuer");
        check(issuer == null || !issuer.isBlank(), name, "has a blank issuer");
        check(jwks == null || isKeyAddress(jwks), name, "must have a file: or https address as jwks: " + jwks);
        check(token.problem() == null, name, "is wrong: " + token.problem());
        check(jku.stream().allMatch(Addresses::isSecure), name, "must have only https addresses as jku: " + jku);
    }

    private static boolean isKeyAddress(URI address) {
        return "file".equals(address.getScheme()) || Addresses.isSecure(address);
    }

    private static void check(boolean holds, String name, String rule) {
        Assert.isTrue(holds, () -> "rls.clients: client " + name + " " + rule);
    }

    /** A client with its keys in a file may still name an address in its tokens, which then is of no importance. */
    boolean ignoresNamedKeys() {
        return jku.isEmpty() && jwks != null && "file".equals(jwks.getScheme());
    }

    boolean mayUseKeysAt(URI address) {
        return jku.contains(address) || address.equals(jwks);
    }

    boolean serves(@Nullable String tenant) {
        return tenants.isEmpty() || (tenant != null && tenants.contains(tenant));
    }
}
