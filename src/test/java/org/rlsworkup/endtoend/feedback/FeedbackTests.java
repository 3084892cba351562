package org.rlsworkup.endtoend.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.SandboxTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The feedback that clients may send, and what is stored. Run on each database. */
abstract class FeedbackTests extends SandboxTest {
    private static final String ADDRESS = "/cds-services/rls-workup/feedback";
    private static final String AT = "'outcomeTimestamp':'2026-11-20T09:59:00Z'";

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    private final String card = UUID.randomUUID().toString();
    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private Http.Answer report(String... entries) {
        return post("{'feedback':[" + String.join(",", entries) + "]}");
    }

    private Http.Answer post(String body) {
        return http.post(ADDRESS, body.replace('\'', '"'), "Content-Type", "application/json");
    }

    private String accepted(String extra) {
        return "{'card':'" + card + "','outcome':'accepted','acceptedSuggestions':[{'id':'s1'}]," + AT + extra + "}";
    }

    private String overridden(String extra) {
        return "{'card':'" + card + "','outcome':'overridden'," + AT + extra + "}";
    }

    private List<Map<String, Object>> kept() {
        return Rows.of(database, "select * from feedback where card = ? order by outcome, reason_code", card);
    }

    @Test
    @Row({"T48", "F-2", "F-4"})
    void anAcceptedCardIsKept() {
        var answer = report(accepted(""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEmpty();
        assertThat(kept())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("client", "sandbox")
                        .containsEntry("service", "rls-workup")
                        .containsEntry("outcome", "accepted")
                        .containsEntry("accepted", "s1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'overrideReason':null",
                ",'overrideReason':{}",
                ",'overrideReason':{'userComment':'seen elsewhere'}",
                ",'overrideReason':{'reason':{'code':'x','system':'urn:foreign'}}",
                ",'overrideReason':{'reason':{'code':'x','display':'X','unknown':[1]},'userComment':''}",
                ",'unknown':{'a':[{}]},'extension':{'com.example':1}"
            })
    @Row({"T49", "F-5"})
    void anOverriddenCardIsKeptWhateverItsReason(String extra) {
        assertThat(report(overridden(extra)).status()).isEqualTo(200);
        assertThat(kept())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("outcome", "overridden").containsEntry("user_comment", null));
    }

    @Test
    void theReasonIsKeptAsItWasSent() {
        report(overridden(",'overrideReason':{'reason':{'code':'x','system':'urn:foreign','display':'Nope'}}"));
        assertThat(kept().getFirst())
                .containsEntry("reason_system", "urn:foreign")
                .containsEntry("reason_code", "x")
                .containsEntry("reason_display", "Nope");
    }

    @Test
    @Row({"T50", "F-9"})
    void aRepeatedEntryIsKeptOnceAndABatchMayHoldAnything() {
        assertThat(report(accepted(""), accepted(""), overridden("")).status()).isEqualTo(200);
        assertThat(report(accepted("")).status()).isEqualTo(200);
        assertThat(kept()).extracting(row -> row.get("outcome")).containsExactly("accepted", "overridden");
    }

    @Test
    void aCardThatIsAnsweredWithoutEndIsRefusedWithThePlace() {
        var answers = IntStream.range(0, 51)
                .mapToObj(i -> overridden(",'overrideReason':{'reason':{'code':'r" + i + "'}}"))
                .toList();
        assertThat(report(answers.subList(0, 50).toArray(String[]::new)).status())
                .isEqualTo(200);
        var refused = report("{'card':'other','outcome':'overridden'," + AT + "}", answers.getLast());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().at("/issue/0/expression/0").asString()).isEqualTo("feedback[1].card");
        assertThat(kept()).hasSize(50);
        assertThat(Rows.of(database, "select 1 from feedback where card = 'other'"))
                .isEmpty();
    }

    @Test
    void anEmptyBatchIsNothingToKeep() {
        assertThat(report().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.123Z, 2026-11-20T10:00:00.123Z",
        "2026-11-20T10:00:00.123456789012Z, 2026-11-20T10:00:00.123456Z",
        "2026-11-20T10:00:00+00:00, 2026-11-20T10:00:00Z",
        "2026-11-20T05:00:00.5-05:00, 2026-11-20T10:00:00.5Z",
        "2026-12-31T23:59:60Z, 2026-12-31T23:59:59Z",
        "2026-11-20t10:00:00z, 2026-11-20T10:00:00Z"
    })
    @Row({"T51", "F-3"})
    void aTimestampIsReadWithItsFractionAndOffset(String sent, String meant) {
        var entry = overridden("").replace("2026-11-20T09:59:00Z", sent);
        assertThat(report(entry).status()).isEqualTo(200);
        assertThat(Rows.instant(database, "select outcome_at from feedback where card = ?", card))
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'card':'c','outcome':'ignored','outcomeTimestamp':'2026-11-20T10:00:00Z'} | feedback[1].outcome",
                "{'card':'c','outcome':'accepted','outcomeTimestamp':'2026-11-20T10:00:00Z'}"
                        + " | feedback[1].acceptedSuggestions",
                "{'card':'c','outcome':'accepted','acceptedSuggestions':[],'outcomeTimestamp':'2026-11-20T10:00:00Z'}"
                        + " | feedback[1].acceptedSuggestions",
                "{'card':'c','outcome':'accepted','acceptedSuggestions':[{'id':'a'},{}],'outcomeTimestamp':'2026-11-20T10:00:00Z'}"
                    + " | feedback[1].acceptedSuggestions[1].id",
                "{'card':'c','outcome':'accepted','acceptedSuggestions':['a'],'outcomeTimestamp':'2026-11-20T10:00:00Z'}"
                    + " | feedback[1].acceptedSuggestions[0]",
                "{'outcome':'overridden','outcomeTimestamp':'2026-11-20T10:00:00Z'} | feedback[1].card",
                "{'card':7,'outcome':'overridden','outcomeTimestamp':'2026-11-20T10:00:00Z'} | feedback[1].card",
                "{'card':'c','outcome':'overridden'} | feedback[1].outcomeTimestamp",
                "{'card':'c','outcome':'overridden','outcomeTimestamp':'yesterday'} | feedback[1].outcomeTimestamp",
                "{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-11-20T10:00:00'} |"
                        + " feedback[1].outcomeTimestamp",
                "{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-02-30T10:00:00Z'} |"
                        + " feedback[1].outcomeTimestamp",
                "{'card':'c','card':'c'} | feedback[1].card",
                "{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-11-20T10:00:00Z','overrideReason':{'reason':{'system':'x'}}}"
                    + " | feedback[1].overrideReason.reason.code",
                "{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-11-20T10:00:00Z','overrideReason':{'reason':'x'}}"
                    + " | feedback[1].overrideReason.reason",
                "'x' | feedback[1]",
                "null | feedback[1]"
            })
    @Row({"T53", "F-3", "F-4"})
    void aBatchWithAMalformedEntryIsRefusedWholeWithThePlace(String entry, String place) {
        var answer = report(accepted(""), entry, overridden(""));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo(place);
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-11-20T10:00:00Z'}",
                "{'feedback':'x'}",
                "{'feedback':null}",
                "{'feedback':{}}",
                "{'feedback':[],'feedback':[]}",
                "[]",
                "{",
                "{'feedback':[]} x"
            })
    @Row({"T52", "F-2"})
    void whatIsNoBatchIsRefused(String body) {
        assertThat(post(body).status()).isEqualTo(400);
    }

    @Test
    void textThatNoDatabaseTakesIsNoReasonToLoseAnAnswer() {
        var extra =
                ",'overrideReason':{'reason':{'code':'x','display':'" + "\\u0000".repeat(3) + "y".repeat(900) + "'}}";
        assertThat(report(overridden(extra)).status()).isEqualTo(200);
        assertThat((String) kept().getFirst().get("reason_display")).hasSize(500);
    }

    @Test
    void aBatchOfMoreEntriesThanAreReadAtOnceIsTooLarge() {
        var entries = java.util.stream.Stream.generate(() -> overridden(""))
                .limit(10_001)
                .toArray(String[]::new);
        assertThat(report(entries).status()).isEqualTo(413);
        assertThat(kept()).isEmpty();
    }

    @Test
    @Row({"T54", "F-1"})
    void onlyKnownServicesTakeFeedbackAndOnlyByPost() {
        var body = "{\"feedback\":[]}";
        assertThat(http.post("/cds-services/nope/feedback", body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(404);
        assertThat(http.post(ADDRESS + "/more", body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(404);
        assertThat(http.post(ADDRESS, body, "Content-Type", "text/xml").status())
                .isEqualTo(415);
        var get = http.get(ADDRESS);
        assertThat(get.status()).isEqualTo(405);
        assertThat(get.header("Allow")).isEqualTo("POST");
        assertThat(http.post(
                                "/cds-services/rls-medications-order-sign/feedback",
                                body,
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(200);
    }
}
