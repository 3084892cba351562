package org.rlsworkup.operators;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Operators log in with the user of {@code spring.security.user}, by HTTP Basic, or at an OpenID provider, or either.
 * Spring Security stands before these addresses only: clients of the service are authenticated otherwise, and a call
 * does not pass its filters.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OperatorsAreKnown.ByLogin.class)
@EnableWebSecurity
@Import(SingleSignOn.class)
public class OperatorLogin {
    private static final String[] ADDRESSES_OF_LOGIN = {"/oauth2/authorization/*", "/login/oauth2/code/*"};

    /** The user, if there is one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(OperatorsAreKnown.PASSWORD)
    static class WithPassword {
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
    }

    /** In place of the library's, which would wait for the provider's keys for ever. */
    @Bean
    @Conditional(OperatorsAreKnown.ByProvider.class)
    JwtDecoderFactory<ClientRegistration> idTokens(SingleSignOn provider) {
        return provider::decoder;
    }

    /**
     * What changes something needs a request that no foreign page can send, the type of its body being none of a
     * form's. A password needs no cookie, and sets none.
     */
    @Bean
    SecurityFilterChain operatorsOnly(
            HttpSecurity http, ObjectProvider<UserDetailsService> operators, ObjectProvider<SingleSignOn> provider) {
        http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers.disable());
        var singleSignOn = provider.getIfAvailable();
        if (operators.getIfAvailable() != null) {
            http.httpBasic(
                    basic -> basic.authenticationEntryPoint((request, response, failure) -> askForPassword(response)));
        }
        if (singleSignOn == null) {
            http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        } else {
            singleSignOn.applyTo(http);
        }
        return http.build();
    }

    /** Here, and not by way of an error of the container, which is answered as to a client. */
    private static void askForPassword(HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"RLS Workup operators\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }

    @Bean
    DelegatingFilterProxyRegistrationBean operatorFilter() {
        var filter = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        filter.addUrlPatterns(Stream.concat(OperatorConfiguration.ADDRESSES.stream(), Stream.of(ADDRESSES_OF_LOGIN))
                .toArray(String[]::new));
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }
}
