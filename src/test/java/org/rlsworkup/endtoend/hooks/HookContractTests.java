package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.CountedIds;
import org.rlsworkup.support.RecordedCall;
import org.rlsworkup.support.SandboxTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Replays every recorded call of {@code hooks/} and compares the answers: the clinical contract. */
class HookContractTests extends SandboxTest {
    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @LocalServerPort
    int port;

    @Autowired
    CountedIds ids;

    static Stream<RecordedCall> calls() {
        return RecordedCall.all().stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyRecordedCallIsAnsweredAsRecorded(RecordedCall call) throws IOException {
        ids.restart();
        var answer = call.replay(port);
        assertThat(answer.status()).isEqualTo(call.status());
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        var recorded = call.file("response.json");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(recorded, pretty(answer.json()).replace("\r\n", "\n") + "\n");
        }
        assertThat(pretty(answer.json())).isEqualTo(pretty(json.readTree(Files.readString(recorded))));
    }

    @Test
    void theReadmeListsEveryCase() throws IOException {
        try (var files = Files.walk(RecordedCall.HOOKS)) {
            var cases = files.filter(file -> file.endsWith("request.json"))
                    .map(file -> RecordedCall.HOOKS.relativize(file.getParent()).toString())
                    .toList();
            assertThat(cases).isNotEmpty();
            assertThat(calls().map(RecordedCall::name)).containsExactlyInAnyOrderElementsOf(cases);
        }
    }

    private String pretty(JsonNode body) {
        return json.writeValueAsString(body);
    }

    /** Nothing that was written down may be left behind when a case is dropped. */
    @Test
    void everyAnswerHasItsQuestion() throws IOException {
        try (var files = Files.walk(RecordedCall.HOOKS)) {
            List<Path> answers =
                    files.filter(file -> file.endsWith("response.json")).toList();
            assertThat(answers).isNotEmpty().allMatch(answer -> Files.exists(answer.resolveSibling("request.json")));
        }
    }
}
