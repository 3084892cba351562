package org.rlsworkup.endtoend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.JsonNode;

/** Clients of CDS Hooks 1.0, 2.0 and the 3.0 ballot, served from the same URLs. */
class VersionTests extends ProtocolTest {
    private static final Pattern TOKEN = Pattern.compile("\\{\\{([^}]*)}}");

    private JsonNode services(String version) {
        return discover(version).json().get("services");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"STU1, ''", "STU2, ''", "STU3, STU3"})
    @Row({"D-8", "V-6"})
    void onlyNewClientsAreToldWhichVersionThisIs(String client, String version) {
        assertThat(services(client))
                .allSatisfy(it -> assertThat(it.path("version").asString("")).isEqualTo(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STU1", "STU2"})
    @Row({"P-4", "V-2"})
    void olderClientsGetTokensThatTheyKnow(String version) {
        assertThat(tokens(services(version))).containsOnly("context.patientId", "context.encounterId");
    }

    /** The longest look-back of any test, and two days for the difference of zones. */
    @Test
    @Row("P-8")
    void newClientsAreNotAskedForResultsThatAreTooOldToCount() {
        var services = services("STU3");
        assertThat(services.at("/0/prefetch/observations").asString()).contains("&date=ge{{today() - 1097 days}}&");
        assertThat(tokens(services)).containsOnly("context.patientId", "context.encounterId", "today() - 1097 days");
    }

    private static List<String> tokens(JsonNode services) {
        return services.valueStream()
                .flatMap(it -> it.get("prefetch").valueStream())
                .flatMap(template -> TOKEN.matcher(template.asString()).results())
                .map(match -> match.group(1))
                .toList();
    }

    /** What is asked of a new client is what is asked of others, but for the date. */
    @Test
    void theTemplatesSayTheSameOtherwise() {
        var dated = services("STU3").toString().replaceAll("&date=ge\\{\\{[^}]*}}|\"version\":\"STU3\",", "");
        assertThat(dated).isEqualTo(services("STU2").toString());
    }

    @Test
    @Row({"A-13", "A-16", "V-4"})
    void clientsOfOneDotZeroMayTakeOneSuggestion() {
        var card = call("STU1", Scene.rls().patientView()).json().at("/cards/0");
        assertThat(card.get("selectionBehavior").asString()).isEqualTo("at-most-one");
        assertThat(card.get("suggestions")).hasSizeGreaterThan(2);
        // 1.0 knows no recommendation: what is offered first is all of them.
        assertThat(card.get("suggestions").valueStream().filter(it -> it.has("isRecommended")))
                .isEmpty();
        assertThat(card.at("/suggestions/0/label").asString())
                .isEqualTo("Order all " + (card.get("suggestions").size() - 1));
        assertThat(card.at("/suggestions/0/actions"))
                .hasSize(card.get("suggestions").size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STU2", "STU3"})
    @Row("A-13")
    void othersMayTakeAnyNumber(String version) {
        var card = call(version, Scene.rls().patientView()).json().at("/cards/0");
        assertThat(card.get("selectionBehavior").asString()).isEqualTo("any");
        assertThat(card.get("suggestions").valueStream().filter(it -> it.has("isRecommended")))
                .hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STU1", "STU2", "STU3"})
    void theAnswerIsTheSameOtherwise(String version) {
        assertThat(said(call(version, Scene.rls().patientView())))
                .isEqualTo(said(call("STU2", Scene.rls().patientView())));
    }

    /** What the template leaves out is said where something was prefetched by it, and nowhere else. */
    @Test
    @Row("V-3")
    void whatWasNotAskedForIsSaid() {
        var sentence = "not seen: undated, scanned";
        assertThat(call("STU3", Scene.rls().patientView()).raw().body()).contains(sentence);
        assertThat(call("STU2", Scene.rls().patientView()).raw().body()).doesNotContain(sentence);
        try (var server = new ChartServer(Scene.rls())) {
            assertThat(call("STU3", reading(server).toString()).raw().body())
                    .contains("not on file")
                    .doesNotContain(sentence);
            assertThat(server.asked()).allSatisfy(it -> assertThat(it).doesNotContain("date=", "today"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STU1", "STU2", "STU3"})
    @Row("V-7")
    void errorsAreOutcomesForEveryClient(String version) {
        var answer = call(version, "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("resourceType").asString("")).isEqualTo("OperationOutcome");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STU1", "STU2", "STU3"})
    @Row("D-13")
    void discoveryIsNotSentAgainToAClientThatHasIt(String version) {
        var first = discover(version);
        var tag = first.header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{24}\"");
        assertThat(first.header("Cache-Control")).isEqualTo("max-age=300, private");

        for (var known : new String[] {tag, "W/" + tag, "\"x\", " + tag}) {
            var again = discover(version, "If-None-Match", known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.raw().body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
            assertThat(again.header("Cache-Control")).isEqualTo("max-age=300, private");
        }
        assertThat(discover(version, "If-None-Match", "\"x\"").status()).isEqualTo(200);
    }

    @Test
    void theTagIsThatOfTheAnswer() {
        assertThat(discover("STU2").header("ETag"))
                .isEqualTo(discover("STU1").header("ETag"))
                .isNotEqualTo(discover("STU3").header("ETag"));
    }

    @Test
    void headIsAnsweredAsGetWithoutABody() {
        var get = discover("STU2");
        var head = http.send("HEAD", "/cds-services", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.raw().body()).isEmpty();
        for (var header : new String[] {"Content-Length", "Content-Type", "ETag", "Cache-Control"}) {
            assertThat(head.header(header)).as(header).isNotEmpty().isEqualTo(get.header(header));
        }
        assertThat(http.send("HEAD", "/cds-services", null, "If-None-Match", get.header("ETag"))
                        .status())
                .isEqualTo(304);
    }
}
