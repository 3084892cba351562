package org.rlsworkup;

import java.time.Duration;
import java.time.InstantSource;
import org.rlsworkup.feedback.BackgroundTasks;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.trust.SeenIds;
import org.rlsworkup.trust.SeenTokens;
import org.rlsworkup.trust.SharedTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/**
 * What replicas share besides feedback, where they share a PostgreSQL; H2 is of one process, which remembers by itself.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!sandbox")
class ReplicaConfiguration {
    private static final Duration PURGED_EVERY = Duration.ofMinutes(1);

    @Bean
    SeenTokens seenTokens(Database database, BackgroundTasks tasks, Environment environment) {
        var clock = InstantSource.system();
        var own = TrustConfiguration.ownMemory(clock);
        if (!environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:")) {
            return own;
        }
        var shared = new SeenIds(database, clock);
        tasks.every(PURGED_EVERY, shared::purge);
        return new SharedTokens(shared::add, own);
    }
}
