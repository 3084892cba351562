package org.rlsworkup.endtoend.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.support.FullOnly;
import org.rlsworkup.support.Postgres;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;

/** Declined tests on PostgreSQL, which replicas share. */
@FullOnly
@Postgres
class PostgresSnoozeTests extends SnoozeTests {
    @Autowired
    Environment environment;

    @Test
    void whatWasDeclinedAtOneReplicaIsHeededByTheOther() {
        var settings = Stream.of(
                        "spring.datasource.url", "spring.datasource.username", "rls.patient-key", "rls.clock.fixed-at")
                .map(name -> "--" + name + "=" + environment.getRequiredProperty(name));
        var arguments = Stream.concat(settings, Stream.of("--server.port=0", "--spring.profiles.active=sandbox"))
                .toArray(String[]::new);
        try (var other = SpringApplication.run(RlsWorkupApplication.class, arguments)) {
            override(open().get(0), "patient-declined");
            connect(other.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            assertThat(open()).isEmpty();
        }
    }
}
