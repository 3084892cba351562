package org.rlsworkup;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.Filter;
import java.util.List;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.operations.CallTimes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.servlet.filter.OrderedRequestContextFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.CharacterEncodingFilter;
import org.springframework.web.filter.FormContentFilter;
import org.springframework.web.filter.RequestContextFilter;

/**
 * Filters of the web framework that Spring Boot puts before every servlet stand before all but that of calls, which
 * reads and answers them itself: the encoding of forms and the current request of a thread are nothing to it.
 */
@Configuration(proxyBeanMethods = false)
class FiltersConfiguration {
    private final List<ServletRegistrationBean<?>> servlets;

    FiltersConfiguration(ObjectProvider<ServletRegistrationBean<?>> servlets) {
        this.servlets = servlets.stream()
                .filter(servlet -> !servlet.getUrlMappings().containsAll(HookPaths.PATTERNS))
                .toList();
    }

    @Bean
    FilterRegistrationBean<CharacterEncodingFilter> encodingOfForms(CharacterEncodingFilter filter) {
        return notOnCalls(filter, 0);
    }

    @Bean
    FilterRegistrationBean<FormContentFilter> contentOfForms(FormContentFilter filter) {
        return notOnCalls(filter, 1);
    }

    @Bean
    FilterRegistrationBean<RequestContextFilter> requestOfThread() {
        return notOnCalls(new OrderedRequestContextFilter(), 2);
    }

    /** Before all others, so that whatever refuses a call is timed, too. */
    @Bean
    FilterRegistrationBean<CallTimes> callTimes(MeterRegistry meters) {
        var registration = new FilterRegistrationBean<>(new CallTimes(meters));
        registration.setUrlPatterns(HookPaths.PATTERNS);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Else each call would be counted twice. */
    @Bean
    static ObservationPredicate allButCalls() {
        return (name, context) -> !isOfCall(context);
    }

    private static boolean isOfCall(Observation.Context context) {
        var request = context instanceof ServerRequestObservationContext it ? it.getCarrier() : null;
        return request != null && request.getServletPath().equals(HookPaths.ROOT);
    }

    private <T extends Filter> FilterRegistrationBean<T> notOnCalls(T filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setServletRegistrationBeans(servlets);
        registration.setOrder(order);
        return registration;
    }
}
