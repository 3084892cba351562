package org.rlsworkup.trust;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.trust.Refusal.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;

/** Lets in the clients that prove who they are. Why others are not let in is told to the log alone. */
public final class ClientAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(ClientAuthenticator.class);
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String SCHEME = "Bearer ";
    private static final Duration KEYS_WITHIN = Duration.ofSeconds(3);

    private final List<Client> clients;
    private final String base;
    private final SingletonSupplier<ClientKeys> keys;
    private final SingletonSupplier<TokenCheck> tokens;

    /**
     * A gate for these clients.
     *
     * @param clients who may call
     * @param base the address of this service as clients see it, the start of every {@code aud}; null if no client
     *     shows a token
     * @param seen remembers tokens
     * @param clock real time, never the clinical clock
     */
    public ClientAuthenticator(Collection<Client> clients, @Nullable URI base, SeenTokens seen, InstantSource clock) {
        this.clients = List.copyOf(clients);
        this.base = base == null ? "" : base.toString().replaceFirst("/$", "");
        this.keys = SingletonSupplier.of(() -> keys(clock));
        this.tokens = SingletonSupplier.of(() -> new TokenCheck(this.clients, keys.obtain(), seen, clock));
    }

    private ClientKeys keys(InstantSource clock) {
        var http = SingletonSupplier.of(() -> HttpClient.newBuilder()
                .connectTimeout(KEYS_WITHIN)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        return new ClientKeys(clients, new KeyPlace(http::obtain, KEYS_WITHIN), clock);
    }

    /** Loads what the first token needs, and every client's keys, so that the log says at once where there are none. */
    public void prepare() {
        tokens.obtain();
        keys.obtain().prepare();
    }

    /** Who calls, or nothing if that is not proved. To be asked once for each call: a token is good for one. */
    public Optional<Admission> admit(HttpServletRequest request) {
        try {
            var token = token(request);
            return Optional.of(
                    token == null
                            ? byCertificate(request)
                            : certified(tokens.obtain().check(token, called(request)), request));
        } catch (Refusal refusal) {
            LOG.info("Refused {}: {}", refusal.of(), refusal.getMessage());
            return Optional.empty();
        }
    }

    /** The path as it was sent: what the client signed. */
    private String called(HttpServletRequest request) {
        return base + request.getRequestURI().substring(request.getContextPath().length());
    }

    private static @Nullable String token(HttpServletRequest request) throws Refusal {
        var headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            return null;
        }
        var header = headers.nextElement();
        if (headers.hasMoreElements() || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Refusal(Reason.NO_BEARER, null);
        }
        return header.substring(SCHEME.length());
    }

    private Admission byCertificate(HttpServletRequest request) throws Refusal {
        var shown = certificate(request);
        if (shown == null) {
            throw new Refusal(Reason.NOTHING_SHOWN, null);
        }
        return clients.stream()
                .filter(client -> client.issuer() == null && matches(client, shown))
                .findFirst()
                .map(client -> new Admission(client, null))
                .orElseThrow(() -> new Refusal(Reason.CERTIFICATE, null));
    }

    private static Admission certified(Admission admission, HttpServletRequest request) throws Refusal {
        var client = admission.client();
        var shown = certificate(request);
        if (!client.certificates().isEmpty() && (shown == null || !matches(client, shown))) {
            throw new Refusal(Reason.CERTIFICATE, client);
        }
        return admission;
    }

    private static boolean matches(Client client, X509Certificate shown) {
        return client.certificates().stream().anyMatch(certificate -> certificate.matches(shown));
    }

    private static @Nullable X509Certificate certificate(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? chain[0]
                : null;
    }
}
