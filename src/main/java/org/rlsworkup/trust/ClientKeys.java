package org.rlsworkup.trust;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.trust.ClientAuthenticationException.FailureReason;

/** The JWK sets of all clients. A key id is looked up in the sets of one client only. */
final class ClientKeys implements TokenValidator.VerifierLookup {
    private final Collection<Client> clients;
    private final Map<Location, CachedJwkSet> sets = new HashMap<>();

    private record Location(String client, @Nullable URI address) {}

    ClientKeys(
            Collection<Client> clients,
            Function<Client, JwkSetRetriever> retrievers,
            InstantSource clock,
            ScheduledExecutorService scheduler) {
        this.clients = clients;
        for (var client : clients) {
            Stream.concat(Stream.ofNullable(client.jwks()), client.jku().stream())
                    .forEach(address -> sets.computeIfAbsent(
                            new Location(client.name(), address),
                            it -> new CachedJwkSet(
                                    client.name(), address, retrievers.apply(client), clock, scheduler)));
        }
    }

    /** Retrieves the JWK set of every client, but not those that only a token may name. */
    void prepare() {
        for (var client : clients) {
            var set = sets.get(new Location(client.name(), client.jwks()));
            try {
                if (set != null) {
                    set.verifier("", JWSAlgorithm.ES384);
                }
            } catch (KeySourceException e) {
                // Has been logged; the first token causes the next attempt.
            }
        }
    }

    @Override
    public JWSVerifier verifier(Client client, JWSHeader header) throws ClientAuthenticationException {
        var named = client.ignoresNamedKeys() ? null : header.getJWKURL();
        var set = named == null || client.mayUseKeysAt(named)
                ? sets.get(new Location(client.name(), named == null ? client.jwks() : named))
                : null;
        if (set == null) {
            throw new ClientAuthenticationException(FailureReason.JKU, client);
        }
        try {
            var verifier = set.verifier(header.getKeyID(), header.getAlgorithm());
            if (verifier == null) {
                throw new ClientAuthenticationException(FailureReason.KEY, client);
            }
            return verifier;
        } catch (KeySourceException e) {
            throw new ClientAuthenticationException(FailureReason.NO_KEYS, client);
        }
    }
}
