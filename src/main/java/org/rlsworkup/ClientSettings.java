package org.rlsworkup;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.trust.Certificate;
import org.rlsworkup.trust.Client;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One client, {@code rls.clients[]}: an EHR, or one tenant of an EHR.
 *
 * @param name how it is called in logs and audit
 * @param issuer the {@code iss} of its tokens; null: it shows a certificate alone
 * @param jwks its keys, {@code https:} or {@code file:}, or null
 * @param jku places of keys that its tokens may name
 * @param tenants its tenants; empty: any, or none
 * @param certificates its TLS certificates, by subject or by {@code sha256:} fingerprint; empty: none is asked for
 * @param fhirServers the FHIR servers that may be read for it
 * @param hooksVersion the CDS Hooks it speaks
 * @param fhirVersion the FHIR in which it wants orders written
 * @param mode whether it is shown cards
 */
record ClientSettings(
        @DefaultValue("") String name,
        @Nullable String issuer,
        @Nullable URI jwks,
        @DefaultValue Set<URI> jku,
        @DefaultValue Set<String> tenants,
        @DefaultValue List<String> certificates,
        @DefaultValue List<URI> fhirServers,
        @DefaultValue("stu2") Caller.HooksVersion hooksVersion,
        @DefaultValue("r4") Caller.FhirVersion fhirVersion,
        @DefaultValue("live") Caller.Mode mode) {

    Client toClient() {
        if (jwks != null && "file".equals(jwks.getScheme()) && !(jwks.getPath() != null && isReadable(jwks))) {
            throw new IllegalArgumentException("rls.clients: the jwks of " + name + " is no file that can be read");
        }
        return new Client(
                name,
                issuer,
                jwks,
                jku,
                tenants,
                certificates.stream().map(Certificate::of).toList());
    }

    private static boolean isReadable(URI file) {
        return Files.isReadable(Path.of(file));
    }
}
