package org.rlsworkup;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rlsworkup.cdshooks.CardLinks;
import org.rlsworkup.cdshooks.ClientKnowledge;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.feedback.IssuedCard;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.order.OrderRules;
import org.rlsworkup.fhir.server.ChartReader;
import org.rlsworkup.fhir.server.Queries;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.knowledge.page.KnowledgePage;
import org.rlsworkup.operations.AuditFormat;
import org.rlsworkup.operations.AuditLog;
import org.rlsworkup.operations.DrainPeriod;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.trust.ClientAuthenticator;
import org.rlsworkup.workup.Workup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.client.RestClient;

/** Joins knowledge, FHIR access, workup and audit, and says how the service stops. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RlsProperties.class)
@Import(KnowledgePage.class)
class WorkupConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(WorkupConfiguration.class);

    /** Determines "today" for the rules. Deadlines and stored times use real time. */
    @Bean
    Clock clinicalClock(RlsProperties settings) {
        var fixed = settings.clock().fixedAt();
        return (fixed == null ? InstantSource.system() : InstantSource.fixed(fixed)).withZone(settings.zone());
    }

    @Bean
    Supplier<UUID> cardIds() {
        var random = new SecureRandom();
        return () -> IssuedCard.newId(InstantSource.system().instant(), random);
    }

    @Bean
    CardLinks cardLinks(RlsProperties settings) {
        return new CardLinks(settings.publicBaseUrl(), settings.cardLinks());
    }

    @Bean
    Knowledge knowledge(RlsProperties settings) {
        var site = settings.site();
        return KnowledgeLoader.load(
                source("rls.knowledge", settings.knowledge()), site == null ? null : source("rls.site", site));
    }

    private static KnowledgeLoader.Source source(String setting, Resource file) {
        try {
            return new KnowledgeLoader.Source(
                    String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + " cannot be read: " + file.getDescription(), e);
        }
    }

    @Bean
    Workup workup(Knowledge knowledge, RlsProperties settings) {
        return new Workup(knowledge, settings.extendedTests());
    }

    @Bean
    OrderDrafts orderDrafts(Knowledge knowledge) {
        return new OrderDrafts(knowledge, OrderRules.DEFAULT);
    }

    /** A client with a site file of its own has that in place of {@code rls.site}; all others share one. */
    @Bean
    Function<Caller, ClientKnowledge> clientKnowledge(
            Knowledge shared, Workup workup, OrderDrafts orders, RlsProperties settings) {
        var byCategory = settings.labsByCategory();
        var given = settings.medicationAdministrations();
        var ofAll = new ClientKnowledge(shared, workup, new Queries(shared, byCategory, given), orders);
        var own = new HashMap<String, ClientKnowledge>();
        for (var client : settings.clients()) {
            var site = client.site();
            if (site != null) {
                var its = KnowledgeLoader.load(
                        source("rls.knowledge", settings.knowledge()),
                        source("rls.clients: site of " + client.name(), site));
                var model = new ClientKnowledge(
                        its, new Workup(its, settings.extendedTests()), new Queries(its, byCategory, given), orders);
                own.put(client.name(), withOrders(model, client));
            } else if (!client.orders().equals(OrderRules.DEFAULT)) {
                own.put(client.name(), withOrders(ofAll, client));
            }
        }
        // Fails now, not at the first call, where codes make a query of a client too long.
        settings.clients()
                .forEach(client -> own.getOrDefault(client.name(), ofAll)
                        .queries()
                        .byCategory(FhirServerSettings.byCategory(client.fhirServers())));
        return caller -> own.getOrDefault(caller.name(), ofAll);
    }

    private static ClientKnowledge withOrders(ClientKnowledge model, ClientSettings client) {
        try {
            var orders = new OrderDrafts(model.knowledge(), client.orders());
            var unmapped = orders.unmapped();
            if (!unmapped.isEmpty()) {
                LOG.warn(
                        "Client {}: the site file has no order code for {}: their orders {}",
                        client.name(),
                        String.join(", ", unmapped),
                        client.orders().suggest() == OrderRules.Suggested.MAPPED_ONLY
                                ? "are not offered"
                                : "have a LOINC code alone");
            }
            return new ClientKnowledge(model.knowledge(), model.workup(), model.queries(), orders);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rls.clients: client " + client.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Cards link to the knowledge, which holds no patient data: clinicians follow the link without a client's token, and
     * see no client's site. A client that shows who it is sees its own.
     */
    @Bean
    Function<HttpServletRequest, Optional<Knowledge>> shownKnowledge(
            Knowledge shared,
            Function<Caller, ClientKnowledge> models,
            Function<HttpServletRequest, Optional<Caller>> callers,
            RlsProperties settings) {
        var isOpen = settings.knowledgePage() == RlsProperties.KnowledgeReaders.OPEN;
        return request -> {
            var caller = isOpen && !ClientAuthenticator.hasCredentials(request)
                    ? Optional.<Caller>empty()
                    : callers.apply(request);
            return caller.map(it -> models.apply(it).knowledge())
                    .or(() -> isOpen ? Optional.of(shared) : Optional.empty());
        };
    }

    @Bean
    ChartReader charts(RlsProperties settings, CallLimits calls, RestClient.Builder http, SslBundles bundles) {
        return new ChartReader(
                settings.fhir(),
                calls.waitingPerServer(),
                calls.shared(calls.waiting()),
                http,
                ClientSettings.tls(settings.clients(), bundles));
    }

    @Bean
    DrainPeriod drainPeriod(RlsProperties settings) {
        return new DrainPeriod(settings.drainTime());
    }

    @Bean
    MeterBinder breakersOfFhirServers(ChartReader charts) {
        return registry -> Gauge.builder("rls.fhir.breakers.open", charts, ChartReader::serversLeftAlone)
                .description("FHIR servers, for each client, whose circuit breaker is not closed")
                .register(registry);
    }

    /** For operators, beside readiness, which does not depend on it: other calls are answered all the same. */
    @Bean
    HealthIndicator fhirServers(ChartReader charts) {
        return () -> Health.up().withDetails(charts.breakers()).build();
    }

    /** Loading HAPI's model and the HTTP client takes most of a second, and readiness need not wait for it. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> preparation(
            OrderDrafts drafts, ChartReader charts, ThreadPoolTaskScheduler tasks) {
        return ready -> tasks.execute(() -> {
            charts.prepare();
            drafts.prepare();
        });
    }

    @Bean
    CallLimits callLimits(RlsProperties settings) {
        return settings.clients().size() > 1
                ? settings.limits()
                : settings.limits().unshared();
    }

    /** Not in the sandbox, which has no clients to account for. */
    @Bean
    @Profile("!sandbox")
    AuditLog audit(RlsProperties settings, Knowledge knowledge, MeterRegistry meters) {
        var keys = settings.patientKey() == null ? null : new PatientKeys(settings.patientKeys());
        var format = new AuditFormat(knowledge.version(), keys);
        var file = settings.auditFile();
        var log = new AuditLog(
                settings.audit() == RlsProperties.Audit.FHIR ? format::fhir : format::json,
                file == null ? AuditLog.Destination.logger() : AuditLog.Destination.file(file),
                InstantSource.system());
        Gauge.builder("rls.audit.up", log, it -> it.isWorking() ? 1 : 0)
                .description("Whether events can be audited")
                .register(meters);
        FunctionCounter.builder("rls.audit.events.lost", log, AuditLog::lost)
                .description("Events that were not audited")
                .register(meters);
        return log;
    }

    /** Whether calls are answered: if the audit is required, not while it cannot be written. */
    @Bean
    BooleanSupplier isAudited(RlsProperties settings, ObjectProvider<AuditLog> audit) {
        var log = settings.auditRequired() ? audit.getIfAvailable() : null;
        return () -> log == null || log.isWorking();
    }
}
