package org.rlsworkup.fhir.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.fhir.server.FakeFhirServer.complete;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;

/** How a query is sent: by GET or by POST, and whether it is repeated. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class AskingTests {
    private static final String OBSERVATIONS = "/fhir/Observation";
    private static final String FOUND =
            FakeFhirServer.bundle("", FakeFhirServer.resource("Observation", "o", "\"code\":{\"text\":\"Ferritin\"}"));

    private final FakeFhirServer server = new FakeFhirServer();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Reads a chart of which all but the Observations was prefetched. */
    private FetchedChart read() {
        var prefetch = complete();
        prefetch.remove(Source.OBSERVATIONS);
        return server.read(prefetch);
    }

    private void readTwice() {
        var prefetch = complete();
        prefetch.remove(Source.OBSERVATIONS);
        try (var reader = server.reader()) {
            assertThat(server.read(reader, prefetch).chart().unread()).isEmpty();
            assertThat(server.read(reader, prefetch).chart().unread()).isEmpty();
        }
    }

    private void postAnswers(ResponseDefinitionBuilder answer) {
        server.http.stubFor(post(urlPathEqualTo(OBSERVATIONS + "/_search")).willReturn(answer));
    }

    private void getAnswers(ResponseDefinitionBuilder answer) {
        server.http.stubFor(get(urlPathEqualTo(OBSERVATIONS)).willReturn(answer));
    }

    private void firstThen(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        server.http.stubFor(any(urlPathEqualTo(OBSERVATIONS))
                .inScenario("again")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("asked")
                .willReturn(first));
        server.http.stubFor(any(urlPathEqualTo(OBSERVATIONS))
                .inScenario("again")
                .whenScenarioStateIs("asked")
                .willReturn(then));
    }

    private static ResponseDefinitionBuilder found() {
        return aResponse().withBody(FOUND);
    }

    private static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status);
    }

    @Test
    void asksByPostWhatMakesTooLongAnAddress() {
        server.maxUrl = 300;
        postAnswers(found());

        assertThat(read().chart().observations()).hasSize(1);
        assertThat(server.requests()).hasSize(1).allSatisfy(request -> {
            assertThat(request.getMethod()).isEqualTo(RequestMethod.POST);
            assertThat(request.getUrl()).isEqualTo("/fhir/Observation/_search");
            assertThat(request.getHeader("Content-Type")).startsWith("application/x-www-form-urlencoded");
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + FakeFhirServer.TOKEN);
            assertThat(request.getBodyAsString()).isEqualTo(query());
        });
    }

    private static String query() {
        return FakeFhirServer.QUERIES.expand(Source.OBSERVATIONS, "p", null).split("\\?", 2)[1];
    }

    @Test
    void asksByGetUpToTheLimit() {
        server.maxUrl = (server.base() + "/Observation?" + query()).length();
        getAnswers(found());
        assertThat(read().chart().observations()).hasSize(1);

        server.maxUrl--;
        postAnswers(status(403));
        assertThat(read().chart().unread()).containsExactly(Source.OBSERVATIONS);
        assertThat(server.requests()).extracting(it -> it.getMethod().getName()).containsExactly("GET", "POST");
    }

    @Test
    void readsOneResourceByGetHoweverLongItsAddress() {
        server.maxUrl = 1;
        var prefetch = complete();
        prefetch.remove(Source.PATIENT);

        assertThat(server.read(prefetch).chart().unread()).isEmpty();
        assertThat(server.requests()).extracting(it -> it.getMethod().getName()).containsExactly("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "404, true",
        "405, true",
        "415, true",
        "501, true",
        "401, false",
        "403, false",
        "500, false"
    })
    void asksByGetWhereAPostIsNotUnderstood(int status, boolean again) {
        server.maxUrl = 300;
        postAnswers(status(status));
        getAnswers(found());

        assertThat(read().chart().unread().isEmpty()).isEqualTo(again);
        assertThat(server.requests()).extracting(it -> it.getMethod().getName()).hasSize(again ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({"413, true", "414, true", "431, true", "403, false", "404, false"})
    void asksByPostWhereAnAddressIsTooLong(int status, boolean again) {
        getAnswers(status(status));
        postAnswers(found());

        assertThat(read().chart().unread().isEmpty()).isEqualTo(again);
        assertThat(server.requests()).hasSize(again ? 2 : 1);
    }

    @Test
    void remembersHowAServerWantsToBeAsked() {
        server.maxUrl = 300;
        postAnswers(status(405));
        getAnswers(found());

        readTwice();

        assertThat(server.requests())
                .filteredOn(request -> request.getUrl().startsWith(OBSERVATIONS))
                .extracting(request -> request.getMethod().getName())
                .containsExactly("POST", "GET", "GET");
    }

    @Test
    void remembersHowLongAnAddressAServerRefused() {
        getAnswers(status(414));
        postAnswers(found());

        readTwice();

        assertThat(server.requests())
                .filteredOn(request -> request.getUrl().startsWith(OBSERVATIONS))
                .extracting(request -> request.getMethod().getName())
                .containsExactly("GET", "POST", "POST");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void asksOnceMoreWhereAServerIsDownForAMoment(int status) {
        firstThen(status(status), found());

        var read = read();

        assertThat(read.chart().observations()).hasSize(1);
        assertThat(read.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER"})
    void asksOnceMoreWhereAConnectionEndsBeforeTheAnswer(Fault fault) {
        firstThen(aResponse().withFault(fault), found());

        assertThat(read().chart().observations()).hasSize(1);
    }

    @Test
    void asksNoThirdTime() {
        getAnswers(status(503));

        assertThat(read().chart().unread()).containsExactly(Source.OBSERVATIONS);
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 410, 500})
    void asksNoSecondTimeWhereThatIsNoUse(int status) {
        getAnswers(status(status));

        assertThat(read().chart().unread()).containsExactly(Source.OBSERVATIONS);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 0, true",
        "429, 1, true",
        "503, 1, true",
        "429, 10, false",
        "503, 10, false",
        "429, 99999999999999999999, false",
        "429, , false",
        "429, soon, false",
        "429, -1, false"
    })
    void waitsAsLongAsAskedIfTimeIsLeftForIt(int status, String after, boolean again) {
        server.deadline = Duration.ofSeconds(5);
        firstThen(after == null ? status(status) : status(status).withHeader("Retry-After", after), found());

        var start = System.nanoTime();
        assertThat(read().chart().unread().isEmpty()).isEqualTo(again);

        assertThat(server.requests()).hasSize(again ? 2 : 1);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(again ? Long.parseLong(after) : 0))
                .isLessThan(server.deadline);
    }

    @ParameterizedTest
    @CsvSource({"-60, true", "60, false"})
    void waitsUntilTheDateAskedForIfTimeIsLeftForIt(int seconds, boolean again) {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
        firstThen(status(429).withHeader("Retry-After", date), found());

        assertThat(read().chart().unread().isEmpty()).isEqualTo(again);
    }

    @Test
    void takesOnlyAWholeAnswerForOne() {
        for (var status : new int[] {201, 202, 203, 204, 206, 299}) {
            getAnswers(found().withStatus(status));

            assertThat(read().chart().unread()).as("" + status).containsExactly(Source.OBSERVATIONS);
        }
    }

    @ParameterizedTest
    @CsvSource({"OBSERVATIONS", "PATIENT", "ORDERS", "PROCEDURES", "ENCOUNTER"})
    void doesNotAskForWhatTheScopeDoesNotAllow(Source source) {
        var prefetch = complete();
        prefetch.remove(source);
        server.scope = "user/Condition.read user/DiagnosticReport.rs";

        assertThat(server.read(prefetch).chart().unread()).containsExactly(source);
        assertThat(server.requests()).isEmpty();

        server.scope = "user/" + FakeFhirServer.TYPES.get(source) + ".rs";
        assertThat(server.read(prefetch).chart().unread()).isEmpty();
    }

    @Test
    void speaksHttp2WhereTheServerDoes() {
        getAnswers(found());

        readTwice();

        assertThat(server.requests()).extracting(LoggedRequest::getProtocol).contains("HTTP/2.0");
    }
}
