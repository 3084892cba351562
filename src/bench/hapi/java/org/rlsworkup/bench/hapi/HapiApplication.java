package org.rlsworkup.bench.hapi;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.hapi.fhir.cdshooks.api.ICdsHooksDaoAuthorizationSvc;
import ca.uhn.hapi.fhir.cdshooks.config.CdsHooksConfig;
import ca.uhn.hapi.fhir.cdshooks.controller.CdsHooksController;
import ca.uhn.hapi.fhir.cdshooks.svc.CdsHooksContextBooter;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** HAPI FHIR's module with one service, and of Spring Boot no more than it takes to answer requests. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
@Import({CdsHooksConfig.class, CdsHooksController.class, HapiApplication.Readiness.class})
public class HapiApplication {
    public static void main(String[] args) {
        SpringApplication.run(HapiApplication.class, args);
    }

    /** Does not ask a FHIR server for its CapabilityStatement first, which would cost a request. */
    @Bean
    FhirContext fhirContext() {
        var context = FhirContext.forR4Cached();
        context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        return context;
    }

    /** Required by the module, although there is no database. */
    @Bean
    DaoRegistry daoRegistry(FhirContext context) {
        return new DaoRegistry(context);
    }

    @Bean
    ICdsHooksDaoAuthorizationSvc authorization() {
        return resource -> {};
    }

    @Bean
    CdsHooksContextBooter services() {
        var services = new CdsHooksContextBooter();
        services.setDefinitionsClass(Services.class);
        services.start();
        return services;
    }

    /** The services, in a context of their own. */
    static class Services {
        @Bean(name = "cdsServices")
        List<Object> cdsServices() {
            return List.of(new WorkupService());
        }
    }

    /** What the benchmarks ask until the application answers. */
    @RestController
    static class Readiness {
        @GetMapping("/actuator/health/readiness")
        String ready() {
            return "{\"status\":\"UP\"}";
        }
    }
}
