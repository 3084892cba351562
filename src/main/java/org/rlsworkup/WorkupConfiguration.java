package org.rlsworkup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.server.ChartReader;
import org.rlsworkup.fhir.server.Queries;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.knowledge.page.KnowledgePage;
import org.rlsworkup.operations.AuditFormat;
import org.rlsworkup.operations.AuditLog;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.workup.Workup;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.client.RestClient;

/** Joins knowledge, FHIR access, workup and audit. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RlsProperties.class)
@Import({KnowledgePage.class, OrderDrafts.class})
class WorkupConfiguration {
    /** Determines "today" for the rules. Deadlines and stored times use real time. */
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
    Knowledge knowledge(RlsProperties settings) throws IOException {
        var site = settings.site();
        return KnowledgeLoader.load(source(settings.knowledge()), site == null ? null : source(site));
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
        var calls = settings.limits();
        return new ChartReader(queries, settings.fhir(), calls.waitingPerServer(), calls.waiting(), http, oldest);
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
        return settings.limits();
    }

    /** Not in the sandbox, which has no clients to account for. */
    @Bean
    @Profile("!sandbox")
    AuditLog audit(RlsProperties settings, Knowledge knowledge) {
        var secret = settings.patientKey();
        var format =
                new AuditFormat(knowledge.version(), secret == null ? patient -> null : new PatientKeys(secret)::of);
        return new AuditLog(
                settings.audit() == RlsProperties.Audit.FHIR ? format::fhir : format::json, InstantSource.system());
    }
}
