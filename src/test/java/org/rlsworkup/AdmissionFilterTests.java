package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.trust.AdmissionFilter;
import org.rlsworkup.trust.RateLimiter;
import org.rlsworkup.trust.RefusalLog;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The filter before calls, with the rate limit exceeded. */
class AdmissionFilterTests {
    private static final Caller CALLER = Caller.of("ehr", server -> false);

    private static MockHttpServletResponse send(AdmissionFilter filter, String method, FilterChain chain)
            throws Exception {
        var response = new MockHttpServletResponse();
        filter.doFilter(new MockHttpServletRequest(method, "/cds-services/rls-workup"), response, chain);
        return response;
    }

    @ParameterizedTest
    @CsvSource({"sandbox, 200", "production, 429"})
    void inTheSandboxNobodyComesTooOften(String profile, int status) throws Exception {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of("rls.limits.per-second", 1)))
                .bind("rls", RlsProperties.class)
                .get();
        var environment = new MockEnvironment();
        environment.setActiveProfiles(profile);
        var filter = new TrustConfiguration()
                .admissionFilter(request -> Optional.of(CALLER), settings, environment, new RefusalLog())
                .getFilter();
        assertThat(send(filter, "POST", (request, response) -> {}).getStatus()).isEqualTo(200);
        assertThat(send(filter, "POST", (request, response) -> {}).getStatus()).isEqualTo(status);
    }

    @Test
    void aClientThatComesTooOftenIsToldToComeAgain() throws Exception {
        var filter = new AdmissionFilter(request -> Optional.of("ehr"), new RateLimiter(2), new RefusalLog());
        assertThat(send(filter, "POST", (request, response) -> {}).getStatus()).isEqualTo(200);
        assertThat(send(filter, "GET", (request, response) -> {}).getStatus()).isEqualTo(200);
        var third = send(filter, "POST", (request, response) -> {});
        assertThat(third.getStatus()).isEqualTo(429);
        assertThat(third.getHeader("Retry-After")).isEqualTo("1");
        // Preflights are no calls.
        assertThat(send(filter, "OPTIONS", (request, response) -> {}).getStatus())
                .isEqualTo(200);
    }
}
