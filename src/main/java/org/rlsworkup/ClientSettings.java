package org.rlsworkup;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.fhir.order.OrderRules;
import org.rlsworkup.trust.Client;
import org.rlsworkup.trust.ClientCertificate;
import org.rlsworkup.trust.TokenRules;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

/**
 * One client, {@code rls.clients[]}: an EHR, or one tenant of an EHR. How it authenticates is described at {@link
 * Client}.
 *
 * @param certificates subjects or {@code sha256:} fingerprints of its TLS certificates
 * @param token where its tokens differ from the strict form
 * @param fhirServers the FHIR servers that may be read for it
 * @param hooksVersion the CDS Hooks version it uses
 * @param fhirVersion the FHIR version in which it wants orders
 * @param mode whether cards are shown to it
 * @param couldNotLook what it is told where RLS is charted and results could not be read; null for {@code
 *     rls.could-not-look}
 * @param site its own site file, in place of {@code rls.site}; or null
 * @param text of the details of cards
 * @param hooks whose services it is offered; empty: all
 * @param workupOnOrders whether missing tests are named when something is ordered, too
 * @param orders the form in which it can take draft orders
 * @param sslBundle name of the bundle below {@code spring.ssl.bundle} whose trust store and key are used towards its FHIR
 *     servers and key servers; null for the JVM's own certificate authorities
 */
record ClientSettings(
        @DefaultValue("") String name,
        @Nullable String issuer,
        @Nullable URI jwks,
        @DefaultValue Set<URI> jku,
        @DefaultValue Set<String> tenants,
        @DefaultValue List<String> certificates,
        @DefaultValue TokenRules token,
        @DefaultValue List<FhirServerSettings> fhirServers,
        @DefaultValue("stu2") Caller.HooksVersion hooksVersion,
        @DefaultValue("r4") Caller.FhirVersion fhirVersion,
        @DefaultValue("live") Caller.Mode mode,
        Caller.@Nullable CouldNotLook couldNotLook,
        @Nullable Resource site,
        @DefaultValue("markdown") Caller.TextFormat text,
        @DefaultValue List<String> hooks,
        @DefaultValue("false") boolean workupOnOrders,
        @DefaultValue OrderRules orders,
        @Nullable String sslBundle) {
    ClientSettings {
        Assert.isTrue(orders.problem() == null, () -> "rls.clients: client " + name + " is wrong: " + orders.problem());
    }

    Client toClient() {
        Assert.isTrue(
                jwks == null || !"file".equals(jwks.getScheme()) || isReadable(jwks),
                () -> "rls.clients: the jwks of " + name + " is not a readable file: " + jwks);
        return new Client(
                name,
                issuer,
                jwks,
                jku,
                tenants,
                certificates.stream().map(this::certificate).toList(),
                token);
    }

    private Predicate<X509Certificate> certificate(String setting) {
        try {
            return ClientCertificate.of(setting);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "rls.clients: certificates of " + name + ": " + e.getMessage() + ": " + setting);
        }
    }

    /** The caller that an authenticated request of this client comes from, without a tenant. */
    Caller toCaller(Caller.CouldNotLook otherwise) {
        return new Caller(
                name,
                null,
                null,
                FhirServerSettings.of(name, fhirServers),
                hooksVersion,
                fhirVersion,
                mode,
                couldNotLook == null ? otherwise : couldNotLook,
                new Caller.Offer(services(), text, workupOnOrders));
    }

    /** Why a patient of this client may be another than was meant; null if tenant and server are as in the settings. */
    @Nullable
    String doubt(PatientRef patient) {
        if (!tenants.isEmpty()
                && !tenants.contains(Objects.requireNonNullElse(patient.caller().tenant(), ""))) {
            return "the tenant is none of the client's in rls.clients";
        }
        if (patient.server().isEmpty()) {
            return "no FHIR server is named, and the client has none in rls.clients";
        }
        return patient.caller().servers().has(URI.create(patient.server()))
                ? null
                : "the FHIR server is none of the client's in rls.clients";
    }

    /** By the name of a client, the TLS by which its servers are asked, for those that have a bundle of their own. */
    static Map<String, SSLContext> tls(List<ClientSettings> clients, SslBundles bundles) {
        return clients.stream()
                .filter(it -> it.sslBundle != null)
                .collect(Collectors.toMap(ClientSettings::name, it -> it.tls(bundles)));
    }

    private SSLContext tls(SslBundles bundles) {
        var problem = "rls.clients: ssl-bundle of " + name + ": " + sslBundle;
        Assert.isTrue(
                bundles.getBundleNames().contains(sslBundle), () -> problem + " is no bundle below spring.ssl.bundle");
        try {
            return bundles.getBundle(String.valueOf(sslBundle)).createSslContext();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(problem + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a token or certificate of the other is also good for this one. */
    boolean hasKeysOf(ClientSettings other) {
        return Objects.equals(jwks, other.jwks)
                && jku.equals(other.jku)
                && certificates.equals(other.certificates)
                && token.equals(other.token);
    }

    private Set<HookService> services() {
        var all = Stream.of(HookService.values())
                .collect(Collectors.toMap(HookService::hook, Function.identity(), (one, other) -> one, TreeMap::new));
        Assert.isTrue(
                all.keySet().containsAll(hooks),
                () -> "rls.clients: hooks of " + name + " must be some of " + String.join(", ", all.keySet()) + ": "
                        + hooks);
        return hooks.isEmpty()
                ? Set.copyOf(all.values())
                : hooks.stream().map(all::get).collect(Collectors.toSet());
    }

    private static boolean isReadable(URI file) {
        return file.getPath() != null && Files.isReadable(Path.of(file));
    }
}
