package org.rlsworkup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.support.Http;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Logs in the Elastic Common Schema, by the setting of Spring Boot. */
@ExtendWith(OutputCaptureExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class EcsLogTests {
    /** Logging is set up by the first service in a process; here by the one that starts next. */
    @BeforeEach
    @AfterEach
    void setUpLoggingAgain() {
        LoggingSystem.get(EcsLogTests.class.getClassLoader()).cleanUp();
    }

    @Test
    void aLineOfACallIsJsonWithItsRequestIdAndNothingOfThePatient(CapturedOutput output) {
        try (var service = SpringApplication.run(
                RlsWorkupApplication.class,
                "--server.port=0",
                "--spring.profiles.active=sandbox",
                "--logging.config=classpath:logback-structured.xml",
                "--logging.structured.format.console=ecs")) {
            var http = new Http(Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port")));
            var before = output.getOut().length();
            var answer = http.call("""
                {"hook":"patient-view","hookInstance":"hook-1","fhirServer":"http://localhost:1/fhir",
                 "fhirAuthorization":{"access_token":"secret-token","token_type":"Bearer","expires_in":300,
                  "scope":"user/*.read","subject":"s"},
                 "context":{"userId":"Practitioner/doctor-who","patientId":"zaphod-1"},
                 "prefetch":{"conditions":{"resourceType":"Bundle","total":1,"entry":[{"resource":{
                  "resourceType":"Condition","id":"c","subject":{"reference":"Patient/zaphod-1"},
                  "code":{"coding":[{"system":"http://snomed.info/sct","code":"32914008"}]}}}]}}}\
                """);
            assertThat(answer.status()).isEqualTo(412);
            var written = output.getOut().substring(before);
            assertThat(written).doesNotContain("zaphod", "doctor-who", "secret-token", "32914008");
            assertThat(written.lines()).allMatch(line -> line.startsWith("{"));
            var lines = written.lines().map(Http.JSON::readTree).toList();
            assertThat(ofCall(lines, answer.header("X-Request-Id")))
                    .isNotEmpty()
                    .allSatisfy(line -> {
                        assertThat(line.get("@timestamp").asString()).endsWith("Z");
                        assertThat(line.at("/log/level").asString()).isEqualTo("WARN");
                        assertThat(line.get("message").asString()).contains("localhost:1");
                        assertThat(line.at("/service/name").asString()).isEqualTo("rls-workup");
                        assertThat(line.at("/service/version").asString())
                                .isEqualTo(service.getEnvironment().getProperty("spring.application.version"));
                    });
        }
    }

    private static List<JsonNode> ofCall(List<JsonNode> lines, String requestId) {
        return lines.stream()
                .filter(line -> line.path("requestId").asString("").equals(requestId))
                .toList();
    }
}
