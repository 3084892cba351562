package org.rlsworkup.fhir.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.fhir.server.FakeFhirServer.bundle;
import static org.rlsworkup.fhir.server.FakeFhirServer.resource;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;

/** Whatever fault a server has, the source is unread: never empty. */
@Timeout(20)
@Execution(ExecutionMode.CONCURRENT)
class UnreadableServerTests {
    private final FakeFhirServer server = new FakeFhirServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private void checkUnread(ResponseDefinitionBuilder answer) {
        for (var source : Source.values()) {
            if (source != Source.CONDITIONS) {
                server.answers(source, answer);
            }
        }
        assertThat(server.read(Map.of()).chart().unread())
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Source.CONDITIONS)));

        server.answers(Source.CONDITIONS, answer);
        assertThat(server.read(Map.of()).chart().unread()).containsExactlyInAnyOrder(Source.values());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 503})
    void isNotReadWhereTheStatusSaysError(int status) {
        checkUnread(aResponse().withStatus(status).withBody(bundle("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Log in</body></html>",
                "{\"resourceType\":\"Bundle\",\"entry\":[",
                "",
                "null",
                "[]",
                "{}",
                "\"Bundle\"",
                "{\"resourceType\":\"Bundle\"}{\"resourceType\":\"Bundle\"}",
                "{\"resourceType\":\"Bundle\"} x",
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\"}]}",
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"information\"}]}",
                "{\"resourceType\":\"CapabilityStatement\"}",
                "{\"resourceType\":\"Condition\",\"code\":{\"text\":\"RLS\"}}"
            })
    void isNotReadWhereTheBodyIsNoAnswer(String body) {
        checkUnread(aResponse().withBody(body));
    }

    @Test
    void isNotReadThroughARedirect() {
        server.answersAt("/elsewhere", bundle(""));

        checkUnread(aResponse().withStatus(302).withHeader("Location", "/elsewhere"));
        assertThat(server.requests()).noneMatch(request -> request.getUrl().equals("/elsewhere"));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isNotReadOverABrokenConnection(Fault fault) {
        checkUnread(aResponse().withFault(fault));
    }

    @ParameterizedTest
    @CsvSource({"fatal, true", "error, true", "warning, false", "information, false"})
    void isNotReadWhereAnOutcomeAmongTheResultsSaysError(String severity, boolean unread) {
        server.answers(
                Source.OBSERVATIONS,
                aResponse()
                        .withBody(bundle(
                                "",
                                "{\"issue\":[{\"severity\":\"" + severity
                                        + "\"}],\"resourceType\":\"OperationOutcome\"}")));

        assertThat(server.read(Map.of()).chart().unread().contains(Source.OBSERVATIONS))
                .isEqualTo(unread);
    }

    @Test
    void isNotReadWhereNobodyListens() {
        var access =
                new FhirAccess("ehr", URI.create(server.base()), null, Scope.UNSAID, FhirServers.of(address -> true));
        server.close();

        var read = server.read(Map.of(), access);

        assertThat(read.chart().unread()).containsExactlyInAnyOrder(Source.values());
    }

    @Test
    void isNotReadWhereItDoesNotAnswerInTime() {
        server.deadline = Duration.ofMillis(500);
        server.answers(Source.CONDITIONS, aResponse().withBody(bundle("")).withFixedDelay(60_000));

        assertThat(server.read(Map.of()).chart().unread()).contains(Source.CONDITIONS);
    }

    @Test
    void isNotReadWhereTheAnswerDripsIn() {
        server.deadline = Duration.ofMillis(1500);
        server.answers(Source.OBSERVATIONS, aResponse().withBody(bundle("")).withChunkedDribbleDelay(20, 60_000));

        assertThat(server.read(Map.of()).chart().unread()).contains(Source.OBSERVATIONS);
    }

    @Test
    void isNotAPatientsRecordWhereItIsASearchThatFoundNone() {
        server.answers(Source.PATIENT, aResponse().withBody(bundle("")));

        assertThat(server.read(Map.of()).chart().unread()).containsExactly(Source.PATIENT);
    }

    private static final String EPIC = "urn:oid:1.2.840.114350.1.13.0.1.7.2.657369";
    private static final String FERRITIN = resource(
            "Observation", "f", "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"2276-4\"}]}");
    private static final String PREGNANT = resource(
            "Observation", "g", "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"82810-3\"}]}");

    private static String warning(String code, String details) {
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\",\"code\":\"" + code
                + "\",\"details\":" + details + "}]}";
    }

    private static String epic(String code, String number) {
        return warning(code, "{\"coding\":[{\"system\":\"" + EPIC + "\",\"code\":\"" + number + "\"}]}");
    }

    private boolean isRead(String... entries) {
        server.answers(Source.OBSERVATIONS, aResponse().withBody(bundle("", entries)));
        var fetched = !server.read(Map.of()).chart().unread().contains(Source.OBSERVATIONS);
        var sent = FakeFhirServer.complete();
        sent.put(Source.OBSERVATIONS, bundle("", entries));
        assertThat(!server.read(sent, null).chart().unread().contains(Source.OBSERVATIONS))
                .as("the same prefetched")
                .isEqualTo(fetched);
        return fetched;
    }

    @ParameterizedTest
    @CsvSource({
        "suppressed, false",
        "incomplete, false",
        "throttled, false",
        "too-costly, false",
        "forbidden, false",
        "security, false",
        "timeout, false",
        "truncated, false",
        "informational, true",
        "processing, true",
        "not-supported, true",
        "not-found, true"
    })
    void isNotReadWhereAWarningSaysThatSomethingIsMissing(String code, boolean read) {
        assertThat(isRead(FERRITIN, warning(code, "{\"text\":\"x\"}"))).isEqualTo(read);
        assertThat(isRead(warning(code, "{\"text\":\"x\"}"))).isEqualTo(read);
    }

    @Test
    void isNotReadWhereWordsSayThatItIsTruncated() {
        assertThat(isRead(FERRITIN, warning("informational", "{\"text\":\"The list was Truncated to 1000.\"}")))
                .isFalse();
    }

    /** They come with good answers: nothing found, the usual disclaimer, a parameter ignored. */
    @ParameterizedTest
    @ValueSource(strings = {"4101", "4119", "59100"})
    void isReadWithWhatEpicSaysOfEveryAnswer(String number) {
        assertThat(isRead(epic("processing", number))).isTrue();
        assertThat(isRead(epic("incomplete", number), FERRITIN)).isTrue();
    }

    /** No results of the laboratory, and a warning that results of some kinds are not returned. */
    @Test
    void isReadWhereEpicWithholdsOtherKindsAndOursCame() {
        assertThat(isRead(FERRITIN, epic("suppressed", "59204"))).isTrue();
        assertThat(isRead(epic("suppressed", "59204"))).isFalse();
        assertThat(isRead(PREGNANT, epic("suppressed", "59204"))).isFalse();
        assertThat(isRead(FERRITIN, epic("suppressed", "59204").replace(EPIC, "urn:other")))
                .isFalse();
    }
}
