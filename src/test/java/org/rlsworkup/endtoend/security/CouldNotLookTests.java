package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Some clients take a 412 for "nothing to say": they are told by a card, but only where RLS is known to be charted. */
class CouldNotLookTests extends ClientTest {
    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private Http.Answer call(String client, String body) {
        var token =
                token("https://" + client + ".example", CALL, "ES384", "es384").by(OTHER);
        return http.post(
                "/cds-services/rls-workup",
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private static String without(String key, Scene scene) {
        return scene.patientView().replaceFirst("\"" + key + "\":", "\"not-" + key + "\":");
    }

    @Test
    void resultsThatCouldNotBeReadAreOneCard() {
        var answer = call("new", without("observations", Scene.rls()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("cards")).hasSize(1);
        var card = answer.json().at("/cards/0");
        assertThat(card.get("summary").asString())
                .isEqualTo("RLS workup: results could not be read; nothing is said about missing tests");
        assertThat(card.get("indicator").asString()).isEqualTo("info");
        assertThat(card.has("suggestions")).isFalse();
        assertThat(card.at("/source/topic/code").asString()).isEqualTo("RlsUnread");
        assertThat(card.at("/links/0/url").asString()).isEqualTo("https://rls.example/knowledge#unread");
        assertThat(card.get("detail").asString()).contains("observations");
    }

    @Test
    void aClientThatDoesNotAskForItGets412() {
        assertThat(call("other", without("observations", Scene.rls())).status()).isEqualTo(412);
    }

    @Test
    void whereRlsMayOrMayNotBeChartedTheAnswerStays412() {
        assertThat(call("new", without("conditions", Scene.rls())).status()).isEqualTo(412);
    }

    @Test
    void withoutRlsNothingIsSaid() {
        var answer = call("new", without("observations", Scene.nobody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("cards")).isEmpty();
    }
}
