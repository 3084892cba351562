package org.rlsworkup.operators;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.filter.OncePerRequestFilter;

/** What is for operators is not there as long as none can log in. */
@Configuration(proxyBeanMethods = false)
@Import({OperatorLogin.class, PatientErasure.class})
class OperatorConfiguration {
    static final List<String> ADDRESSES = List.of("/insights/*", "/insights", "/actuator/prometheus");

    /** Nobody can log in: these addresses are not there. */
    @Bean
    @Conditional(OperatorsAreUnknown.class)
    FilterRegistrationBean<OncePerRequestFilter> nothingForOperators() {
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

    static final class OperatorsAreUnknown implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !new OperatorsAreKnown().matches(context, metadata);
        }
    }
}
