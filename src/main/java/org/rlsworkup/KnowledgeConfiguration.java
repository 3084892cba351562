package org.rlsworkup;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rlsworkup.cdshooks.ClientKnowledge;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.feedback.insights.InsightsPage.InsightsSettings;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.load.KnowledgeException;
import org.rlsworkup.knowledge.page.KnowledgePage;
import org.rlsworkup.operations.AuditLog;
import org.rlsworkup.operators.KnowledgeReload;
import org.rlsworkup.trust.ClientAuthenticator;
import org.rlsworkup.workup.Workup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.TaskScheduler;

/** The knowledge in use, its pages, and how it is loaded again. */
@Configuration(proxyBeanMethods = false)
@Import(KnowledgePage.class)
class KnowledgeConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeConfiguration.class);

    @Bean
    LiveKnowledge liveKnowledge(RlsProperties settings) {
        return new LiveKnowledge(settings);
    }

    @Bean
    Supplier<Workup> sharedWorkup(LiveKnowledge live) {
        return () -> live.shared().workup();
    }

    /**
     * Cards link to the knowledge, which holds no patient data: clinicians follow the link without a client's token, and
     * see no client's site. A client that shows who it is sees its own.
     */
    @Bean
    Function<HttpServletRequest, Optional<Knowledge>> shownKnowledge(
            LiveKnowledge live, Function<HttpServletRequest, Optional<Caller>> callers, RlsProperties settings) {
        var isOpen = settings.knowledgePage() == RlsProperties.KnowledgeReaders.OPEN;
        return request -> {
            var caller = isOpen && !ClientAuthenticator.hasCredentials(request)
                    ? Optional.<Caller>empty()
                    : callers.apply(request);
            return caller.map(it -> live.apply(it).knowledge())
                    .or(() -> isOpen ? Optional.of(live.shared().knowledge()) : Optional.empty());
        };
    }

    @Bean
    Supplier<InsightsSettings> insightsSettings(
            LiveKnowledge live, @Value("${spring.application.version}") String version) {
        return () -> {
            var lines = new ArrayList<>(List.of("RLS Workup " + version));
            lines.addAll(lines(live));
            return new InsightsSettings(
                    Set.of(HookService.WORKUP.id(), HookService.ENCOUNTER_START.id()),
                    Set.copyOf(live.shared()
                            .knowledge()
                            .declined()
                            .diagnosisWrong()
                            .of()),
                    lines);
        };
    }

    /** The versions in use, a line for the shared knowledge and one for each client with a site of its own. */
    private static List<String> lines(LiveKnowledge live) {
        return live.versions().entrySet().stream()
                .map(it -> (it.getKey().isEmpty() ? "knowledge " : "client " + it.getKey() + ": knowledge ")
                        + ClientKnowledge.KnowledgeVersions.of(it.getValue()).text())
                .toList();
    }

    /** The versions at {@code /actuator/info}. */
    @Bean
    InfoContributor versions(LiveKnowledge live, @Value("${spring.application.version}") String version) {
        return info -> {
            var clients = new LinkedHashMap<String, Object>();
            info.withDetail("service", Map.of("version", version));
            live.versions().forEach((client, knowledge) -> {
                if (client.isEmpty()) {
                    info.withDetail("knowledge", details(knowledge));
                } else {
                    clients.put(client, details(knowledge));
                }
            });
            info.withDetail("clients", clients);
        };
    }

    private static Map<String, Object> details(Knowledge knowledge) {
        var details = new LinkedHashMap<String, Object>();
        details.put("version", knowledge.version());
        if (knowledge.file() != null) {
            details.put("file", knowledge.file());
        }
        if (knowledge.site() != null) {
            details.put("site", knowledge.site());
        }
        return details;
    }

    @Bean
    KnowledgeReload knowledgeReload(LiveKnowledge live, KnowledgePage page, ObjectProvider<AuditLog> audit) {
        return by -> {
            var reasons = live.reload();
            page.forget();
            var versions = lines(live);
            if (reasons.isEmpty()) {
                LOG.info("Loaded again by {}: {}", by, String.join("; ", versions));
            } else {
                LOG.warn(
                        "Not loaded again by {}, since it is invalid: {}\nStill in use: {}",
                        by,
                        String.join("\n", reasons),
                        String.join("; ", versions));
            }
            audit.ifAvailable(it -> it.add(new AuditLog.Reloaded(
                    by, reasons.isEmpty(), versions, InstantSource.system().instant())));
            return new KnowledgeReload.ReloadOutcome(versions, reasons);
        };
    }

    /** Also where the files are mounted from elsewhere, whose changes no operating system tells. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> reloadOnChange(
            LiveKnowledge live, KnowledgeReload reload, TaskScheduler tasks, RlsProperties settings) {
        return ready -> {
            var interval = settings.reloadInterval();
            if (interval != null) {
                var unused = tasks.scheduleWithFixedDelay(() -> reloadIfChanged(live, reload), interval);
            }
        };
    }

    private static void reloadIfChanged(LiveKnowledge live, KnowledgeReload reload) {
        if (live.isChanged()) {
            var unused = reload.reload("a change of the files");
        }
    }

    /** Reports an invalid knowledge file with the lines to fix, instead of a stack trace. */
    static final class InvalidKnowledge extends AbstractFailureAnalyzer<KnowledgeException> {
        private static final int MOST_LINES = 7;

        @Override
        protected FailureAnalysis analyze(Throwable failure, KnowledgeException cause) {
            var more = cause.problems().size() - MOST_LINES;
            return new FailureAnalysis(
                    "The knowledge is invalid:\n\n"
                            + String.valueOf(cause.getMessage())
                                    .lines()
                                    .limit(MOST_LINES)
                                    .collect(Collectors.joining("\n"))
                            + (more > 0 ? "\nand " + more + " more, which validate-knowledge lists" : ""),
                    "Fix these lines in the file configured by rls.knowledge or rls.site.",
                    cause);
        }
    }
}
