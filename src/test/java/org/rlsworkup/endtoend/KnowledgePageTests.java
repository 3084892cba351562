package org.rlsworkup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The knowledge page over HTTP. */
class KnowledgePageTests extends SandboxTest {
    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private Http.Answer ask(String method, String... headers) {
        return http.send(method, "/knowledge", null, headers);
    }

    @Test
    void isAPage() {
        var page = ask("GET", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Vary")).isEqualTo("Accept, Authorization");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache, private");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.raw().body())
                .startsWith("<!DOCTYPE html>")
                .contains("id=\"test-FER\"")
                .contains("no guideline gives an interval");
    }

    @Test
    void allowsNothingButItsOwnStyle() throws Exception {
        var page = ask("GET");
        var style = page.raw().body().split("</?style>", -1)[1];
        var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash)
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void isJsonOnRequest() {
        var json = ask("GET", "Accept", "application/json");

        assertThat(json.status()).isEqualTo(200);
        assertThat(json.header("Content-Type")).isEqualTo("application/json");
        assertThat(json.header("Vary")).isEqualTo("Accept, Authorization");
        assertThat(json.json().at("/tests/0/id").asString()).isEqualTo("FER");
        assertThat(json.json().at("/file/sha256").asString()).hasSize(64);
    }

    @Test
    void hasNoOtherForm() {
        var refusal = ask("GET", "Accept", "image/png");

        assertThat(refusal.status()).isEqualTo(406);
        assertThat(refusal.json().at("/resourceType").asString()).isEqualTo("OperationOutcome");
        assertThat(refusal.json().at("/issue/0/code").asString()).isEqualTo("not-supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json"})
    void isSentOnlyOnce(String form) {
        var first = ask("GET", "Accept", form);
        var again = ask("GET", "Accept", form, "If-None-Match", first.header("ETag"));
        var other = ask("GET", "Accept", form, "If-None-Match", "\"another\"");

        assertThat(first.header("ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.raw().body()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json"})
    void answersHeadWithTheSameHeaders(String form) {
        var head = ask("HEAD", "Accept", form);
        var get = ask("GET", "Accept", form);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.raw().body()).isEmpty();
        for (var name : new String[] {"ETag", "Content-Type", "Content-Length", "Vary"}) {
            assertThat(head.header(name)).as(name).isNotEmpty().isEqualTo(get.header(name));
        }
    }

    @Test
    void cannotBeWritten() {
        var refusal = http.post("/knowledge", "{}", "Content-Type", "application/json");

        assertThat(refusal.status()).isEqualTo(405);
        assertThat(refusal.header("Allow")).contains("GET");
    }
}
