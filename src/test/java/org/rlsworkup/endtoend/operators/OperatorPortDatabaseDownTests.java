package org.rlsworkup.endtoend.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.support.Http;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** On their own port, too, operators are told to come again while the database is unavailable. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "spring.security.user.name=operator",
            "spring.security.user.password=correct horse",
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
            "spring.datasource.hikari.connection-timeout=250"
        })
@Execution(ExecutionMode.SAME_THREAD)
class OperatorPortDatabaseDownTests {
    @LocalManagementPort
    int operatorPort;

    @Test
    void anErasureIsToBeRepeated() {
        var login = Base64.getEncoder().encodeToString("operator:correct horse".getBytes(StandardCharsets.UTF_8));
        var answer = new Http(operatorPort)
                .post(
                        "/insights/erasures",
                        "{\"patientKey\":\"k\"}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Basic " + login);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
    }
}
