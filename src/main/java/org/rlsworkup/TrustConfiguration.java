package org.rlsworkup;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.fhir.server.FhirServers;
import org.rlsworkup.trust.AdmissionFilter;
import org.rlsworkup.trust.ClientAuthenticator;
import org.rlsworkup.trust.FhirServerAllowList;
import org.rlsworkup.trust.HeadDeadlineProtocol;
import org.rlsworkup.trust.InMemoryReplayGuard;
import org.rlsworkup.trust.RateLimiter;
import org.rlsworkup.trust.RefusalLog;
import org.rlsworkup.trust.ReplayGuard;
import org.rlsworkup.trust.SharedReplayGuard;
import org.rlsworkup.trust.TokenIdRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.Assert;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/** Authentication of clients, rate limits and CORS. */
@Configuration(proxyBeanMethods = false)
@Import(StrictSettings.class)
class TrustConfiguration {
    /** The client that everybody is in the sandbox. */
    static final String SANDBOX_CLIENT = "sandbox";

    private static final Logger LOG = LoggerFactory.getLogger(TrustConfiguration.class);
    /** By default tokens are valid for at most sixteen minutes: 1,000 calls a second, and some 100 MB if it ever fills up. */
    private static final int MAX_TOKENS = 1_000_000;

    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private static final String PUBLIC_SANDBOX = "https://sandbox.cds-hooks.org";

    private static final List<String> SANDBOX_ORIGINS = List.of(
            "http://localhost:[*]",
            "https://localhost:[*]",
            "http://127.0.0.1:[*]",
            "https://127.0.0.1:[*]",
            PUBLIC_SANDBOX);

    @Bean
    RefusalLog refusals(ObjectProvider<TaskScheduler> tasks) {
        var refusals = new RefusalLog();
        tasks.ifAvailable(it -> {
            var unused = it.scheduleWithFixedDelay(refusals::summarize, Duration.ofMinutes(1));
        });
        return refusals;
    }

    @Bean
    @Profile("!sandbox")
    ClientAuthenticator clientAuthenticator(
            RlsProperties settings,
            ObjectProvider<Database> database,
            ObjectProvider<TaskScheduler> tasks,
            SslBundles bundles,
            Environment environment,
            RefusalLog refusals) {
        Assert.isTrue(
                settings.clock().fixedAt() == null
                        && settings.fhir().allowedServers().isEmpty(),
                "rls.clock.fixed-at and rls.fhir.allowed-servers are only allowed in the sandbox profile");
        var clients = settings.clients();
        if (clients.isEmpty()) {
            LOG.warn("""
                No client is configured, so every call is answered with 401. Configure rls.public-base-url, and for each \
                client rls.clients[0].name, .issuer, .jwks and .fhir-servers (or .certificates instead of .issuer and \
                .jwks). To try the service, start it with --spring.profiles.active=sandbox.\
                """);
        }
        Assert.isTrue(
                settings.publicBaseUrl() != null || clients.stream().allMatch(client -> client.issuer() == null),
                "rls.public-base-url is required: the aud of every token is an address below it");
        var clock = InstantSource.system();
        var local = new InMemoryReplayGuard(clock, MAX_TOKENS);
        var isShared = environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:");
        var replays = isShared ? shared(database.getObject(), tasks.getObject(), clock, local) : local;
        return new ClientAuthenticator(
                clients.stream().map(ClientSettings::toClient).toList(),
                settings.publicBaseUrl(),
                ClientSettings.tls(clients, bundles),
                replays,
                clock,
                refusals);
    }

    /** Replicas share a PostgreSQL; an H2 belongs to one process, which remembers the tokens by itself. */
    private static ReplayGuard shared(Database database, TaskScheduler tasks, InstantSource clock, ReplayGuard local) {
        var ids = new TokenIdRepository(
                () -> database.isUp() ? Optional.of(database.access().sql()) : Optional.empty(), clock);
        var unused = tasks.scheduleWithFixedDelay(ids::deleteExpired, PURGE_INTERVAL);
        return new SharedReplayGuard(ids::add, local);
    }

    @Bean
    @Profile("!sandbox")
    ClientCallers clientCallers(RlsProperties settings) {
        return new ClientCallers(settings);
    }

    @Bean
    @Profile("!sandbox")
    Function<HttpServletRequest, Optional<Caller>> clients(ClientAuthenticator authenticator, ClientCallers callers) {
        return request -> authenticator.authenticate(request).map(callers::of);
    }

    @Bean
    @Profile("sandbox")
    Caller.ByServer callerWithAnyServer() {
        return (caller, server) -> Optional.of(caller);
    }

    /** Loading Nimbus and the keys takes a while, and readiness need not wait for it. */
    @Bean
    @Profile("!sandbox")
    ApplicationListener<ApplicationReadyEvent> keys(ClientAuthenticator authenticator) {
        return ready -> Thread.ofVirtual().name("keys").start(authenticator::prepare);
    }

    /**
     * Sandbox: open to anyone who can reach it, which by default is this machine. What is a setting of a client elsewhere
     * is a header here: {@code Sandbox-Hooks-Version} and {@code Sandbox-Fhir-Version}.
     */
    @Bean
    @Profile("sandbox")
    Function<HttpServletRequest, Optional<Caller>> anybody(RlsProperties settings) {
        var servers = FhirServers.of(FhirServerAllowList.sandbox(settings.fhir().allowedServers()));
        return request -> Optional.of(new Caller(
                SANDBOX_CLIENT,
                null,
                null,
                servers,
                header(request, "Sandbox-Hooks-Version", Caller.HooksVersion.STU2),
                header(request, "Sandbox-Fhir-Version", Caller.FhirVersion.R4),
                Caller.Mode.LIVE,
                couldNotLook(request, settings),
                Caller.Offer.ALL));
    }

    /** The public CDS Hooks sandbox says "All clear" after a 412. */
    private static Caller.CouldNotLook couldNotLook(HttpServletRequest request, RlsProperties settings) {
        return PUBLIC_SANDBOX.equals(request.getHeader(HttpHeaders.ORIGIN))
                ? Caller.CouldNotLook.CARD
                : settings.couldNotLook();
    }

    /** The constant that the header names, or the usual one. */
    private static <E extends Enum<E>> E header(HttpServletRequest request, String name, E usual) {
        var named = request.getHeader(name);
        return Stream.of(usual.getDeclaringClass().getEnumConstants())
                .filter(constant -> constant.name().equals(named))
                .findFirst()
                .orElse(usual);
    }

    @Bean
    FilterRegistrationBean<AdmissionFilter> admissionFilter(
            Function<HttpServletRequest, Optional<Caller>> callers,
            RlsProperties settings,
            Environment environment,
            RefusalLog refusals) {
        var perSecond = isSandbox(environment) ? 0 : settings.limits().perSecond();
        var filter = new AdmissionFilter(
                request -> callers.apply(request).map(Caller::name), new RateLimiter(perSecond), refusals);
        return onCalls(filter, 10);
    }

    /** Limits of connections and of the time for a request's head, which hold before a client is known. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionLimits(RlsProperties settings) {
        var limits = settings.limits();
        return factory -> {
            factory.setProtocol(HeadDeadlineProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof HeadDeadlineProtocol protocol) {
                    protocol.setMaxConnections(limits.connections());
                    protocol.setHeadTimeout(limits.head());
                }
            });
        };
    }

    private static boolean isSandbox(Environment environment) {
        return environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    @Bean
    FilterRegistrationBean<CorsFilter> cors(RlsProperties settings, Environment environment) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.corsOrigins());
        if (isSandbox(environment)) {
            cors.setAllowedOriginPatterns(SANDBOX_ORIGINS);
        }
        cors.setAllowedMethods(List.of("GET", "POST", "OPTIONS"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type"));
        cors.setMaxAge(3600L);
        var filter = new CorsFilter(request -> cors) {
            // Nearly every call is a server's: without an Origin, and not cached.
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return request.getMethod().equals(HttpMethod.POST.name())
                        && request.getHeader(HttpHeaders.ORIGIN) == null;
            }
        };
        return onCalls(filter, 0);
    }

    private static <T extends Filter> FilterRegistrationBean<T> onCalls(T filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setUrlPatterns(HookPaths.PATTERNS);
        registration.setOrder(order);
        return registration;
    }
}
