package org.rlsworkup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Where a site shows its knowledge to clients only. */
@TestPropertySource(properties = "rls.knowledge-page=clients")
@Execution(ExecutionMode.SAME_THREAD)
class KnowledgeForClientsTests extends ClientTest {
    @LocalServerPort
    int port;

    @Test
    void theKnowledgeNeedsATokenOfItsOwn() {
        var http = new Http(port);
        var token =
                token(EHR, "https://rls.example/knowledge", "ES384", "es384").by(ES384);

        assertThat(http.send("GET", "/knowledge", null, "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(200);
        var refusal = http.get("/knowledge");
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(refusal.json().at("/issue/0/code").asString()).isEqualTo("login");
        assertThat(http.send("GET", "/knowledge", null, "Accept", "image/png").status())
                .isEqualTo(401);
    }
}
