package org.rlsworkup.operators;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rlsworkup.RlsProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Operators' login at an OpenID provider. It is asked when the first operator logs in: the service starts without it,
 * and goes on when it is down. Of those who can log in there, a claim of their id token says who is an operator here.
 */
@Component
@Conditional(OperatorsAreKnown.ByProvider.class)
public final class SingleSignOn {
    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final OAuth2Error NO_OPERATOR = new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED);

    private final OAuth2ClientProperties settings;
    private final RlsProperties.Operators operators;
    private final JdkClientHttpRequestFactory connections;
    private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

    SingleSignOn(Environment environment, RlsProperties rls) {
        settings = Binder.get(environment).bindOrCreate(OperatorsAreKnown.PROVIDERS, OAuth2ClientProperties.class);
        settings.validate();
        operators = rls.operators();
        RlsProperties.check(
                settings.getRegistration().size() == 1, OperatorsAreKnown.PROVIDERS + ".registration must be one");
        // Without it the provider says who somebody is by no id token, and any of its users would be let in.
        RlsProperties.check(
                settings.getRegistration().values().stream()
                        .allMatch(it -> it.getScope() != null && it.getScope().contains(OidcScopes.OPENID)),
                OperatorsAreKnown.PROVIDERS + ".registration needs the scope openid");
        RlsProperties.check(
                operators.claim() != null && !operators.values().isEmpty(),
                "rls.operators.claim and rls.operators.values are needed: not all who can log in are operators");
        connections = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        connections.setReadTimeout(PATIENCE);
    }

    void applyTo(HttpSecurity http) {
        var registration = settings.getRegistration().keySet().iterator().next();
        http.oauth2Login(login -> login.clientRegistrationRepository(registrations())
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .loginPage("/oauth2/authorization/" + registration)
                .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(tokens()))
                .userInfoEndpoint(
                        endpoint -> endpoint.oidcUserService(this::operator).userService(SingleSignOn::nobody))
                .failureHandler(SingleSignOn::refuse));
    }

    /** Read when first needed, and again if that fails: with an issuer the provider is asked for its addresses. */
    private ClientRegistrationRepository registrations() {
        return new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(
                new OAuth2ClientPropertiesMapper(settings).asClientRegistrations()));
    }

    private RestClientAuthorizationCodeTokenResponseClient tokens() {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(connections)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    /**
     * Checks the id token's signature and claims, in place of the library's decoder, which would wait for keys for
     * ever.
     */
    JwtDecoder decoder(ClientRegistration registration) {
        return decoders.computeIfAbsent(registration.getRegistrationId(), id -> {
            var keys = requireNonNull(registration.getProviderDetails().getJwkSetUri(), "the provider names no keys");
            var decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                    .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
                    .restOperations(new RestTemplate(connections))
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
            return decoder;
        });
    }

    private OidcUser operator(OidcUserRequest request) {
        var token = request.getIdToken();
        var claimed = token.getClaims().get(operators.claim());
        var values = claimed instanceof Collection<?> several ? several : Collections.singleton(claimed);
        if (operators.values().stream().noneMatch(values::contains)) {
            throw new OAuth2AuthenticationException(NO_OPERATOR);
        }
        return new DefaultOidcUser(List.of(new OidcUserAuthority(token)), token);
    }

    /** Whom no id token vouches for. */
    private static OAuth2User nobody(OAuth2UserRequest request) {
        throw new OAuth2AuthenticationException(NO_OPERATOR);
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        var isStranger = failure instanceof OAuth2AuthenticationException it
                && it.getError().getErrorCode().equals(OAuth2ErrorCodes.ACCESS_DENIED);
        if (!isStranger) {
            LOG.warn("An operator could not log in: {}", failure.getClass().getSimpleName());
        }
        response.setStatus(isStranger ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_UNAUTHORIZED);
    }
}
