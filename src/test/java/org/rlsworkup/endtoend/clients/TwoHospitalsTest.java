package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.support.Http;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * One instance for two hospitals that differ in everything that can differ: {@code north} has codes and words of its own,
 * shows plain text and uses two hooks; {@code south} has other codes, two FHIR servers, and everything else as it is by
 * default. {@code east} and {@code west} share an issuer and are told apart by the FHIR server of a call.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "rls.public-base-url=https://rls.example",
            "rls.silent-cards.key=fedcba9876543210fedcba9876543210",
            "spring.security.user.name=operator",
            "spring.security.user.password=correct horse"
        })
@Execution(ExecutionMode.SAME_THREAD)
abstract class TwoHospitalsTest {
    static final String NORTH = "north";
    static final String SOUTH = "south";
    static final String EAST = "east";
    static final String WEST = "west";

    /** An EHR that calls when something is ordered, and hardly else. */
    static final String ORDERS_ONLY = "clinic";

    /** Is shown nothing yet. */
    static final String SILENT = "silent";

    /** Is shown nothing either. */
    static final String PILOT = "pilot";

    /** Has no settings of its own. */
    static final String PLAIN = "plain";

    /** Sends tokens for east and west alike. */
    static final String SHARED = "shared";

    static final String WORKUP = "/cds-services/rls-workup";
    static final SigningKey KEY = SigningKey.ec("key", 384);
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    final String patient = "p" + UUID.randomUUID();
    Http http;

    @DynamicPropertySource
    static void hospitals(DynamicPropertyRegistry settings) {
        var keys = file("keys", ".json", SigningKey.set(KEY.jwk("")));
        var north = file("north", ".yaml", """
            systems: { NORTH: "https://north.example/lab" }
            analytes: { FER: { codes: [NORTH FERR-N], defaultUnits: { NORTH FERR-N: ng/mL } } }
            tests:
              FER: { order: { code: NORTH PREF-17, name: Ferritin (north) } }
              TSAT: { order: { code: NORTH PREF-18 }, orderIn: { inpatient: NORTH IP-18 } }
              TSH: { order: { code: NORTH PREF-19 } }
              B12: { off: true }
            encounterClasses: { inpatient: [NORTH stay] }
            overrideReasons: { "Done at our clinic": done-elsewhere }
            governance: { contact: "https://north.example/rls" }
            """);
        var south = file("south", ".yaml", """
            systems: { SOUTH: "https://south.example/lab" }
            analytes: { FER: { codes: [SOUTH FERR-S], defaultUnits: { SOUTH FERR-S: ng/mL } } }
            """);
        settings.add("rls.clients[0].name", () -> NORTH);
        settings.add("rls.clients[0].site", () -> north);
        settings.add("rls.clients[0].text", () -> "plain");
        settings.add("rls.clients[0].hooks", () -> "patient-view,order-sign");
        settings.add("rls.clients[0].orders.codings", () -> "own-only");
        settings.add("rls.clients[0].orders.suggest", () -> "mapped-only");
        settings.add("rls.clients[0].orders.intent", () -> "proposal");
        settings.add("rls.clients[0].orders.category", () -> "setting");
        settings.add("rls.clients[0].orders.order-set.system", () -> "https://north.example/orders");
        settings.add("rls.clients[0].orders.order-set.code", () -> "SET-1");
        settings.add("rls.clients[0].orders.order-set.name", () -> "Thyroid and iron");
        settings.add("rls.clients[0].orders.order-set.tests", () -> "TSAT,TSH");
        settings.add("rls.clients[1].name", () -> SOUTH);
        settings.add("rls.clients[1].site", () -> south);
        settings.add("rls.clients[0].fhir-servers", () -> "https://127.0.0.1/north");
        settings.add("rls.clients[1].fhir-servers", () -> "https://127.0.0.1/south,https://127.0.0.1/annex");
        settings.add("rls.clients[2].name", () -> EAST);
        settings.add("rls.clients[2].site", () -> north);
        settings.add("rls.clients[2].fhir-servers", () -> "https://127.0.0.1/east");
        settings.add("rls.clients[3].name", () -> WEST);
        settings.add("rls.clients[3].fhir-servers", () -> "https://127.0.0.1/west");
        settings.add("rls.clients[3].hooks", () -> "patient-view");
        settings.add("rls.clients[4].name", () -> ORDERS_ONLY);
        settings.add("rls.clients[4].workup-on-orders", () -> "true");
        settings.add("rls.clients[5].name", () -> SILENT);
        settings.add("rls.clients[5].mode", () -> "silent");
        settings.add("rls.clients[5].fhir-servers", () -> "https://127.0.0.1/silent");
        settings.add("rls.clients[5].orders.suggest", () -> "mapped-only");
        settings.add("rls.clients[6].name", () -> PLAIN);
        settings.add("rls.clients[7].name", () -> PILOT);
        settings.add("rls.clients[7].mode", () -> "silent");
        settings.add("rls.clients[7].fhir-servers", () -> "https://127.0.0.1/pilot");
        var issuers = List.of(NORTH, SOUTH, SHARED, SHARED, ORDERS_ONLY, SILENT, PLAIN, PILOT);
        for (var i = 0; i < issuers.size(); i++) {
            var issuer = "https://" + issuers.get(i) + ".example";
            settings.add("rls.clients[" + i + "].jwks", () -> keys);
            settings.add("rls.clients[" + i + "].issuer", () -> issuer);
        }
    }

    static String file(String name, String end, String text) {
        try {
            var file = Files.createTempFile(name, end);
            file.toFile().deleteOnExit();
            return Files.writeString(file, text).toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void connect() {
        http = new Http(port);
        var until = System.nanoTime() + PATIENCE_NANOS;
        for (database.check(); !database.isUp(); database.check()) {
            assertThat(System.nanoTime()).as("the database is up").isLessThan(until);
        }
    }

    static String bearer(String client, String path) {
        var issuer = "https://" + client + ".example";
        var now = InstantSource.system().instant();
        return "Bearer "
                + Token.of(issuer, "https://rls.example" + path, "ES384", "key", now)
                        .by(KEY);
    }

    final Http.Answer get(String client, String path, String... more) {
        var headers = new ArrayList<>(List.of("Authorization", bearer(client, path)));
        headers.addAll(List.of(more));
        return http.send("GET", path, null, headers.toArray(String[]::new));
    }

    final Http.Answer post(String client, String path, String body) {
        return http.post(path, body, "Content-Type", "application/json", "Authorization", bearer(client, path));
    }

    final Http.Answer asOperator(String path) {
        return http.send("GET", path, null, "Authorization", login());
    }

    final Http.Answer postAsOperator(String path, String body) {
        return http.post(path, body, "Content-Type", "application/json", "Authorization", login());
    }

    static String login() {
        return "Basic " + Base64.getEncoder().encodeToString("operator:correct horse".getBytes(StandardCharsets.UTF_8));
    }

    /** The cards of a call about {@link #patient}, whose ferritin is recorded under the code of the north. */
    final List<JsonNode> open(String client) {
        return open(client, null);
    }

    final List<JsonNode> open(String client, String fhirServer) {
        var answer = call(client, fhirServer);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().at("/cards").valueStream().toList();
    }

    final Http.Answer call(String client, String fhirServer) {
        var call = (fhirServer == null ? "{" : "{\"fhirServer\":\"" + fhirServer + "\",")
                + """
                "hook":"patient-view","hookInstance":"i","context":{"userId":"Practitioner/u","patientId":"PATIENT",
                  "encounterId":"e"},
                 "prefetch":{
                  "encounter":{"resourceType":"Encounter","id":"e","status":"in-progress",
                   "class":{"system":"https://north.example/lab","code":"stay"},
                   "subject":{"reference":"Patient/PATIENT"}},
                  "patient":{"resourceType":"Patient","id":"PATIENT","birthDate":"1980-01-01"},
                  "conditions":{"resourceType":"Bundle","total":1,"entry":[{"resource":{"resourceType":"Condition",
                   "id":"c","subject":{"reference":"Patient/PATIENT"},
                   "code":{"coding":[{"system":"http://snomed.info/sct","code":"32914008"}]}}}]},
                  "observations":{"resourceType":"Bundle","total":1,"entry":[{"resource":{"resourceType":"Observation",
                   "id":"o","status":"final","subject":{"reference":"Patient/PATIENT"},"effectiveDateTime":"%s",
                   "code":{"coding":[{"system":"https://north.example/lab","code":"FERR-N"}]},
                   "valueQuantity":{"value":42}}}]},
                  "reports":null,"orders":null,"medicationRequests":null,"medicationStatements":null,"procedures":null}}\
                """.formatted(InstantSource.system()
                                .instant()
                                .minus(Duration.ofDays(30))
                                .toString()
                                .substring(0, 10))
                        .replace("PATIENT", patient);
        return post(client, WORKUP, call);
    }

    static Stream<String> summaries(List<JsonNode> cards) {
        return cards.stream().map(card -> card.get("summary").asString());
    }

    /** Cards are stored off the request path. */
    final void awaitStored(JsonNode card) {
        var uuid = card.get("uuid").asString();
        var until = System.nanoTime() + PATIENCE_NANOS;
        while (Rows.of(database, "select 1 from issued_card where card = ?", uuid)
                .isEmpty()) {
            assertThat(System.nanoTime()).as("the card is stored").isLessThan(until);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Overrides a card in these words, once it has been stored. */
    final void override(String client, JsonNode card, String members) {
        awaitStored(card);
        var entry = "{'feedback':[{'card':'" + card.get("uuid").asString()
                + "','outcome':'overridden','outcomeTimestamp':'2026-11-20T09:00:00Z'," + members + "}]}";
        assertThat(post(client, WORKUP + "/feedback", entry.replace('\'', '"')).status())
                .isEqualTo(200);
    }
}
