package org.rlsworkup.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.rlsworkup.sandbox.load.SampleBundle;
import org.rlsworkup.sandbox.search.ResourceStore;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** The sandbox's FHIR server under {@code /fhir}, and the first call; in profile {@code sandbox} only. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxConfiguration {
    private static final String FHIR = "/fhir/*";

    @Bean
    ResourceStore sandboxStore(Clock clinicalClock) throws IOException {
        return filled(SampleBundle.PACKAGED, clinicalClock);
    }

    static ResourceStore filled(String location, Clock clock) throws IOException {
        var store = new ResourceStore(InstantSource.system());
        SampleBundle.files(location).parallelStream()
                .map(file -> read(file, clock))
                .toList()
                .forEach(bundle -> bundle.samples().forEach(sample -> store.put(sample.resource())));
        store.markAsInitial();
        return store;
    }

    private static SampleBundle read(org.springframework.core.io.Resource file, Clock clock) {
        try (var json = file.getInputStream()) {
            return SampleBundle.read(json, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read sample " + file.getFilename(), e);
        }
    }

    @Bean
    ServletRegistrationBean<SandboxFhirServer> sandboxFhirServer(ResourceStore sandboxStore, ResetTask resetTask) {
        var registration = new ServletRegistrationBean<>(new SandboxFhirServer(sandboxStore, resetTask), FHIR);
        registration.setName("sandboxFhirServer");
        return registration;
    }

    /** Browser pages of a local test EHR and of the public CDS Hooks sandbox may use the server, without credentials. */
    @Bean
    FilterRegistrationBean<CorsFilter> sandboxFhirCors() {
        var rules = new CorsConfiguration();
        rules.setAllowedOriginPatterns(List.of(
                "http://localhost:[*]",
                "https://localhost:[*]",
                "http://127.0.0.1:[*]",
                "https://127.0.0.1:[*]",
                "https://sandbox.cds-hooks.org"));
        rules.setAllowedMethods(List.of("GET", "POST", "PUT", "OPTIONS"));
        rules.setAllowedHeaders(List.of("*"));
        rules.setExposedHeaders(List.of("Location", "Content-Location", "ETag", "Last-Modified"));
        rules.setMaxAge(3600L);
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", rules);
        var registration = new FilterRegistrationBean<>(new CorsFilter(source));
        registration.addUrlPatterns(FHIR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FirstCall firstCall(Environment environment) {
        return new FirstCall(environment, new ClassPathResource(FirstCall.RECORDED), System.out);
    }
}
