package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The CDS Hooks version is a setting of the client that the token identifies: 2.0 by default. */
class ClientVersionTests extends ClientTest {
    private static final String DISCOVERY = "https://rls.example/cds-services";
    private static final String DATED = "&date=ge{{today() - 1097 days}}&";

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private static String bearer(String client, String audience) {
        return "Bearer "
                + token("https://" + client + ".example", audience, "ES384", "es384")
                        .by(OTHER);
    }

    private Http.Answer discover(String client, String audience) {
        return http.send("GET", "/cds-services", null, "Authorization", bearer(client, audience));
    }

    private JsonNode firstCard(String client) {
        var answer = http.post(
                "/cds-services/rls-workup",
                Scene.rls().patientView(),
                "Content-Type",
                "application/json",
                "Authorization",
                bearer(client, CALL));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().at("/cards/0");
    }

    @ParameterizedTest
    @CsvSource({"old, '', false", "other, '', false", "new, STU3, true"})
    @Row({"V-1", "V-2", "V-6", "D-8", "P-8"})
    void discoveryIsThatOfTheClientsVersion(String client, String version, boolean isDated) {
        var services = discover(client, DISCOVERY).json().get("services");
        assertThat(services)
                .hasSize(5)
                .allSatisfy(it -> assertThat(it.path("version").asString("")).isEqualTo(version));
        assertThat(services.at("/0/prefetch/observations").asString().contains(DATED))
                .isEqualTo(isDated);
    }

    @ParameterizedTest
    @CsvSource({"old, at-most-one", "other, any", "new, any"})
    @Row({"V-1", "V-4", "A-13"})
    void cardsAreThoseOfTheClientsVersion(String client, String behaviour) {
        var card = firstCard(client);
        assertThat(card.get("selectionBehavior").asString()).isEqualTo(behaviour);
        var recommended = card.get("suggestions")
                .valueStream()
                .filter(it -> it.has("isRecommended"))
                .count();
        // 1.0 knows no recommendation.
        assertThat(recommended).isEqualTo(behaviour.equals("any") ? 2 : 0);
        assertThat(card.get("detail").asString().contains("not seen: undated")).isEqualTo(client.equals("new"));
    }

    @Test
    @Row({"A-13", "A-17"})
    void aClientOfTheFirstVersionGetsAllOrdersAsOneFirst() {
        var suggestions = firstCard("old").get("suggestions").valueStream().toList();
        var all = suggestions.getFirst();
        var single = suggestions.subList(1, suggestions.size());

        assertThat(all.get("label").asString()).isEqualTo("Order all " + single.size());
        assertThat(all.get("actions").valueStream().map(it -> it.at("/resource/code")))
                .isEqualTo(single.stream()
                        .map(it -> it.at("/actions/0/resource/code"))
                        .toList());
        assertThat(single).extracting(it -> it.get("label").asString()).startsWith("Order ferritin");
        assertThat(suggestions).extracting(it -> it.get("uuid").asString()).doesNotHaveDuplicates();
    }

    @Test
    @Row({"T44", "A-20", "A-21", "A-22"})
    void aCardLinksToItsPlaceInTheKnowledge() {
        assertThat(firstCard("other").get("links").toString())
                .isEqualTo("[{\"label\":\"Why these tests, evidence, sources\","
                        + "\"url\":\"https://rls.example/knowledge#test-FER\",\"type\":\"absolute\"},"
                        + "{\"label\":\"Sleep clinic\",\"url\":\"https://app.example/launch\","
                        + "\"type\":\"smart\",\"appContext\":\"rls\"}]");
    }

    @Test
    @Row("T68")
    void discoveryNeedsATokenOfItsOwn() {
        assertThat(discover("other", DISCOVERY).status()).isEqualTo(200);
        assertThat(discover("other", CALL).status()).isEqualTo(401);
    }
}
