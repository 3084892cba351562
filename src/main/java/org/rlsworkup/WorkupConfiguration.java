package org.rlsworkup;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.rlsworkup.cdshooks.CallLimits;
import org.rlsworkup.cdshooks.Caller;
import org.rlsworkup.fhir.ChartReader;
import org.rlsworkup.fhir.OrderDrafts;
import org.rlsworkup.fhir.Queries;
import org.rlsworkup.knowledge.Handbook;
import org.rlsworkup.knowledge.KnowledgeLoader;
import org.rlsworkup.trust.SandboxServers;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.LabTest;
import org.rlsworkup.workup.Workup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.web.client.RestClient;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Joins the rooms. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RlsProperties.class)
class WorkupConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(WorkupConfiguration.class);

    /** The clinical clock: what "today" means for a result's age. */
    @Bean
    Clock clinicalClock(RlsProperties settings) {
        var fixed = settings.clock().fixedAt();
        return (fixed == null ? InstantSource.system() : InstantSource.fixed(fixed)).withZone(settings.zone());
    }

    @Bean
    Supplier<UUID> cardIds() {
        return UUID::randomUUID;
    }

    @Bean
    Handbook handbook(RlsProperties settings) throws IOException {
        var site = settings.site();
        return KnowledgeLoader.handbook(source(settings.knowledge()), site == null ? null : source(site));
    }

    @Bean
    Knowledge knowledge(Handbook handbook) {
        return handbook.knowledge();
    }

    /** Whoever may call may read what the answers rest on. */
    @Bean
    Predicate<HttpServletRequest> knowledgeReaders(Function<HttpServletRequest, Optional<Caller>> callers) {
        return request -> callers.apply(request).isPresent();
    }

    private static KnowledgeLoader.Source source(Resource file) throws IOException {
        return new KnowledgeLoader.Source(
                String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
    }

    @Bean
    Workup workup(Knowledge knowledge, RlsProperties settings) {
        return new Workup(knowledge, settings.extendedTests());
    }

    @Bean
    Queries queries(Knowledge knowledge, RlsProperties settings) {
        return new Queries(knowledge, settings.labsByCategory());
    }

    @Bean
    ChartReader charts(Queries queries, RlsProperties settings, RestClient.Builder http, Knowledge knowledge) {
        var oldest =
                knowledge.tests().stream().mapToInt(LabTest::lookbackDays).max().orElse(365);
        var limits = settings.fhir().toLimits(settings.limits().waitingPerServer());
        return new ChartReader(queries, limits, http, oldest);
    }

    @Bean
    OrderDrafts orderDrafts(Knowledge knowledge) {
        return new OrderDrafts(knowledge);
    }

    /** HAPI's model and the HTTP client take most of a second to load; a service that is ready need not wait for them. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> preparation(OrderDrafts drafts, ChartReader charts) {
        return ready -> Thread.ofVirtual().name("preparation").start(() -> {
            charts.prepare();
            drafts.prepare();
        });
    }

    @Bean
    CallLimits callLimits(RlsProperties settings) {
        return new CallLimits(
                settings.limits().body().toBytes(), settings.limits().depth());
    }

    /** Production: closed until clients can be authenticated. */
    @Bean
    @Profile("!sandbox")
    Function<HttpServletRequest, Optional<Caller>> nobody(RlsProperties settings) {
        if (settings.clock().fixedAt() != null
                || !settings.fhir().allowedServers().isEmpty()) {
            throw new IllegalStateException(
                    "rls.clock.fixed-at and rls.fhir.allowed-servers are for the profile sandbox only");
        }
        LOG.warn("Closed: clients cannot be authenticated yet, so every call is answered 401. To try the service, start"
                + " it with --spring.profiles.active=sandbox.");
        return request -> Optional.empty();
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

    private static FilterRegistrationBean<CorsFilter> corsFilter(List<String> origins, List<String> patterns) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(origins);
        patterns.forEach(cors::addAllowedOriginPattern);
        cors.setAllowedMethods(List.of("GET", "POST", "OPTIONS"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type"));
        cors.setMaxAge(3600L);
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        var filter = new FilterRegistrationBean<>(new CorsFilter(source));
        filter.addUrlPatterns("/cds-services", "/cds-services/*");
        return filter;
    }
}
