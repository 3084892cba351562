package org.rlsworkup;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.trust.Admission;
import org.rlsworkup.trust.ClientAuthenticator;
import org.rlsworkup.trust.ClientServers;

/** Whom the gate admits, with what is configured for them. */
final class ClientCallers implements Function<HttpServletRequest, Optional<Caller>> {
    private static final String ASKED = ClientCallers.class.getName();

    private final ClientAuthenticator gate;
    private final Map<String, ClientSettings> settings;
    private final Map<String, Predicate<URI>> servers;

    ClientCallers(ClientAuthenticator gate, List<ClientSettings> clients) {
        this.gate = gate;
        this.settings = clients.stream().collect(Collectors.toMap(ClientSettings::name, client -> client));
        this.servers = clients.stream()
                .collect(Collectors.toMap(
                        ClientSettings::name, client -> new ClientServers(client.name(), client.fhirServers())));
    }

    /** The gate is asked once for each request, because a token is good for one. */
    @Override
    @SuppressWarnings("unchecked")
    public Optional<Caller> apply(HttpServletRequest request) {
        if (request.getAttribute(ASKED) instanceof Optional<?> known) {
            return (Optional<Caller>) known;
        }
        var caller = gate.admit(request).map(this::caller);
        request.setAttribute(ASKED, caller);
        return caller;
    }

    void prepare() {
        gate.prepare();
    }

    private Caller caller(Admission admission) {
        var name = admission.client().name();
        var client = settings.get(name);
        var mayRead = servers.get(name);
        if (client == null || mayRead == null) {
            throw new IllegalStateException("the gate admitted a client that is not configured");
        }
        return new Caller(
                name, admission.tenant(), mayRead, client.hooksVersion(), client.fhirVersion(), client.mode());
    }
}
