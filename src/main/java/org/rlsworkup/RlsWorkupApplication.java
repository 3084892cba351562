package org.rlsworkup;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Starts the service. */
@SpringBootApplication
@EnableConfigurationProperties(RlsProperties.class)
public class RlsWorkupApplication {
    public static void main(String[] args) {
        SpringApplication.run(RlsWorkupApplication.class, args);
    }

    /** The clinical clock: what "today" means for a result's age. */
    @Bean
    Clock clinicalClock(RlsProperties settings) {
        var source = settings.clock().fixedAt() == null
                ? InstantSource.system()
                : InstantSource.fixed(settings.clock().fixedAt());
        return source.withZone(settings.zone());
    }
}
