package org.rlsworkup.sandbox.demo;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The demonstration EHR; in profile {@code sandbox} only. */
@Configuration(proxyBeanMethods = false)
@Import({ChartController.class, FhirRequestLog.class})
@Profile("sandbox")
class DemoConfiguration implements WebMvcConfigurer {
    @Bean
    DemoPage demoPage(Environment environment, Clock clinicalClock) {
        var servers = Binder.get(environment)
                .bind("rls.fhir.allowed-servers", Bindable.listOf(URI.class))
                .orElse(List.of());
        return new DemoPage(servers, clinicalClock);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/demo/**")
                .addResourceLocations("classpath:/sandbox/demo/")
                .setCacheControl(CacheControl.noCache());
    }
}
