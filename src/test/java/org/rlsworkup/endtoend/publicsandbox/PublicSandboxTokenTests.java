package org.rlsworkup.endtoend.publicsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.trust.SigningKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The public CDS Hooks sandbox as a client of the service in production: only with its token, and only its page. */
class PublicSandboxTokenTests extends ClientTest {
    private static final String SERVICES = "https://rls.example/cds-services";

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @BeforeEach
    void connect() {
        database.check();
    }

    private PublicSandbox page(SigningKey key, String jku) {
        var today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
        return new PublicSandbox(CHART.base(), SERVICES, "http://localhost:" + port + "/cds-services", key, jku, today);
    }

    private PublicSandbox page() {
        return page(BY_ADDRESS_384, keysAt("/page/keys.json"));
    }

    @Test
    void discoversCallsAndTellsWhatWasDoneEachWithATokenForItsAddress() {
        var page = page().open("p");

        var card = page.view().getFirst();
        assertThat(card.summary()).startsWith("RLS: ");
        assertThat(page.accept(card, card.json().at("/suggestions/0"))).isEqualTo(200);
        assertThat(page.dismiss(card, card.json().at("/overrideReasons/0"))).isEqualTo(200);

        var uuid = card.json().path("uuid").asString();
        assertThat(Rows.of(database, "select client, outcome from feedback where card = ?", uuid))
                .extracting(row -> row.get("client") + " " + row.get("outcome"))
                .containsExactlyInAnyOrder("public-sandbox accepted", "public-sandbox overridden");
    }

    @Test
    void seesThatItWasRefused() {
        var page = page().open("p");
        var card = page.view().getFirst();
        var entry = page.overridden(card, null);
        var call = SERVICES + "/" + card.service();
        var used = page.signed(call + "/feedback");

        assertThat(page.feedback(card, entry, page.signed(call))).isEqualTo(401);
        assertThat(page.feedback(card, entry, Map.of())).isEqualTo(401);
        assertThat(page.feedback(card, entry, used)).isEqualTo(200);
        assertThat(page.feedback(card, entry, used)).isEqualTo(401);
        assertThat(page.feedback(
                        card, entry, page(STRANGER, keysAt("/page/keys.json")).signed(call + "/feedback")))
                .isEqualTo(401);
        assertThat(page.feedback(
                        card,
                        entry,
                        page(BY_ADDRESS_384, "https://elsewhere.example/keys.json")
                                .signed(call + "/feedback")))
                .isEqualTo(401);
    }

    @Test
    void noOtherPageMayCall() {
        var token = page().signed(SERVICES).get("Authorization");
        var answer = new Http(port)
                .send("GET", "/cds-services", null, "Origin", "https://evil.example", "Authorization", token);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
