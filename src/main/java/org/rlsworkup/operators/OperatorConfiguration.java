package org.rlsworkup.operators;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.rlsworkup.feedback.insights.FeedbackExport;
import org.rlsworkup.feedback.insights.InsightsPage;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.OncePerRequestFilter;

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
    @Conditional(OperatorPages.Absent.class)
    FilterRegistrationBean<OncePerRequestFilter> absentOperatorPages() {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        });
        filter.setUrlPatterns(ADDRESSES);
        return filter;
    }
}
