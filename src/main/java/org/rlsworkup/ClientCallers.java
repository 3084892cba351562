package org.rlsworkup;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.Offer;
import org.rlsworkup.trust.ClientAuthenticator.AuthenticatedClient;
import org.springframework.util.Assert;

/**
 * The callers of the configured clients. Several clients may share an issuer: each then has tenants of its own, or all
 * have the same keys and FHIR servers of their own. In the second case a token alone does not tell which of them calls:
 * until the FHIR server of the call does, the caller goes by the name of the issuer, and has no site.
 */
final class ClientCallers implements Caller.ByServer {
    private final Map<String, Caller> byClient = new HashMap<>();
    private final Map<String, List<Caller>> sharing = new HashMap<>();

    ClientCallers(RlsProperties settings) {
        var names = new HashSet<String>();
        var byIssuer = new LinkedHashMap<String, List<ClientSettings>>();
        for (var client : settings.clients()) {
            Assert.isTrue(names.add(client.name()), () -> "rls.clients: two clients have the name " + client.name());
            byClient.put(client.name(), client.toCaller(settings.couldNotLook()));
            byIssuer.merge(String.valueOf(client.issuer()), List.of(client), ClientCallers::joined);
        }
        byIssuer.remove("null");
        byIssuer.forEach((issuer, clients) -> {
            if (clients.size() > 1
                    && clients.stream().anyMatch(it -> it.tenants().isEmpty())) {
                share(issuer, clients);
            } else {
                checkTenants(clients);
            }
        });
    }

    private static List<ClientSettings> joined(List<ClientSettings> some, List<ClientSettings> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static void checkTenants(List<ClientSettings> clients) {
        var tenants = new HashSet<String>();
        for (var client : clients) {
            for (var tenant : client.tenants()) {
                Assert.isTrue(tenants.add(tenant), () -> refusal(client, "their tenants are not distinct"));
            }
        }
    }

    private static String refusal(ClientSettings client, String reason) {
        return "rls.clients: " + client.name() + " has the issuer of another client, and " + reason;
    }

    private void share(String issuer, List<ClientSettings> clients) {
        var first = clients.getFirst();
        for (var client : clients) {
            Assert.isTrue(
                    client.tenants().isEmpty() && !client.fhirServers().isEmpty(),
                    () -> refusal(client, "neither their tenants nor their fhir-servers tell them apart"));
            Assert.isTrue(
                    client.hasKeysOf(first),
                    () -> refusal(client, "without tenants they must have the same jwks, jku, certificates and token"));
        }
        var members = clients.stream()
                .map(it -> caller(it.name()).answeringAs(issuer))
                .toList();
        for (var member : members) {
            for (var server : member.servers().configured()) {
                Assert.isTrue(
                        members.stream().filter(it -> it.servers().has(server)).count() == 1,
                        () -> "rls.clients: " + server + " is a FHIR server of two clients with the same issuer");
            }
        }
        var services =
                members.stream().flatMap(it -> it.offer().services().stream()).collect(Collectors.toSet());
        var lead = members.getFirst();
        clients.forEach(it -> byClient.put(
                it.name(),
                lead.named(
                        issuer,
                        new Offer(services, lead.offer().text(), lead.offer().workupOnOrders()))));
        sharing.put(issuer, members);
    }

    private Caller caller(String client) {
        return Objects.requireNonNull(byClient.get(client));
    }

    Caller of(AuthenticatedClient authenticated) {
        return caller(authenticated.client().name()).withTenant(authenticated.tenant());
    }

    @Override
    public Optional<Caller> of(Caller authenticated, @Nullable URI fhirServer) {
        var members = sharing.get(authenticated.name());
        if (members == null) {
            return Optional.of(authenticated);
        }
        return members.stream()
                .filter(it -> fhirServer != null && it.servers().has(fhirServer))
                .findFirst()
                .map(it -> it.withTenant(authenticated.tenant()));
    }
}
