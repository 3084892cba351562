package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who is who: the same id on two FHIR servers is two people, and clients that share an issuer are told apart by them. */
@Execution(ExecutionMode.SAME_THREAD)
class PatientsOfServersTests extends TwoHospitalsTest {
    private static final String SERVERS = "https://127.0.0.1/";
    private static final String DECLINED = "'overrideReason':{'reason':{"
            + "'system':'https://rlsworkup.org/CodeSystem/override-reason','code':'done-elsewhere'}}";

    @Autowired
    PatientKeys keys;

    private static boolean offersTests(List<JsonNode> cards) {
        return cards.stream().anyMatch(card -> card.has("suggestions"));
    }

    private static JsonNode tests(List<JsonNode> cards) {
        return cards.stream()
                .filter(card -> card.has("suggestions"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameIdOnTwoServersIsTwoPeople() {
        override(SOUTH, tests(open(SOUTH, SERVERS + "south")), DECLINED);
        assertThat(offersTests(open(SOUTH, SERVERS + "south"))).isFalse();
        assertThat(offersTests(open(SOUTH, SERVERS + "annex"))).isTrue();
        assertThat(offersTests(open(SOUTH))).as("on neither of them").isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1/north, ",
        ", https://127.0.0.1/north/",
        "https://127.0.0.1:443/north, HTTPS://127.0.0.1/north"
    })
    void aCallWithoutAServerIsAboutTheOnlyOne(String first, String second) {
        override(NORTH, tests(open(NORTH, first)), DECLINED);
        assertThat(offersTests(open(NORTH, second))).isFalse();
    }

    /** The key under which the version before this one stored the patient. */
    private String earlier(String client) {
        return keys.of(new PatientRef(Caller.of(client, server -> false), "", patient));
    }

    @ParameterizedTest
    @CsvSource({"north, false", "south, true"})
    void whatWasStoredWithoutAServerCountsWhereThereIsOneServerAlone(String client, boolean isShown) {
        var card = tests(open(client));
        override(client, card, DECLINED);
        storeAsBefore(client, card);
        assertThat(offersTests(open(client, SERVERS + client))).isEqualTo(isShown);
    }

    private void storeAsBefore(String client, JsonNode card) {
        var id = card.get("uuid").asString();
        database.access().update("update issued_card set patient_key = ? where card = ?", earlier(client), id);
    }

    private Http.Answer erasure(String members) {
        var login = Base64.getEncoder().encodeToString("operator:correct horse".getBytes(StandardCharsets.UTF_8));
        var body = ("{" + members + ",'patient':'" + patient + "'}").replace('\'', '"');
        return http.post(
                "/insights/erasures", body, "Content-Type", "application/json", "Authorization", "Basic " + login);
    }

    private int erase(String members) {
        var answer = erasure(members);
        return answer.status() == 200 ? answer.json().get("deletedAnswers").asInt() : answer.status();
    }

    @Test
    void erasureCountsCardsAndAnswersAndIsAudited() {
        var first = tests(open(NORTH));
        override(NORTH, first, DECLINED);
        awaitStored(open(NORTH).getFirst());
        var stored = Rows.of(
                        database,
                        "select 1 from issued_card where patient_key = (select patient_key from issued_card where card"
                                + " = ?)",
                        first.get("uuid").asString())
                .size();
        try (var log = LogLines.of("org.rlsworkup.audit")) {
            assertThat(erasure("'client':'north'").json().toString())
                    .isIn(
                            "{\"deletedCards\":" + stored + ",\"deletedAnswers\":1}",
                            "{\"deletedAnswers\":1,\"deletedCards\":" + stored + "}");
            assertThat(erasure("'client':'north'").json())
                    .as("nothing is stored of this patient")
                    .allMatch(count -> count.asInt() == 0)
                    .hasSize(2);
            var events = erasures(log, 2);
            assertThat(events.getFirst().at("/operator").asString()).isEqualTo("operator");
            assertThat(events.getFirst().at("/deletedCards").asInt()).isEqualTo(stored);
            assertThat(events.getFirst().at("/deletedAnswers").asInt()).isEqualTo(1);
            assertThat(events.getFirst().at("/patient")).hasSize(2);
            assertThat(events.toString()).doesNotContain(patient);
        }
    }

    private static List<JsonNode> erasures(LogLines log, int expected) {
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            var found = log.lines().stream()
                    .filter(line -> line.contains("\"erasure\""))
                    .map(Http.JSON::readTree)
                    .toList();
            if (found.size() >= expected) {
                return found;
            }
            assertThat(System.nanoTime()).as("audited in time").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void anUnknownClientIsToldFromAnUnknownPatient() {
        var answer = erasure("'client':'norht'");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error").asString()).startsWith("There is no such client in rls.clients");
        assertThat(erasure("'client':'north'").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'client':'north','fhirServer':'https://127.0.0.1/norht' | the FHIR server is none of the client's",
                "'client':'south','fhirServer':'https://127.0.0.1/north' | the FHIR server is none of the client's",
                "'client':'plain' | no FHIR server is named"
            })
    void nothingStoredWhereThePatientMayNotBeIsNotAnUnknownPatient(String members, String why) {
        var answer = erasure(members);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error").asString())
                .startsWith("Nothing is stored of this patient, but another may have been meant: " + why);
    }

    /** A server that was taken out of the settings, as that of a client that was. */
    @Test
    void aServerThatIsNotConfiguredAnyMoreIsKnownByItsCards() {
        var card = tests(open(NORTH));
        awaitStored(card);
        var server = "https://127.0.0.1/former";
        database.access()
                .update(
                        "update issued_card set patient_key = ? where card = ?",
                        keys.of(new PatientRef(Caller.of(NORTH, any -> false), server, patient)),
                        card.get("uuid").asString());
        var answer = erasure("'client':'north','fhirServer':'" + server + "'");
        assertThat(answer.json().at("/deletedCards").asInt()).isEqualTo(1);
    }

    /** Its patients can be erased as long as something is stored of them. */
    @Test
    void aClientThatWasRemovedFromTheSettingsIsKnownByItsCards() {
        var card = tests(open(NORTH));
        awaitStored(card);
        var server = "https://127.0.0.1/gone";
        var gone = new PatientRef(Caller.of("gone", any -> false), server, patient);
        database.access()
                .update(
                        "update issued_card set client = 'gone', patient_key = ? where card = ?",
                        keys.of(gone),
                        card.get("uuid").asString());
        var answer = erasure("'client':'gone'");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error").asString()).startsWith("Name the fhirServer");
        assertThat(erasure("'client':'gone','fhirServer':'" + server + "'")
                        .json()
                        .at("/deletedCards")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void erasureFindsWhatWasStoredBeforeAndSince() {
        var card = tests(open(NORTH));
        override(NORTH, card, DECLINED);
        storeAsBefore(NORTH, card);
        override(NORTH, open(NORTH).getFirst(), DECLINED);
        assertThat(erase("'client':'north'")).isEqualTo(2);
        assertThat(offersTests(open(NORTH))).isTrue();
    }

    @Test
    void erasureOfOneOfSeveralServersNeedsItsAddress() {
        override(SOUTH, tests(open(SOUTH, SERVERS + "south")), DECLINED);
        override(SOUTH, tests(open(SOUTH, SERVERS + "annex")), DECLINED);
        assertThat(erase("'client':'south'")).isEqualTo(400);
        assertThat(erase("'client':'south','fhirServer':'https://127.0.0.1/south/'"))
                .isEqualTo(1);
        assertThat(offersTests(open(SOUTH, SERVERS + "south"))).isTrue();
        assertThat(offersTests(open(SOUTH, SERVERS + "annex"))).isFalse();
    }

    @Test
    void clientsOfOneIssuerAreToldApartByTheServer() {
        var east = open(SHARED, SERVERS + "east");
        var west = open(SHARED, SERVERS + "west/below");
        assertThat(summaries(east)).anyMatch(summary -> summary.startsWith("RLS: ferritin 42 ng/mL"));
        assertThat(summaries(west)).noneMatch(summary -> summary.contains("42"));
        assertThat(tests(east).toString()).doesNotContain("B12");

        override(SHARED, tests(east), DECLINED);
        assertThat(offersTests(open(SHARED, SERVERS + "east"))).isFalse();
        assertThat(offersTests(open(SHARED, SERVERS + "west/below"))).isTrue();
        assertThat(Rows.of(database, "select client from issued_card where answered_by is not null"))
                .extracting(row -> row.get("client"))
                .containsOnly(EAST, WEST);
    }

    @ParameterizedTest
    @CsvSource({",", "https://127.0.0.1/elsewhere", "https://127.0.0.1/eastern"})
    void aServerOfNoneOfThemIsRefused(String server) {
        var answer = call(SHARED, server);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().at("/issue/0/expression/0").asString("")).contains("fhirServer");
    }

    /** Without the server of a call nobody knows whose discovery it is. */
    @Test
    void discoveryOfASharedIssuerShowsNoSite() {
        var services = get(SHARED, "/cds-services").json().at("/services");
        assertThat(services).hasSize(5);
        assertThat(services.toString()).doesNotContain("FERR-");
        assertThat(get(SHARED, "/knowledge", "Accept", "application/json").raw().body())
                .doesNotContain("FERR-");
    }
}
