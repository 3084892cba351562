package org.rlsworkup.trust;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.rlsworkup.trust.Refusal.Reason;

/** The keys of all clients, each looked up for its own client: a key id means nothing beyond one client's set. */
final class ClientKeys implements TokenCheck.Verifiers {
    private final Collection<Client> clients;
    private final Map<Place, CachedKeys> places = new HashMap<>();

    private record Place(String client, URI address) {}

    ClientKeys(Collection<Client> clients, KeyPlace reader, InstantSource clock) {
        this.clients = clients;
        for (var client : clients) {
            Stream.concat(Stream.ofNullable(client.jwks()), client.jku().stream())
                    .distinct()
                    .forEach(address -> places.put(
                            new Place(client.name(), address), new CachedKeys(client.name(), address, reader, clock)));
        }
    }

    /** Reads the keys of every client but those that only a token may name. */
    void prepare() {
        for (var client : clients) {
            var keys = client.jwks() == null ? null : places.get(new Place(client.name(), client.jwks()));
            if (keys != null) {
                keys.prepare();
            }
        }
    }

    @Override
    public JWSVerifier verifier(Client client, JWSHeader header) throws Refusal {
        var named = header.getJWKURL();
        if (named != null && !client.namesKeysAt(named)) {
            throw new Refusal(Reason.JKU, client);
        }
        var address = named != null ? named : client.jwks();
        var keys = address == null ? null : places.get(new Place(client.name(), address));
        if (keys == null) {
            throw new Refusal(Reason.JKU, client);
        }
        try {
            var verifier = keys.verifier(header.getKeyID(), header.getAlgorithm());
            if (verifier == null) {
                throw new Refusal(Reason.KEY, client);
            }
            return verifier;
        } catch (IOException e) {
            throw new Refusal(Reason.NO_KEYS, client);
        }
    }
}
