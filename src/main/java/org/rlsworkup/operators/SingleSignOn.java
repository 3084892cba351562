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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
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
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Login of operators at an OpenID provider. The provider is not contacted before the first login, so the service starts
 * and runs while it is down. A claim of the ID token decides which of its users are operators.
 */
@Component
@ConditionalOnOAuth2ClientRegistrationProperties
public final class SingleSignOn {
    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final OAuth2Error NO_OPERATOR = new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED);

    private final OAuth2ClientProperties settings;
    private final OperatorClaim operators;
    private final JdkClientHttpRequestFactory connections;
    private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

    SingleSignOn(Environment environment, OperatorClaim operators) {
        settings = Binder.get(environment).bindOrCreate(OperatorPages.PROVIDERS, OAuth2ClientProperties.class);
        settings.validate();
        this.operators = operators;
        Assert.isTrue(
                settings.getRegistration().size() == 1,
                OperatorPages.PROVIDERS + ".registration must have exactly one entry");
        // Without it there is no ID token, and every user of the provider would be let in.
        Assert.isTrue(
                settings.getRegistration().values().stream()
                        .allMatch(it -> it.getScope() != null && it.getScope().contains(OidcScopes.OPENID)),
                OperatorPages.PROVIDERS + ".registration must have the scope openid");
        Assert.isTrue(
                operators.claim() != null && !operators.values().isEmpty(),
                "rls.operators.claim and rls.operators.values are required: not every user of the provider is an"
                        + " operator");
        connections = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        connections.setReadTimeout(TIMEOUT);
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

    /** Resolved when first needed, and again if that fails: with an issuer, the provider is asked for its endpoints. */
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

    /** Like the default decoder of ID tokens, but with timeouts. */
    JwtDecoder decoder(ClientRegistration registration) {
        return decoders.computeIfAbsent(registration.getRegistrationId(), id -> {
            var keys =
                    requireNonNull(registration.getProviderDetails().getJwkSetUri(), "the provider has no jwk-set-uri");
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

    /** A user without an ID token is no operator. */
    private static OAuth2User nobody(OAuth2UserRequest request) {
        throw new OAuth2AuthenticationException(NO_OPERATOR);
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        var isDenied = failure instanceof OAuth2AuthenticationException it
                && it.getError().getErrorCode().equals(OAuth2ErrorCodes.ACCESS_DENIED);
        if (!isDenied) {
            LOG.warn("Operator login failed: {}", failure.getClass().getSimpleName());
        }
        response.setStatus(isDenied ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_UNAUTHORIZED);
    }
}
