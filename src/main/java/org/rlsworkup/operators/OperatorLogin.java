package org.rlsworkup.operators;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Operators log in with the user of {@code spring.security.user}, by HTTP Basic, or at an OpenID provider, or either.
 * Spring Security's filters apply to their addresses only: calls are authenticated otherwise, and do not pass them.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OperatorPages.WithLogin.class)
@EnableWebSecurity
@Import(SingleSignOn.class)
class OperatorLogin {
    private static final String[] ADDRESSES_OF_LOGIN = {"/oauth2/authorization/*", "/login/oauth2/code/*"};
    /** Open to everybody; who logs in sees more. */
    private static final String READINESS = "/actuator/health/readiness";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(OperatorPages.PASSWORD)
    static class WithPassword {
        @Bean
        PasswordChecks passwordChecks(Environment environment, BiConsumer<String, String> refusals) {
            var user = Binder.get(environment)
                    .bindOrCreate("spring.security", SecurityProperties.class)
                    .getUser();
            var password = user.getPassword();
            var operators = new InMemoryUserDetailsManager(User.withUsername(user.getName())
                    .password(password.startsWith("{") ? password : "{noop}" + password)
                    .roles(user.getRoles().toArray(String[]::new))
                    .build());
            return new PasswordChecks(new DaoAuthenticationProvider(operators), refusals, System::nanoTime);
        }
    }

    /** Instead of the default, which would wait for the provider's keys without a timeout. */
    @Bean
    @ConditionalOnBean(SingleSignOn.class)
    JwtDecoderFactory<ClientRegistration> idTokens(SingleSignOn provider) {
        return provider::decoder;
    }

    /**
     * CSRF protection is not needed: requests that change something have a JSON body, which no form of another origin can
     * send. HTTP Basic needs no session.
     */
    @Bean
    SecurityFilterChain operatorsOnly(
            HttpSecurity http, ObjectProvider<PasswordChecks> passwords, ObjectProvider<SingleSignOn> provider) {
        http.authorizeHttpRequests(requests -> requests
                        // On the port of calls only readiness passes this chain.
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers.disable());
        var singleSignOn = provider.getIfAvailable();
        if (passwords.getIfAvailable() != null) {
            http.httpBasic(basic -> basic.authenticationEntryPoint((request, response, failure) -> {
                if (failure instanceof PasswordChecks.UncheckedException it) {
                    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(it.retryAfter()));
                    response.setStatus(it.status().value());
                } else {
                    askForPassword(response);
                }
            }));
        }
        if (singleSignOn == null) {
            http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        } else {
            singleSignOn.applyTo(http);
        }
        return http.build();
    }

    /** Sets the status directly: an error dispatch would be answered as to a client. */
    private static void askForPassword(HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"RLS Workup operators\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }

    /** On the port of calls; on one of the operators' own, Spring Boot puts the same chain before everything. */
    @Bean
    DelegatingFilterProxyRegistrationBean operatorFilter(Environment environment) {
        var filter = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        filter.addUrlPatterns(Stream.concat(OperatorConfiguration.ADDRESSES.stream(), Stream.of(ADDRESSES_OF_LOGIN))
                .toArray(String[]::new));
        filter.addUrlPatterns(READINESS);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        filter.setEnabled(ManagementPortType.get(environment) == ManagementPortType.SAME);
        return filter;
    }
}
