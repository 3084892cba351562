package org.rlsworkup;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.feedback.BackgroundTasks;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.server.ChartReader;
import org.rlsworkup.fhir.server.Queries;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.load.Handbook;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.operations.FhirRequestNames;
import org.rlsworkup.operations.ServiceMetrics;
import org.rlsworkup.workup.Workup;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.web.client.RestClient;

/** Joins the rooms. */
@Configuration(proxyBeanMethods = false)
@Import({FhirRequestNames.class, ServiceMetrics.class})
@EnableConfigurationProperties(RlsProperties.class)
class WorkupConfiguration {
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
        var limits = settings.fhir().toLimits(settings.limits());
        return new ChartReader(queries, limits, http, oldest);
    }

    @Bean
    OrderDrafts orderDrafts(Knowledge knowledge) {
        return new OrderDrafts(knowledge);
    }

    /**
     * HAPI's model and the HTTP client take most of a second to load; a service that is ready need not wait for them,
     * nor share the processors with more than one such thing.
     */
    @Bean
    ApplicationListener<ApplicationReadyEvent> preparation(
            OrderDrafts drafts, ChartReader charts, BackgroundTasks tasks) {
        return ready -> tasks.once(() -> {
            charts.prepare();
            drafts.prepare();
        });
    }

    @Bean
    CallLimits callLimits(RlsProperties settings) {
        var limits = settings.limits();
        return new CallLimits(
                limits.body().toBytes(),
                limits.depth(),
                Math.toIntExact(limits.string().toBytes()),
                limits.number(),
                limits.entries());
    }
}
