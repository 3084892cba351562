package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.LogLines;
import org.springframework.boot.SpringApplication;

/** A start that fails says at its end what to correct (ClientSettingsTests), and nothing longer before. */
@Execution(ExecutionMode.SAME_THREAD)
class StartFailureTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.catalina.loader.WebappClassLoaderBase",
                "org.springframework.boot.tomcat.servlet.DeferredServletContainerInitializers",
                "org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext"
            })
    void aWrongSettingIsReportedOnce(String logger) {
        try (var log = LogLines.atPresentLevel(logger)) {
            assertThatThrownBy(() -> SpringApplication.run(
                            RlsWorkupApplication.class,
                            "--server.port=0",
                            "--spring.datasource.url=jdbc:h2:mem:start",
                            "--rls.public-base-url=https://rls.example",
                            "--rls.patient-key=0123456789abcdef0123456789abcdef",
                            "--rls.clients[0].name=main-ehr",
                            "--rls.clients[0].issuer=https://ehr.example",
                            "--rls.clients[0].jwks=file:/nowhere.json"))
                    .rootCause()
                    .hasMessageContaining("the jwks of main-ehr is not a readable file");
            assertThat(log.lines()).isEmpty();
        }
    }

    /** Otherwise every call would be answered with 503, and nobody would know before the first. */
    @Test
    void aRequiredAuditThatCannotBeWrittenStopsTheStart(@TempDir Path folder) {
        var file = folder.resolve("missing").resolve("audit.jsonl");
        try (var log = LogLines.atPresentLevel("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter")) {
            assertThatThrownBy(() -> SpringApplication.run(
                            RlsWorkupApplication.class,
                            "--server.port=0",
                            "--spring.datasource.url=jdbc:h2:mem:start",
                            "--rls.audit-required=true",
                            "--rls.audit-file=" + file))
                    .rootCause()
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "rls.audit-file cannot be written, and rls.audit-required is set: ",
                            "NoSuchFileException: " + file)
                    .satisfies(report -> assertThat(report.lines().filter(line -> !line.isBlank()))
                            .hasSizeLessThanOrEqualTo(10));
        }
    }
}
