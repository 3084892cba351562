package org.rlsworkup.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.feedback.Replicas;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Metrics of calls and of the requests to FHIR servers. */
@Configuration(proxyBeanMethods = false)
@Import({FhirRequestObservationConvention.class, ServiceMetrics.class})
class OperationsConfiguration {
    /** First of all filters, so that rejected calls are timed, too. */
    @Bean
    FilterRegistrationBean<RequestTimingFilter> requestTimingFilter(MeterRegistry meters) {
        var registration = new FilterRegistrationBean<>(new RequestTimingFilter(meters));
        registration.setUrlPatterns(HookPaths.PATTERNS);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** A detail of readiness, which it leaves as it is: replicas that disagree are better than none. */
    @Bean
    HealthIndicator replicaHealthIndicator(Replicas replicas) {
        return () -> Health.up()
                .withDetail(
                        "disagree about",
                        replicas.disagreements().stream()
                                .map(it -> it.matter().words())
                                .toList())
                .build();
    }

    /** Otherwise each call would be counted twice. */
    @Bean
    static ObservationPredicate notOfCalls() {
        return (name, context) -> !isOfCall(context);
    }

    private static boolean isOfCall(Observation.Context context) {
        var request = context instanceof ServerRequestObservationContext it ? it.getCarrier() : null;
        return request != null && request.getServletPath().equals(HookPaths.ROOT);
    }
}
