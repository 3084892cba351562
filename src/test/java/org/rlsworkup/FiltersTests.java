package org.rlsworkup;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What stands before which address. */
class FiltersTests extends SandboxTest {
    private static final Set<String> OF_CALLS = Set.of("/*", "/cds-services/*", "hooks", "hookServlet");
    private static final Set<String> OF_PAGES = Set.of("/*", "dispatcherServlet");
    private static final Set<String> OF_FHIR = Set.of("/*", "/fhir/*", "sandboxFhirServer");

    @Autowired
    ServletContext context;

    private Set<String> filters(Set<String> mappings) {
        return context.getFilterRegistrations().values().stream()
                .filter(it -> Stream.concat(it.getUrlPatternMappings().stream(), it.getServletNameMappings().stream())
                        .anyMatch(mappings::contains))
                .map(FilterRegistration::getName)
                .collect(toSet());
    }

    /** Each costs every call a little, so none comes unnoticed. */
    @Test
    void aCallIsCountedAndLetIn() {
        assertThat(filters(OF_CALLS))
                .containsExactlyInAnyOrder("callTimes", "webMvcObservationFilter", "sandboxCors", "callDoor");
    }

    @Test
    void theFrameworksOwnStandBeforePagesAndTheFhirServer() {
        var own = new String[] {"encodingOfForms", "contentOfForms", "requestOfThread"};
        assertThat(filters(OF_PAGES)).contains(own);
        assertThat(filters(OF_FHIR)).contains(own);
    }
}
