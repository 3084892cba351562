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
        awaitCard(uuid);
    }

    /** Cards are stored off the request path. */
    private void awaitCard(String uuid) {
        var until = System.nanoTime() + PATIENCE_NANOS;
        while (Rows.of(database, "select 1 from issued_card where card = ?", uuid)
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
        assertThat(later.at("/0/detail").asString()).contains("TSH: not suggested: declined on 2026-11-20.");
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
        assertThat(offered(open()).getFirst()).isEqualTo("Ferritin");
        assertThat(offered(open())).doesNotContain("TSH");
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
        assertThat(open().at("/0/detail").asString()).doesNotContain("could not be looked up");
    }
}
