package org.rlsworkup;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.trust.ClientAuthenticator;
import org.rlsworkup.trust.RateLimiter;
import org.rlsworkup.trust.SandboxServers;
import org.rlsworkup.trust.SeenTokens;
import org.rlsworkup.trust.TokensInMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/** Who may call, and from where. */
@Configuration(proxyBeanMethods = false)
class TrustConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(TrustConfiguration.class);
    /** Eleven minutes, the longest that a token is good for, at 1,500 calls a second; some 100 MB if it ever fills. */
    private static final int MOST_TOKENS = 1_000_000;

    /** Production: open to the clients that are configured, and closed without any. */
    @Bean
    @Profile("!sandbox")
    Function<HttpServletRequest, Optional<Caller>> clients(RlsProperties settings, ObjectProvider<SeenTokens> shared) {
        if (settings.clock().fixedAt() != null
                || !settings.fhir().allowedServers().isEmpty()) {
            throw new IllegalStateException(
                    "rls.clock.fixed-at and rls.fhir.allowed-servers are for the profile sandbox only");
        }
        var clients = settings.clients();
        if (clients.isEmpty()) {
            LOG.warn("""
                Closed: no client is configured, so every call is answered 401. Configure rls.public-base-url, and for \
                each client rls.clients[0].name, .issuer, .jwks and .fhir-servers (or .certificates in place of \
                .issuer and .jwks). To try the service, start it with --spring.profiles.active=sandbox.\
                """);
            return request -> Optional.empty();
        }
        RlsProperties.check(
                settings.publicBaseUrl() != null || clients.stream().allMatch(client -> client.issuer() == null),
                "rls.public-base-url is needed: the aud of a token is an address below it");
        checkDistinct(clients);
        var clock = InstantSource.system();
        var seen = shared.getIfAvailable(() -> ownMemory(clock));
        var gate = new ClientAuthenticator(
                clients.stream().map(ClientSettings::toClient).toList(), settings.publicBaseUrl(), seen, clock);
        return new ClientCallers(gate, clients);
    }

    static SeenTokens ownMemory(InstantSource clock) {
        return new TokensInMemory(clock, MOST_TOKENS);
    }

    /** A name stands for one client, and so does an issuer, or each of its tenants. */
    private static void checkDistinct(List<ClientSettings> clients) {
        var names = new HashSet<String>();
        var tenants = new HashMap<String, Set<String>>();
        for (var client : clients) {
            RlsProperties.check(names.add(client.name()), "rls.clients: two are called " + client.name());
            var known = client.issuer() == null ? null : tenants.put(client.issuer(), client.tenants());
            if (known != null) {
                var all = new HashSet<>(known);
                RlsProperties.check(
                        !known.isEmpty()
                                && !client.tenants().isEmpty()
                                && client.tenants().stream().allMatch(all::add),
                        "rls.clients: two have the issuer of " + client.name() + " and no tenants that differ");
                tenants.put(client.issuer(), all);
            }
        }
    }

    /** Nimbus and the keys take a while to load; a service that is ready need not wait for them. */
    @Bean
    @Profile("!sandbox")
    ApplicationListener<ApplicationReadyEvent> keys(Function<HttpServletRequest, Optional<Caller>> callers) {
        return ready -> {
            if (callers instanceof ClientCallers clients) {
                Thread.ofVirtual().name("keys").start(clients::prepare);
            }
        };
    }

    /** Sandbox: open to whoever reaches it, which by default is this machine. */
    @Bean
    @Profile("sandbox")
    Function<HttpServletRequest, Optional<Caller>> anybody(RlsProperties settings) {
        var caller = Caller.of("sandbox", new SandboxServers(settings.fhir().allowedServers()));
        return request -> Optional.of(caller);
    }

    @Bean
    @Profile("!sandbox")
    FilterRegistrationBean<CorsFilter> cors(RlsProperties settings) {
        return corsFilter(settings.corsOrigins(), List.of());
    }

    @Bean
    @Profile("sandbox")
    FilterRegistrationBean<CorsFilter> sandboxCors(RlsProperties settings) {
        return corsFilter(
                settings.corsOrigins(),
                List.of(
                        "http://localhost:[*]",
                        "https://localhost:[*]",
                        "http://127.0.0.1:[*]",
                        "https://127.0.0.1:[*]",
                        "https://sandbox.cds-hooks.org"));
    }

    @Bean
    FilterRegistrationBean<AdmissionFilter> callDoor(
            Function<HttpServletRequest, Optional<Caller>> callers, RlsProperties settings, Environment environment) {
        var perSecond = environment.acceptsProfiles(Profiles.of("sandbox"))
                ? 0
                : settings.limits().perSecond();
        var door =
                new AdmissionFilter(callers, new RateLimiter(settings.limits().concurrent(), perSecond));
        return onCalls(new FilterRegistrationBean<>(door), 10);
    }

    private static FilterRegistrationBean<CorsFilter> corsFilter(List<String> origins, List<String> patterns) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(origins);
        patterns.forEach(cors::addAllowedOriginPattern);
        cors.setAllowedMethods(List.of("GET", "POST", "OPTIONS"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type"));
        cors.setMaxAge(3600L);
        // Of all addresses that the filter stands before: to match paths would cost each call a little.
        return onCalls(
                new FilterRegistrationBean<>(new CorsFilter(request -> cors) {
                    // A server's call, nearly every one: no browser asks, and nobody keeps the answer.
                    @Override
                    protected boolean shouldNotFilter(HttpServletRequest request) {
                        return request.getMethod().equals(HttpMethod.POST.name())
                                && request.getHeader(HttpHeaders.ORIGIN) == null;
                    }
                }),
                0);
    }

    private static <T extends Filter> FilterRegistrationBean<T> onCalls(FilterRegistrationBean<T> filter, int order) {
        filter.setUrlPatterns(HookPaths.PATTERNS);
        filter.setOrder(order);
        return filter;
    }
}
