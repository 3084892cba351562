package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.support.Http;
import org.rlsworkup.trust.MakeClient;
import org.springframework.boot.SpringApplication;

/** The command {@code make-client}, and a service that is started with what it wrote. */
@Execution(ExecutionMode.SAME_THREAD)
class MakeClientTests {
    private static final Pattern CURL = Pattern.compile("Bearer ([\\w.-]+)'.* (https\\S+)");

    @TempDir
    Path folder;

    private record Run(int exit, String console) {
        List<MatchResult> curls() {
            return CURL.matcher(console).results().toList();
        }
    }

    private Run make(String... args) {
        var console = new ByteArrayOutputStream();
        var exit = MakeClient.run(
                List.of(args), new PrintStream(console, true, StandardCharsets.UTF_8), InstantSource.system());
        return new Run(exit, console.toString(StandardCharsets.UTF_8));
    }

    private Run make() {
        return make("--name", "ward-7", "--url", "https://rls.example/", "--to", folder.toString());
    }

    @Test
    void theServiceAcceptsItsTokensOnce() throws IOException {
        var made = make();
        assertThat(made.exit()).isZero();
        try (var service = SpringApplication.run(
                RlsWorkupApplication.class,
                "--server.port=0",
                "--spring.config.additional-location=file:" + folder + "/")) {
            var http = new Http(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            var discovery = made.curls().getFirst();
            var path = URI.create(discovery.group(2)).getPath();
            assertThat(http.send("GET", path, null, "Authorization", "Bearer " + discovery.group(1))
                            .json()
                            .at("/services"))
                    .hasSize(5);
            assertThat(call(http, made.curls().getLast()).json().at("/cards")).isNotEmpty();
            assertThat(call(http, made.curls().getLast()).status()).isEqualTo(401);
            assertThat(call(http, make().curls().getLast()).status()).isEqualTo(200);
        }
    }

    private Http.Answer call(Http http, MatchResult curl) throws IOException {
        return http.post(
                URI.create(curl.group(2)).getPath(),
                Files.readString(folder.resolve("call.json")),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + curl.group(1));
    }

    @Test
    void itsSecretsAreForTheUserOnly() throws IOException {
        var console = make().console();
        var key = Http.JSON.readTree(Files.readString(folder.resolve("key.json")));
        assertThat(console).doesNotContain(key.at("/d").asString());
        assertThat(Files.readString(folder.resolve("jwks.json")))
                .contains(key.at("/x").asString())
                .doesNotContain("\"d\"");
        for (var secret : List.of("key.json", "application.yaml")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whatIsThereIsKept() throws IOException {
        make();
        var key = Files.readString(folder.resolve("key.json"));
        var settings = Files.writeString(folder.resolve("application.yaml"), "rls.zone: UTC");
        assertThat(make().exit()).isZero();
        assertThat(folder.resolve("key.json")).hasContent(key);
        assertThat(settings).hasContent("rls.zone: UTC");
    }

    @Test
    void aKeyThatIsNoneIsSaid() throws IOException {
        Files.writeString(folder.resolve("key.json"), "{}");
        assertThat(make()).isEqualTo(new Run(1, "Stopped: the files in " + folder + " cannot be written or read.\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--name",
                "--name=a",
                "--name a/b",
                "--url ftp://a",
                "--url http://rls.example",
                "--name a --name b"
            })
    void wrongUsageIsExplained(String args) {
        var run = make(args.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.console()).startsWith("Usage: java -jar rls-workup.jar make-client");
    }
}
