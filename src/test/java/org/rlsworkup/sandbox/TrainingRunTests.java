package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.SandboxTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The run from which an AOT cache is made sends every recorded call. */
class TrainingRunTests extends SandboxTest {
    @LocalServerPort
    int port;

    @Autowired
    HeardCalls heard;

    @Test
    void sendsEveryRecordedCall() throws IOException, InterruptedException {
        heard.forget();
        var said = new ByteArrayOutputStream();
        assertThat(TrainingRun.run(port, new PrintStream(said, true, StandardCharsets.UTF_8)))
                .isZero();
        try (var files = Files.walk(Path.of("hooks"))) {
            var calls = files.filter(it -> it.endsWith("request.json")).count();
            assertThat(calls).isGreaterThan(50);
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .isEqualToNormalizingNewlines("Training run: " + calls + " calls, 0 failed\n");
        }
        assertThat(heard.all()).extracting(it -> it.service()).contains("rls-workup", "rls-medications-order-sign");
    }
}
