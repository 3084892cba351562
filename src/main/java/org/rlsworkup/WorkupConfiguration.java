package org.rlsworkup;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.rlsworkup.cdshooks.CardLinks;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.feedback.IssuedCard;
import org.rlsworkup.fhir.server.ChartReader;
import org.rlsworkup.operations.AuditFormat;
import org.rlsworkup.operations.AuditLog;
import org.rlsworkup.operations.DrainPeriod;
import org.rlsworkup.operations.PatientKeys;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.client.RestClient;

/** Joins clock, FHIR access and audit, and says how the service stops. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RlsProperties.class)
class WorkupConfiguration {
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
    ChartReader charts(
            RlsProperties settings,
            CallLimits calls,
            RestClient.Builder http,
            SslBundles bundles,
            ObjectProvider<UnaryOperator<ThreadFactory>> traced) {
        return new ChartReader(
                settings.fhir(),
                calls.waitingPerServer(),
                calls.shared(calls.waiting()),
                http,
                ClientSettings.tls(settings.clients(), bundles),
                traced.getIfAvailable(UnaryOperator::identity)
                        .apply(Thread.ofVirtual().factory()));
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
            LiveKnowledge knowledge, ChartReader charts, ThreadPoolTaskScheduler tasks) {
        return ready -> tasks.execute(() -> {
            charts.prepare();
            knowledge.prepare();
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
    AuditLog audit(
            RlsProperties settings, @Value("${spring.application.version}") String version, MeterRegistry meters) {
        var keys = settings.patientKey() == null ? null : new PatientKeys(settings.patientKeys());
        var format = new AuditFormat(version, keys);
        var file = settings.auditFile();
        var destination = file == null ? AuditLog.Destination.logger() : AuditLog.Destination.file(file);
        if (settings.auditRequired()) {
            tryToWrite(destination);
        }
        var log = new AuditLog(
                settings.audit() == RlsProperties.Audit.FHIR ? format::fhir : format::json,
                destination,
                InstantSource.system());
        Gauge.builder("rls.audit.up", log, it -> it.isWorking() ? 1 : 0)
                .description("Whether events can be audited")
                .register(meters);
        FunctionCounter.builder("rls.audit.events.lost", log, AuditLog::lost)
                .description("Events that were not audited")
                .register(meters);
        return log;
    }

    /** Refuses to start where every call would be answered with 503. */
    private static void tryToWrite(AuditLog.Destination destination) {
        try {
            destination.write(List.of());
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    "rls.audit-file cannot be written, and rls.audit-required is set: " + failure, failure);
        }
    }

    /** Whether calls are answered: if the audit is required, not while it cannot be written. */
    @Bean
    BooleanSupplier isAudited(RlsProperties settings, ObjectProvider<AuditLog> audit) {
        var log = settings.auditRequired() ? audit.getIfAvailable() : null;
        return () -> log == null || log.isWorking();
    }
}
