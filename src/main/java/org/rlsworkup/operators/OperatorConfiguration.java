package org.rlsworkup.operators;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.rlsworkup.feedback.insights.FeedbackExport;
import org.rlsworkup.feedback.insights.InsightsPage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What operators may see and do, and who is an operator. */
@Configuration(proxyBeanMethods = false)
@Import(OperatorLogin.class)
class OperatorConfiguration {
    static final List<String> ADDRESSES = List.of("/insights/*", "/insights", "/actuator/prometheus");

    @Configuration(proxyBeanMethods = false)
    @Conditional(OperatorPages.class)
    @Import({FeedbackExport.class, InsightsPage.class, PatientErasureController.class})
    static class Pages {}

    /** Answers 404 at the addresses for operators, as nobody can log in. */
    @Bean
    @ConditionalOnMissingBean(Pages.class)
    FilterRegistrationBean<Filter> absentOperatorPages() {
        var filter = new FilterRegistrationBean<Filter>((request, response, chain) ->
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND));
        filter.setUrlPatterns(ADDRESSES);
        return filter;
    }
}
