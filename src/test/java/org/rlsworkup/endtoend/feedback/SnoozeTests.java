package org.rlsworkup.endtoend.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Clinicians' answers to a card take effect when the chart is opened again. Run on each database. */
abstract class SnoozeTests extends SandboxTest {
    private static final String OURS = "https://rlsworkup.org/CodeSystem/override-reason";
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    private final String patient = "p" + UUID.randomUUID();
    private Http http;

    @BeforeEach
    void connect() {
        connect(port);
    }

    final void connect(int toPort) {
        http = new Http(toPort);
    }

    final JsonNode open() {
        return open(Scene.rls().patientView());
    }

    private JsonNode open(String call) {
        return http.call(call.replace("Patient/p", "Patient/" + patient)
                        .replace("\"patientId\":\"p\"", "\"patientId\":\"" + patient + "\"")
                        .replace("\"id\":\"p\"", "\"id\":\"" + patient + "\""))
                .json()
                .at("/cards");
    }

    final void override(JsonNode card, String reason) {
        report(card, "overridden", "'overrideReason':{'reason':{'system':'" + OURS + "','code':'" + reason + "'}}");
    }

    private void report(JsonNode card, String outcome, String more) {
        var uuid = card.get("uuid").asString();
        var entry = "{'feedback':[{'card':'" + uuid + "','outcome':'" + outcome
                + "','outcomeTimestamp':'2026-11-20T09:00:00Z'," + more + "}]}";
        assertThat(http.post(
                                "/cds-services/rls-workup/feedback",
                                entry.replace('\'', '"'),
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(200);
        awaitRow(outcome.equals("overridden") ? "overridden_card" : "issued_card", uuid);
    }

    private void awaitCard(String uuid) {
        awaitRow("issued_card", uuid);
    }

    /** Cards are stored off the request path. The service waits for them itself where their uuids tell the time. */
    private void awaitRow(String table, String uuid) {
        var until = System.nanoTime() + PATIENCE_NANOS;
        while (Rows.of(database, "select 1 from " + table + " where card = ?", uuid)
                .isEmpty()) {
            assertThat(System.nanoTime()).as("the card is written down").isLessThan(until);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static List<String> offered(JsonNode cards) {
        return cards.at("/0/suggestions")
                .valueStream()
                .map(it -> it.get("label").asString().replace("Order ", ""))
                .toList();
    }

    @Test
    void aCardThatWasSentIsWrittenDownWithoutSayingWhoseItIs() {
        var card = open().get(0);
        var uuid = card.get("uuid").asString();
        awaitCard(uuid);
        var row = Rows.of(database, "select * from issued_card where card = ?", uuid)
                .getFirst();
        assertThat(row)
                .containsEntry("client", "sandbox")
                .containsEntry("service", "rls-workup")
                .containsEntry("hook_instance", "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea")
                .containsEntry("shown", true);
        assertThat((String) row.get("tests")).contains("FER").contains("TSAT");
        assertThat((String) row.get("rules")).contains("MISSING:FER");
        assertThat((String) row.get("patient_key")).hasSize(43).doesNotContain(patient);
        assertThat(row.values()).noneMatch(value -> String.valueOf(value).contains(patient));
        assertThat(Rows.instant(database, "select issued_at from issued_card where card = ?", uuid))
                .isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void anOverriddenTestIsNotSuggestedAgainAndTheCardSaysSo() {
        var first = open(Scene.normal().without("TSH").patientView());
        assertThat(offered(first)).contains("TSH");
        override(first.get(0), "patient-declined");

        assertThat(open(Scene.normal().without("TSH").patientView())).isEmpty();
        var later = open(Scene.normal().without("TSH").without("A1C").patientView());
        assertThat(offered(later)).contains("HbA1c").doesNotContain("TSH");
        assertThat(later.at("/0/detail").asString()).contains("Not offered: TSH, declined 2026-11-20");
    }

    @Test
    void anotherPatientsTestIsSuggestedAllTheSame() {
        override(open().get(0), "done-elsewhere");
        assertThat(open()).isEmpty();
        assertThat(http.call(Scene.rls().patientView()).json().at("/cards")).isNotEmpty();
    }

    @Test
    void anAcceptedSuggestionIsNotSnoozedByOverridingTheRest() {
        var card = open().get(0);
        var ferritin = card.at("/suggestions/0");
        report(
                card,
                "accepted",
                "'acceptedSuggestions':[{'id':'" + ferritin.get("uuid").asString() + "'}]");
        override(card, "done-elsewhere");
        assertThat(offered(open()).getFirst()).isEqualTo("ferritin");
        assertThat(offered(open())).doesNotContain("TSH");
    }

    @Test
    void aReadingThatWasDeclinedComesBackWithANewerResult() {
        var low = Scene.normal().result("FER", "40 ng/mL");
        override(open(low.patientView()).get(0), "known-no-action");
        assertThat(open(low.patientView())).isEmpty();

        var missing =
                open(Scene.normal().without("TSH").result("FER", "40 ng/mL").patientView());
        assertThat(missing.at("/0/detail").asString())
                .contains("none in 3 years")
                .contains("(2026-10-01): declined 2026-11-20");

        var other = open(low.result("B12", "150 pg/mL").patientView());
        assertThat(rules(other)).contains("B12-LOW").doesNotContain("IRON-AD-1");
        assertThat(other.at("/0/detail").asString()).contains("(2026-10-01): declined 2026-11-20");

        var newer = open(low.result("FER", "2276-4", "38 ng/mL", "2026-11-19").patientView());
        assertThat(rules(newer)).contains("IRON-AD-1");
        assertThat(newer.at("/0/detail").asString()).contains("Declined 2026-11-20; newer result since.");
    }

    @Test
    void aMedicineThatWasDeclinedIsSilentOnRecordOnly() {
        var sedated = Scene.normal().other("medicationRequests", request("m1", "1049909"));
        override(open(sedated.patientView()).get(0), "benefit-outweighs");
        assertThat(open(sedated.patientView())).isEmpty();

        var another = open(
                sedated.other("medicationRequests", request("m2", "311725")).patientView());
        assertThat(rules(another)).containsExactly("MED-MIRT");
        assertThat(another.at("/0/detail").asString()).contains("Declined, not shown: diphenhydramine (2026-11-20).");
        assertThat(rules(order("order-select", "d1"))).containsExactly("MED-H1");
    }

    private static String request(String id, String rxnorm) {
        return "{'resourceType':'MedicationRequest','id':'" + id + "','status':'active','intent':'order',"
                + "'subject':{'reference':'Patient/p'},'medicationCodeableConcept':{'coding':[{"
                + "'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'" + rxnorm + "'}]}}";
    }

    private JsonNode order(String hook, String draft) {
        var context = Scene.json("{'draftOrders':{'resourceType':'Bundle','type':'collection','entry':[{'resource':"
                + request(draft, "1049909") + "}]},'selections':['MedicationRequest/" + draft + "']}");
        var call = Scene.normal().call(hook, context).replace("Patient/p", "Patient/" + patient);
        var cards = http.post(
                        "/cds-services/rls-medications-" + hook,
                        call.replace("\"patientId\":\"p\"", "\"patientId\":\"" + patient + "\"")
                                .replace("\"id\":\"p\"", "\"id\":\"" + patient + "\""),
                        "Content-Type",
                        "application/json")
                .json()
                .at("/cards");
        cards.forEach(card -> awaitCard(card.get("uuid").asString()));
        return cards;
    }

    private static List<String> rules(JsonNode cards) {
        return cards.valueStream()
                .flatMap(card -> card.at("/extension/org.rlsworkup.findings").valueStream())
                .map(finding -> finding.get("rule").asString())
                .toList();
    }

    @Test
    void whatWasShownAtSelectionIsNotRepeatedAtSigning() {
        assertThat(rules(order("order-sign", "d1"))).as("not shown yet").containsExactly("MED-H1");
        assertThat(rules(order("order-select", "d1"))).containsExactly("MED-H1");

        assertThat(rules(order("order-sign", "d1"))).isEmpty();
        assertThat(rules(order("order-select", "d1"))).as("selected again").containsExactly("MED-H1");
        assertThat(rules(order("order-sign", "d2"))).as("another draft").containsExactly("MED-H1");
    }

    @Test
    void aCardIsStoredWithWhatItToldAndWithoutAnyResult() {
        var card = open(Scene.normal().result("FER", "40 ng/mL").patientView()).get(0);
        var uuid = card.get("uuid").asString();
        awaitCard(uuid);
        var row = Rows.of(database, "select * from issued_card where card = ?", uuid)
                .getFirst();

        assertThat((String) row.get("findings")).matches("IRON-AD-1=[\\w-]{22}");
        assertThat((String) row.get("user_key")).hasSize(43);
        assertThat(row).containsEntry("kind", "RESULTS");
        assertThat((Integer) row.get("words")).isBetween(20, 400);
        assertThat(row.values()).noneMatch(value -> String.valueOf(value).contains("Practitioner"));
    }

    @Test
    void aWrongDiagnosisSilencesTheService() {
        override(open().get(0), "diagnosis-wrong");
        assertThat(open()).isEmpty();
    }

    @Test
    void whatNobodyDeclinedIsSuggestedEachTime() {
        open();
        assertThat(open()).isNotEmpty();
        assertThat(open().at("/0/detail").asString()).doesNotContain("earlier answers");
    }
}
