package org.rlsworkup;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.rlsworkup.feedback.OperatorsAreKnown;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who may see what is for operators. Spring Security stands before these addresses only: clients of the service are
 * authenticated otherwise, and a call does not pass its filters.
 */
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {
    private static final String[] ADDRESSES = {"/insights/*", "/insights", "/actuator/prometheus"};

    /** An operator can log in: with the user of {@code spring.security.user}, by HTTP Basic. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(OperatorsAreKnown.LOGIN)
    @EnableWebSecurity
    static class Login {
        @Bean
        UserDetailsService operators(Environment environment) {
            var user = Binder.get(environment)
                    .bindOrCreate("spring.security", SecurityProperties.class)
                    .getUser();
            var password = user.getPassword();
            return new InMemoryUserDetailsManager(User.withUsername(user.getName())
                    .password(password.startsWith("{") ? password : "{noop}" + password)
                    .roles(user.getRoles().toArray(String[]::new))
                    .build());
        }

        /** No cookie is set, and what changes something needs a request that no foreign page can send. */
        @Bean
        SecurityFilterChain operatorsOnly(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(basic ->
                            basic.authenticationEntryPoint((request, response, failure) -> askForPassword(response)))
                    .csrf(csrf -> csrf.disable())
                    .headers(headers -> headers.disable())
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .build();
        }

        /** Here, and not by way of an error of the container, which is answered as to a client. */
        private static void askForPassword(HttpServletResponse response) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"RLS Workup operators\", charset=\"UTF-8\"");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }

        @Bean
        DelegatingFilterProxyRegistrationBean operatorFilter() {
            var filter = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
            filter.addUrlPatterns(ADDRESSES);
            filter.setDispatcherTypes(DispatcherType.REQUEST);
            return filter;
        }
    }

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
        filter.setUrlPatterns(List.of(ADDRESSES));
        return filter;
    }

    static final class OperatorsAreUnknown implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !new OperatorsAreKnown().matches(context, metadata);
        }
    }
}
