package org.rlsworkup.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where the audit is required, no call is answered while it cannot be written, and all are once it can. */
@Timeout(120)
class AuditRequiredTests extends ClientTest {
    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    @Autowired
    AuditLog audit;

    @Autowired
    MeterRegistry meters;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("rls.audit-required", () -> "true");
        registry.add("spring.security.user.name", () -> "operator");
        registry.add("spring.security.user.password", () -> "correct horse");
        registry.add("rls.audit-file", () -> place().resolve("audit.jsonl"));
    }

    /** The folder of the file, which is there when the service starts: otherwise it would not (StartFailureTests). */
    private static Path place() {
        var place = folder.resolve("place");
        assertThat(place.toFile().mkdir()).isTrue();
        return place;
    }

    private long refusedCalls() {
        return meters.find("rls.hooks").tag("status", "503").tag("outcome", "failed").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private int call() {
        return new Http(port)
                .post(
                        "/cds-services/rls-workup",
                        Scene.nobody().patientView(),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + token().by(ES384))
                .status();
    }

    private static String login() {
        return "Basic " + Base64.getEncoder().encodeToString("operator:correct horse".getBytes(StandardCharsets.UTF_8));
    }

    private int erase() {
        return new Http(port)
                .post(
                        "/insights/erasures",
                        "{\"client\":\"nobody\",\"patient\":\"p\"}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        login())
                .status();
    }

    private void silentCardsAreRefused() {
        for (var path : List.of("/insights/silent", "/insights/silent.csv")) {
            var answer = new Http(port).send("GET", path, null, "Authorization", login());
            assertThat(answer.status()).as(path).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("10");
        }
    }

    private void await(boolean working) {
        while (audit.isWorking() != working) {
            Thread.onSpinWait();
            assertThat(Thread.interrupted()).as("timed out").isFalse();
        }
    }

    @Test
    void noCallIsAnsweredWithoutIt() throws IOException {
        var file = folder.resolve("place").resolve("audit.jsonl");
        assertThat(file).as("made at the start").isEmptyFile();
        Files.delete(file);
        Files.delete(file.getParent());
        assertThat(call()).as("nothing is known yet").isEqualTo(200);
        await(false);
        assertThat(call()).isEqualTo(503);
        assertThat(refusedCalls()).isOne();
        assertThat(erase()).isEqualTo(503);
        silentCardsAreRefused();
        Files.createDirectory(file.getParent());
        await(true);
        assertThat(call()).isEqualTo(200);
        audit.close();
        assertThat(Files.readAllLines(file))
                .as("one for each call that was answered")
                .hasSize(2);
    }
}
