package org.rlsworkup;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.SandboxTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Which filters apply to which URLs. */
class FiltersTests extends SandboxTest {
    @Autowired
    ServletContext context;

    /** Names of the filters before the servlet at this address. */
    private Set<String> filters(String address) {
        var mappings = context.getServletRegistrations().values().stream()
                .filter(servlet -> servlet.getMappings().contains(address))
                .map(ServletRegistration::getName)
                .collect(toSet());
        assertThat(mappings).hasSize(1);
        mappings.addAll(Set.of("/*", address));
        return context.getFilterRegistrations().values().stream()
                .filter(it -> Stream.concat(it.getUrlPatternMappings().stream(), it.getServletNameMappings().stream())
                        .anyMatch(mappings::contains))
                .map(FilterRegistration::getName)
                .collect(toSet());
    }

    /** Each costs every call a little, so none comes unnoticed. */
    @Test
    void aCallIsCountedAndLetIn() {
        assertThat(filters("/cds-services/*"))
                .containsExactlyInAnyOrder("requestTimingFilter", "webMvcObservationFilter", "cors", "admissionFilter");
    }

    @Test
    void theFrameworksOwnStandBeforePagesAndTheFhirServer() {
        var own =
                new String[] {"characterEncodingRegistration", "formContentRegistration", "requestContextRegistration"};
        assertThat(filters("/")).contains(own);
        assertThat(filters("/fhir/*")).contains(own);
    }
}
