package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.support.LogLines;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Two hospitals on one instance never see each other's codes, words, answers or snoozes. */
@Execution(ExecutionMode.SAME_THREAD)
class SeparateHospitalsTests extends TwoHospitalsTest {
    private static final String OWN_WORDS = """
        'overrideReasons':{'extension':{'com.epic.cdshooks.feedback.overrideReason.reasonTitle':'DONE at our clinic '}}\
        """;

    @Autowired
    MeterRegistry meters;

    @Autowired
    CallCounter counts;

    @Test
    void resultsAndOrdersAreThoseOfTheOwnSite() {
        var north = open(NORTH);
        assertThat(summaries(north))
                .containsExactly(
                        "RLS: ferritin 42 ng/mL – at RLS iron thresholds (≤75)",
                        "RLS: TSAT not on file; TSH and HbA1c also none in 3 years");
        var south = open(SOUTH);
        assertThat(summaries(south))
                .containsExactly("RLS: ferritin and TSAT not on file; B12, TSH, HbA1c also none in 3 years");
        assertThat(south.toString()).doesNotContain("north", "PREF-17");
    }

    @Test
    void ordersAreThoseThatTheEhrCanTake() {
        var unmapped = meters.counter("rls.orders.unmapped", "client", NORTH, "test", "A1C");
        var before = unmapped.count();
        var north = open(NORTH).getLast().get("suggestions");
        assertThat(north.valueStream()
                        .map(it -> it.get("label").asString() + ": "
                                + it.at("/actions/0/resource/code/coding/0/code")
                                        .asString()))
                .containsExactly(
                        "Order Thyroid and iron: SET-1", "Order iron studies (TSAT): IP-18", "Order TSH: PREF-19");
        for (var suggestion : north) {
            var order = suggestion.at("/actions/0/resource");
            assertThat(order.get("intent").asString()).isEqualTo("proposal");
            assertThat(order.at("/category/0/coding/0/code").asString()).isEqualTo("inpatient");
            assertThat(order.at("/code/coding")).hasSize(1);
        }
        assertThat(unmapped.count()).isEqualTo(before + 1);

        var south = open(SOUTH).getFirst().get("suggestions");
        assertThat(south).hasSize(7);
        assertThat(south.toString()).contains("\"intent\":\"order\"", "2276-4").doesNotContain("proposal");
    }

    @Test
    void discoveryAsksForTheOwnCodesAndOffersTheOwnHooks() {
        var north = get(NORTH, "/cds-services").json().at("/services");
        var south = get(SOUTH, "/cds-services").json().at("/services");
        assertThat(north.valueStream().map(it -> it.get("hook").asString()))
                .containsExactly("patient-view", "order-sign");
        assertThat(south).hasSize(5);
        assertThat(north.toString()).contains("FERR-N").doesNotContain("FERR-S");
        assertThat(south.toString()).contains("FERR-S").doesNotContain("FERR-N");
    }

    @ParameterizedTest
    @CsvSource({"north, 404", "south, 200"})
    void aHookThatIsNotOfferedIsNoService(String client, int status) {
        var call = """
            {"hook":"order-select","hookInstance":"i","context":{"userId":"Practitioner/u","patientId":"1",
             "selections":[],"draftOrders":{"resourceType":"Bundle","type":"collection","entry":[]}},"prefetch":{}}\
            """;
        assertThat(post(client, "/cds-services/rls-medications-order-select", call)
                        .status())
                .isEqualTo(status);
        assertThat(post(client, "/cds-services/rls-medications-order-select/feedback", "{\"feedback\":[]}")
                        .status())
                .as("feedback on earlier cards")
                .isEqualTo(200);
    }

    @Test
    void detailsArePlainWhereTheClientWantsThem() {
        for (var card : open(NORTH)) {
            assertThat(card.get("detail").asString()).doesNotContain("**", "---", "\\");
            assertThat(contentType(card)).isEqualTo("text/plain");
        }
        var marked = open(SOUTH).getFirst();
        assertThat(marked.get("detail").asString()).contains("- **Ferritin**: none in 365 days.", "\n---\n");
        assertThat(contentType(marked)).isNull();
    }

    private static String contentType(JsonNode card) {
        return card.get("extension")
                .path("com.epic.cdshooks.card.detail.content-type")
                .stringValue(null);
    }

    @Test
    void aReasonInOwnWordsIsKnownAtThatSiteAlone() {
        override(NORTH, open(NORTH).getLast(), OWN_WORDS);
        override(SOUTH, open(SOUTH).getLast(), OWN_WORDS);
        assertThat(reason(NORTH)).containsExactly("https://rlsworkup.org/CodeSystem/override-reason", "done-elsewhere");
        assertThat(reason(SOUTH)).containsExactly(null, "DONE at our clinic");
    }

    private List<Object> reason(String client) {
        var row = Rows.of(
                        database,
                        "select f.reason_system, f.reason_code from feedback f join issued_card c on c.card = f.card"
                                + " where f.client = ? order by f.received_at desc",
                        client)
                .getFirst();
        return java.util.Arrays.asList(row.get("reason_system"), row.get("reason_code"));
    }

    @Test
    void anAnswerSilencesNothingElsewhere() {
        var before = summaries(open(SOUTH)).toList();
        override(NORTH, open(NORTH).getLast(), OWN_WORDS);
        assertThat(summaries(open(NORTH))).noneMatch(summary -> summary.contains("TSAT not on file"));
        assertThat(summaries(open(SOUTH))).containsExactlyElementsOf(before);
    }

    @Test
    void noClientCanAnswerAnothersCard() {
        var card = open(NORTH).getLast();
        override(SOUTH, card, "'overrideReason':{'reason':{'code':'done-elsewhere'}}");
        assertThat(summaries(open(NORTH))).contains(card.get("summary").asString());
    }

    @Test
    void theKnowledgeShowsASiteToItsOwnClientAlone() {
        var json = new String[] {"Accept", "application/json"};
        var open = http.send("GET", "/knowledge", null, json).raw().body();
        assertThat(open).doesNotContain("north.example", "south.example", "FERR-");
        assertThat(get(NORTH, "/knowledge", json).raw().body())
                .contains("FERR-N", "https://north.example/rls")
                .doesNotContain("FERR-S");
        assertThat(get(SOUTH, "/knowledge", json).raw().body())
                .contains("FERR-S")
                .doesNotContain("FERR-N", "north.example");
        var asked = http.send("GET", "/knowledge", null, "Accept", "application/json", "Authorization", "Bearer x");
        assertThat(asked.raw().body()).as("shown to a stranger").isEqualTo(open);
    }

    /** One line a service and day of calls: the calls of one hospital are not among those of the other. */
    @Test
    void theFiguresOfAClientAreItsOwn() {
        var before = latency(SOUTH);
        assertThat(before).isEqualTo(latency(SOUTH));

        open(NORTH);

        assertThat(latency(SOUTH)).isEqualTo(before);
        assertThat(latency(NORTH)).contains("rls-workup,");
        open(SOUTH);
        assertThat(latency(SOUTH)).contains("rls-workup,");
        assertThat(asOperator("/insights/figures/cards.csv?client=" + SOUTH)
                        .raw()
                        .body())
                .doesNotContain(NORTH);
    }

    private String latency(String client) {
        counts.flush();
        return asOperator("/insights/figures/latency.csv?client=" + client)
                .raw()
                .body();
    }

    @Test
    void theLogsOfACallNameItsOwnClient() {
        try (var log = LogLines.of("org.rlsworkup")) {
            open(NORTH);
            override(NORTH, open(NORTH).getLast(), OWN_WORDS);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(SOUTH) || line.contains("FERR-S"));
        }
    }
}
