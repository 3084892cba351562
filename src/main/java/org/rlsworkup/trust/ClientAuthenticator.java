package org.rlsworkup.trust;

import static org.rlsworkup.trust.ClientAuthenticationException.check;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.trust.ClientAuthenticationException.FailureReason;
import org.springframework.util.function.SingletonSupplier;

/** Authenticates clients by bearer token, TLS certificate, or both. Why one was rejected is only logged. */
public final class ClientAuthenticator implements AutoCloseable {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String RESULT = ClientAuthenticator.class.getName();
    private static final String SCHEME = "Bearer ";
    private static final Duration JWKS_TIMEOUT = Duration.ofSeconds(3);

    private final List<Client> clients;
    private final String base;
    private final RefusalLog refusals;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("jwks-refresh").factory());
    private final Map<String, SSLContext> tls;
    private final SingletonSupplier<ClientKeys> keys;
    private final SingletonSupplier<TokenValidator> tokens;

    /**
     * @param clients the clients that may call
     * @param base the address of this service as clients see it, the start of every {@code aud}; null if no client
     *     presents a token
     * @param tls by the name of a client, what the certificate of its key server is verified with, if not with the JVM's
     *     own certificate authorities
     * @param clock real time, never the clinical clock
     */
    public ClientAuthenticator(
            Collection<Client> clients,
            @Nullable URI base,
            Map<String, SSLContext> tls,
            ReplayGuard replays,
            InstantSource clock,
            RefusalLog refusals) {
        this.clients = List.copyOf(clients);
        this.refusals = refusals;
        this.tls = Map.copyOf(tls);
        this.base = base == null ? "" : base.toString().replaceFirst("/$", "");
        this.keys = SingletonSupplier.of(() -> keys(clock));
        this.tokens = SingletonSupplier.of(() -> new TokenValidator(this.clients, keys.obtain(), replays, clock));
    }

    private ClientKeys keys(InstantSource clock) {
        var shared = retriever(null);
        var own = tls.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> retriever(it.getValue())));
        return new ClientKeys(clients, client -> own.getOrDefault(client.name(), shared), clock, scheduler);
    }

    private static JwkSetRetriever retriever(@Nullable SSLContext tls) {
        var http = SingletonSupplier.of(() -> {
            var settings =
                    HttpClient.newBuilder().connectTimeout(JWKS_TIMEOUT).followRedirects(HttpClient.Redirect.NEVER);
            return (tls == null ? settings : settings.sslContext(tls)).build();
        });
        return new JwkSetRetriever(http::obtain, JWKS_TIMEOUT);
    }

    /** Loads the classes for the first token, and the keys of every client, so that missing ones are logged at once. */
    public void prepare() {
        if (!clients.isEmpty()) {
            tokens.obtain();
            keys.obtain().prepare();
        }
    }

    /** The client that sent this request, or empty. Decided once for each request, as a token is good for only one. */
    public Optional<AuthenticatedClient> authenticate(HttpServletRequest request) {
        if (request.getAttribute(RESULT) instanceof Optional<?> known) {
            return known.map(AuthenticatedClient.class::cast);
        }
        var result = authenticated(request);
        request.setAttribute(RESULT, result);
        return result;
    }

    private Optional<AuthenticatedClient> authenticated(HttpServletRequest request) {
        try {
            var token = token(request);
            return Optional.of(
                    token == null
                            ? byCertificate(request)
                            : certified(tokens.obtain().validate(token, address(request)), request));
        } catch (ClientAuthenticationException failure) {
            refusals.accept(
                    "Caller not authenticated (%s): %s".formatted(failure.clientName(), failure.getMessage()),
                    request.getRemoteAddr());
            return Optional.empty();
        }
    }

    /** Whether a request shows who sent it, rightly or not. */
    public static boolean hasCredentials(HttpServletRequest request) {
        return request.getHeader("Authorization") != null || certificate(request) != null;
    }

    /** With the path as it was sent, which is what the client signed. */
    private String address(HttpServletRequest request) {
        return base + request.getRequestURI().substring(request.getContextPath().length());
    }

    private static @Nullable String token(HttpServletRequest request) throws ClientAuthenticationException {
        var headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            return null;
        }
        var header = headers.nextElement();
        var isBearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        check(isBearer && !headers.hasMoreElements(), FailureReason.NO_BEARER, null);
        return header.substring(SCHEME.length());
    }

    private AuthenticatedClient byCertificate(HttpServletRequest request) throws ClientAuthenticationException {
        var certificate = certificate(request);
        check(certificate != null, FailureReason.NO_CREDENTIALS, null);
        return clients.stream()
                .filter(client -> client.issuer() == null && matches(client, certificate))
                .findFirst()
                .map(client -> new AuthenticatedClient(client, null))
                .orElseThrow(() -> new ClientAuthenticationException(FailureReason.CERTIFICATE, null));
    }

    private static AuthenticatedClient certified(AuthenticatedClient authenticated, HttpServletRequest request)
            throws ClientAuthenticationException {
        var client = authenticated.client();
        check(
                client.certificates().isEmpty() || matches(client, certificate(request)),
                FailureReason.CERTIFICATE,
                client);
        return authenticated;
    }

    private static boolean matches(Client client, @Nullable X509Certificate presented) {
        return presented != null && client.certificates().stream().anyMatch(certificate -> certificate.test(presented));
    }

    private static @Nullable X509Certificate certificate(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? chain[0]
                : null;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }

    /**
     * A client whose identity has been verified.
     *
     * @param tenant the tenant named in its token, or null if there is none
     */
    public record AuthenticatedClient(
            Client client, @Nullable String tenant) {}
}
