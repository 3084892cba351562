package org.rlsworkup.endtoend.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** In production feedback needs a token, like calls, and is stored under the client's name. */
class FeedbackTokenTests extends ClientTest {
    @LocalServerPort
    int port;

    @Autowired
    Database database;

    private final String card = UUID.randomUUID().toString();
    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
        database.check();
    }

    private int report(String audience) {
        var entry = "{\"feedback\":[{\"card\":\"" + card
                + "\",\"outcome\":\"overridden\",\"outcomeTimestamp\":\"2026-11-20T10:00:00Z\"}]}";
        var token = token(EHR, audience, "ES384", "es384").by(ES384);
        return http.post(
                        "/cds-services/rls-workup/feedback",
                        entry,
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + token)
                .status();
    }

    @Test
    @Row("F-7")
    void takesATokenForItsOwnAddressOnly() {
        assertThat(report(CALL)).isEqualTo(401);
        assertThat(report(CALL + "/feedback")).isEqualTo(200);
        assertThat(Rows.of(database, "select client from feedback where card = ?", card))
                .extracting(row -> row.get("client"))
                .containsExactly("ehr");
    }
}
