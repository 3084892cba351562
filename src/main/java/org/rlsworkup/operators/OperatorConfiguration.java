package org.rlsworkup.operators;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What operators may see and do, and who is an operator. With {@code management.server.port} all of it is on that port
 * only: see {@link OperatorPort}; but what answers errors is here, because that port asks here first.
 */
@Configuration(proxyBeanMethods = false)
@Import({OperatorLogin.class, UnavailableDatabaseAdvice.class})
class OperatorConfiguration {
    static final List<String> ADDRESSES =
            List.of("/insights/*", "/insights", "/operators/*", "/actuator/info", "/actuator/prometheus");

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnManagementPort(ManagementPortType.SAME)
    @Import(OperatorPages.Controllers.class)
    static class OnThePortOfCalls {}

    @Bean
    @ConditionalOnMissingBean(OperatorPages.Controllers.class)
    FilterRegistrationBean<Filter> absentOperatorPages() {
        return absent();
    }

    /** Answers 404 at the addresses for operators. */
    static FilterRegistrationBean<Filter> absent() {
        var filter = new FilterRegistrationBean<Filter>((request, response, chain) ->
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND));
        filter.setUrlPatterns(ADDRESSES);
        return filter;
    }
}
