package org.rlsworkup;

import jakarta.servlet.Filter;
import java.util.List;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.cdshooks.request.WellFormedText;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.servlet.filter.OrderedRequestContextFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.CharacterEncodingFilter;
import org.springframework.web.filter.FormContentFilter;
import org.springframework.web.filter.RequestContextFilter;

/**
 * Registers filters that Spring Boot would put before every servlet for all servlets but that of the hooks, which reads
 * requests and writes responses itself and needs none of them.
 */
@Configuration(proxyBeanMethods = false)
class FiltersConfiguration {
    private final List<ServletRegistrationBean<?>> servlets;

    FiltersConfiguration(ObjectProvider<ServletRegistrationBean<?>> servlets) {
        this.servlets = servlets.stream()
                .filter(servlet -> !servlet.getUrlMappings().containsAll(HookPaths.PATTERNS))
                .toList();
    }

    /** For what Spring writes as JSON. */
    @Bean
    static JsonFactoryBuilderCustomizer wellFormedText() {
        return json -> json.addDecorator(new WellFormedText());
    }

    @Bean
    FilterRegistrationBean<CharacterEncodingFilter> characterEncodingRegistration(CharacterEncodingFilter filter) {
        return notOnCalls(filter, 0);
    }

    @Bean
    FilterRegistrationBean<FormContentFilter> formContentRegistration(FormContentFilter filter) {
        return notOnCalls(filter, 1);
    }

    @Bean
    FilterRegistrationBean<RequestContextFilter> requestContextRegistration() {
        return notOnCalls(new OrderedRequestContextFilter(), 2);
    }

    private <T extends Filter> FilterRegistrationBean<T> notOnCalls(T filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setServletRegistrationBeans(servlets);
        registration.setOrder(order);
        return registration;
    }
}
