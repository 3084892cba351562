package org.rlsworkup.cdshooks;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.CardAssembler;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Capacity;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.fhir.server.ChartReader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;

/** Registers the servlet of discovery, calls and feedback. */
@Configuration(proxyBeanMethods = false)
@Import({ErrorResponses.class, OpenApiController.class})
class HookConfiguration {

    @Bean
    ServletRegistrationBean<HookServlet> hooks(
            Function<HttpServletRequest, Optional<Caller>> callers,
            Caller.ByServer byServer,
            CallLimits limits,
            BiConsumer<String, String> refusals,
            Function<Caller, ClientKnowledge> models,
            ChartReader charts,
            CardLinks links,
            Clock clock,
            Supplier<UUID> ids,
            ObjectProvider<Consumer<CallOutcome>> listeners,
            @Value("${spring.application.version}") String version,
            BooleanSupplier isAudited,
            Function<FeedbackBatch, FeedbackBatch.Receipt> feedbackStore,
            BiFunction<PatientRef, @Nullable String, Supplier<Optional<PriorResponses>>> priorResponses) {
        Function<ClientKnowledge, HookCallHandler> made = model -> new HookCallHandler(
                model,
                Interoperability.of(model.knowledge()),
                new ChartLoader(charts, model.workup()),
                new CardAssembler(model.knowledge()),
                new CardWriter(model.knowledge(), model.orders(), links, ids),
                priorResponses,
                clock);
        var byClient = new ConcurrentHashMap<String, HookCallHandler>();
        var registration = new ServletRegistrationBean<>(new HookServlet(
                callers,
                audited(byServer, isAudited),
                limits,
                new Capacity(limits, refusals),
                version,
                caller -> handler(byClient, caller.name(), models.apply(caller), made),
                listeners.orderedStream().toList(),
                feedbackStore));
        registration.setUrlMappings(HookPaths.PATTERNS);
        registration.setLoadOnStartup(1);
        return registration;
    }

    /** The handler of a client; another one once the knowledge was reloaded. */
    private static HookCallHandler handler(
            Map<String, HookCallHandler> byClient,
            String client,
            ClientKnowledge model,
            Function<ClientKnowledge, HookCallHandler> made) {
        var known = byClient.get(client);
        if (known != null && known.model().workup() == model.workup()) {
            return known;
        }
        var handler = made.apply(model);
        byClient.put(client, handler);
        return handler;
    }

    private static Caller.ByServer audited(Caller.ByServer callers, BooleanSupplier isAudited) {
        return (caller, server) -> {
            if (!isAudited.getAsBoolean()) {
                throw new CdsHooksException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "transient",
                        "Calls cannot be audited at present: try again later.");
            }
            return callers.of(caller, server);
        };
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> errorReportValve() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ErrorResponses.Valve()));
    }
}
