package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.TestDatabase;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.operators.SingleSignOn;
import org.rlsworkup.workup.Charts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Invalid settings of feedback and operators: the start fails with a message that names the setting. */
@Execution(ExecutionMode.CONCURRENT)
class FeedbackSettingsTests {
    @Configuration
    @EnableConfigurationProperties(RlsProperties.class)
    @Import({FeedbackConfiguration.class, SingleSignOn.class})
    static class Kept {}

    private static WebApplicationContextRunner start(String... settings) {
        return new WebApplicationContextRunner()
                .withUserConfiguration(Kept.class)
                .withBean(Knowledge.class, () -> Charts.KNOWLEDGE)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(Database.class, () -> new Database(TestDatabase.H2::pool))
                .withPropertyValues(settings);
    }

    @Test
    void whatIsKeptOfClientsNeedsAKey() {
        start("rls.clients[0].name=ehr")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("rls.patient-key is required"));
        start("rls.clients[0].name=ehr", "rls.patient-key=" + "k".repeat(32))
                .run(context -> assertThat(context).hasNotFailed());
        start().run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rls.zone=UTC", "rls.operators.claim=groups", "rls.operators.values=rls"})
    void aProviderNeedsAWordOnWhoIsAnOperator(String setting) {
        start(
                        "spring.security.oauth2.client.registration.hospital.client-id=rls-workup",
                        "spring.security.oauth2.client.registration.hospital.scope=openid",
                        "spring.security.oauth2.client.provider.hospital.issuer-uri=http://localhost:1",
                        setting)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("rls.operators.claim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rls.zone=UTC", "spring.security.oauth2.client.registration.hospital.scope=profile"})
    void aProviderMustVouchByIdToken(String setting) {
        start(
                        "spring.security.oauth2.client.registration.hospital.client-id=rls-workup",
                        "rls.operators.claim=groups",
                        "rls.operators.values=rls",
                        setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("must have the scope openid"));
    }

    @Test
    void thereIsOneProvider() {
        start(
                        "spring.security.oauth2.client.registration.one.client-id=rls-workup",
                        "spring.security.oauth2.client.registration.other.client-id=rls-workup",
                        "rls.operators.claim=groups",
                        "rls.operators.values=rls")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(".registration must have exactly one entry"));
    }
}
