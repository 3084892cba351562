package org.rlsworkup.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.support.Http;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;
import tools.jackson.databind.JsonNode;

/**
 * Logs in the Elastic Common Schema, by the setting of Spring Boot. In a process of its own, because logging is set up for
 * a whole process.
 */
@Timeout(120)
class EcsLogTests {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @Test
    void aLineOfACallIsJsonWithItsRequestIdAndNothingOfThePatient() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-D" + LoggingSystem.SYSTEM_PROPERTY + "=" + LogbackLoggingSystem.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RlsWorkupApplication.class.getName(),
                        "--server.port=0",
                        "--spring.profiles.active=sandbox",
                        "--logging.config=classpath:logback-structured.xml",
                        "--logging.structured.format.console=ecs")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            var answer = new Http(port(output)).call("""
                {"hook":"patient-view","hookInstance":"hook-1","fhirServer":"http://localhost:1/fhir",
                 "fhirAuthorization":{"access_token":"secret-token","token_type":"Bearer","expires_in":300,
                  "scope":"user/*.read","subject":"s"},
                 "context":{"userId":"Practitioner/doctor-who","patientId":"zaphod-1"},
                 "prefetch":{"conditions":{"resourceType":"Bundle","total":1,"entry":[{"resource":{
                  "resourceType":"Condition","id":"c","subject":{"reference":"Patient/zaphod-1"},
                  "code":{"coding":[{"system":"http://snomed.info/sct","code":"32914008"}]}}}]}}}\
                """);
            assertThat(answer.status()).isEqualTo(412);
            process.toHandle().destroy();
            var written = output.lines().toList();
            assertThat(String.join("\n", written)).doesNotContain("zaphod", "doctor-who", "secret-token", "32914008");
            assertThat(written).allMatch(line -> line.startsWith("{"));
            assertThat(ofCall(written, answer.header("X-Request-Id")))
                    .isNotEmpty()
                    .allSatisfy(line -> {
                        assertThat(line.get("@timestamp").asString()).endsWith("Z");
                        assertThat(line.at("/log/level").asString()).isEqualTo("WARN");
                        assertThat(line.get("message").asString()).contains("localhost:1");
                        assertThat(line.at("/service/name").asString()).isEqualTo("rls-workup");
                        assertThat(line.at("/service/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
                    });
        } finally {
            process.destroyForcibly();
        }
    }

    /** What is logged until the service can be called is JSON, too; then the sandbox greets in plain text. */
    private static int port(BufferedReader output) throws IOException {
        var port = PORT.matcher("");
        while (!port.find()) {
            var line = requireNonNull(output.readLine(), "the service did not start");
            assertThat(line).startsWith("{");
            port.reset(line);
        }
        while (!requireNonNull(output.readLine(), "no greeting").startsWith("Ask again")) {
            assertThat(Thread.interrupted()).as("timed out").isFalse();
        }
        assertThat(output.readLine()).isEmpty();
        return Integer.parseInt(port.group(1));
    }

    private static List<JsonNode> ofCall(List<String> lines, String requestId) {
        return lines.stream()
                .map(Http.JSON::readTree)
                .filter(line -> line.path("requestId").asString("").equals(requestId))
                .toList();
    }
}
