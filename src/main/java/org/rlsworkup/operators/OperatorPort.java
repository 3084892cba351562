package org.rlsworkup.operators;

import jakarta.servlet.Filter;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The pages for operators on the port of their own that {@code management.server.port} sets, beside metrics and health.
 * Spring Boot finds this class by its name in META-INF/spring, and protects the port by the operators' login.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Import(OperatorPages.Controllers.class)
class OperatorPort implements WebMvcConfigurer {
    @Bean
    @ConditionalOnMissingBean(value = OperatorPages.Controllers.class, search = SearchStrategy.CURRENT)
    FilterRegistrationBean<Filter> absentOperatorPages() {
        return OperatorConfiguration.absent();
    }

    /** What the pages load. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/webjars/**").addResourceLocations("classpath:/META-INF/resources/webjars/");
        registry.addResourceHandler("/**").addResourceLocations("classpath:/static/");
    }
}
