package org.rlsworkup.fhir.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.fhir.server.FakeFhirServer.NO_RLS;
import static org.rlsworkup.fhir.server.FakeFhirServer.RLS;
import static org.rlsworkup.fhir.server.FakeFhirServer.TYPES;
import static org.rlsworkup.fhir.server.FakeFhirServer.bundle;
import static org.rlsworkup.fhir.server.FakeFhirServer.complete;
import static org.rlsworkup.fhir.server.FakeFhirServer.next;
import static org.rlsworkup.fhir.server.FakeFhirServer.resource;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.server.FhirLimits.Plan;

/** What is read from the FHIR server and when: the gated plan, and prefetched data. */
@Execution(ExecutionMode.CONCURRENT)
class ChartReaderTests {
    private static final String OUTCOME = "{\"resourceType\":\"OperationOutcome\"}";
    private static final String FERRITIN = resource("Observation", "f", "\"code\":{\"text\":\"Ferritin\"}");

    private final FakeFhirServer server = new FakeFhirServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksOnceForAPatientWithoutRls() {
        server.answers(Source.CONDITIONS, aResponse().withBody(NO_RLS));

        var read = server.read(Map.of());

        assertThat(server.typesAskedFor()).containsExactly("Condition");
        assertThat(read.requests()).isEqualTo(1);
        assertThat(read.chart().unread()).doesNotContain(Source.CONDITIONS);
    }

    @Test
    void asksOnceForEachSourceOfAPatientWithRlsAllTogetherAfterTheConditions() {
        complete()
                .forEach((source, body) ->
                        server.answers(source, aResponse().withBody(body).withFixedDelay(1500)));
        server.answers(Source.CONDITIONS, aResponse().withBody(RLS).withFixedDelay(500));

        var read = server.read(Map.of());

        assertThat(read.requests()).isEqualTo(Source.values().length).isLessThanOrEqualTo(10);
        assertThat(read.chart().unread()).isEmpty();
        assertThat(server.typesAskedFor()).startsWith("Condition").containsExactlyInAnyOrderElementsOf(TYPES.values());
        var times = server.requests().stream()
                .map(request -> request.getLoggedDate().toInstant().toEpochMilli())
                .toList();
        assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(490);
        assertThat(times.get(times.size() - 1) - times.get(1)).isLessThan(1500);
    }

    @Test
    void asksForTheRestAsSoonAsAPageOfConditionsShowsRls() {
        server.answers(
                Source.CONDITIONS,
                aResponse()
                        .withBody(RLS.replace(
                                "{\"resourceType\":\"Bundle\",",
                                "{\"resourceType\":\"Bundle\"," + next("Condition?page=2"))));
        server.http.stubFor(get(urlEqualTo("/fhir/Condition?page=2"))
                .atPriority(1)
                .willReturn(aResponse().withBody(NO_RLS).withFixedDelay(1500)));

        var read = server.read(Map.of());

        assertThat(read.chart().unread()).isEmpty();
        assertThat(read.requests()).isEqualTo(Source.values().length + 1);
        var first = server.requests().getFirst().getLoggedDate().toInstant();
        assertThat(server.requests())
                .allMatch(request -> request.getLoggedDate().toInstant().isBefore(first.plusMillis(1400)));
    }

    @Test
    void readsEachPageOfConditionsForRls() {
        server.answers(Source.CONDITIONS, aResponse().withBody(bundle(next("Condition?page=2"))));
        server.answersAt("/fhir/Condition?page=2", bundle(next("Condition?page=3")));
        server.answersAt("/fhir/Condition?page=3", RLS);

        var read = server.read(Map.of());

        assertThat(read.chart().conditions()).hasSize(1);
        assertThat(read.chart().unread()).isEmpty();
        assertThat(read.requests()).isEqualTo(Source.values().length + 2);
    }

    @Test
    void looksUpPriorResponsesOnlyWhileThereIsSomethingToRead() {
        server.read(complete());
        server.read(Map.of(Source.CONDITIONS, NO_RLS));
        assertThat(server.loading.lookups()).isZero();

        server.answers(Source.OBSERVATIONS, aResponse().withBody(NO_RLS).withFixedDelay(200));
        var prefetch = complete();
        prefetch.remove(Source.OBSERVATIONS);
        server.read(prefetch);
        assertThat(server.loading.lookups()).isOne();

        server.plan = Plan.EAGER;
        server.read(prefetch);
        assertThat(server.loading.lookups()).isEqualTo(2);
    }

    @Test
    void asksForAllAtOnceIfThePlanIsEager() {
        server.plan = Plan.EAGER;
        server.answers(Source.CONDITIONS, aResponse().withBody(NO_RLS).withFixedDelay(1000));

        server.read(Map.of());

        assertThat(server.typesAskedFor()).containsExactlyInAnyOrderElementsOf(TYPES.values());
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void asksForNothingIfAllWasPrefetched(Plan plan) {
        server.plan = plan;

        var read = server.read(complete());

        assertThat(server.requests()).isEmpty();
        assertThat(read.requests()).isZero();
        assertThat(read.chart().unread()).isEmpty();
        assertThat(read.fromPrefetch()).isTrue();
        assertThat(read.fromServer()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void asksForTheOneThatWasNotPrefetched(Source absent) {
        var prefetch = complete();
        prefetch.remove(absent);

        var read = server.read(prefetch);

        assertThat(server.typesAskedFor()).containsExactly(TYPES.get(absent));
        assertThat(read.chart().unread()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void expandsTheTemplateIntoTheQuery(Source source) {
        for (var slash : new String[] {"", "/"}) {
            server.slash = slash;
            server.http.resetRequests();
            var prefetch = complete();
            prefetch.remove(source);

            server.read(prefetch);

            assertThat(server.requests())
                    .extracting(LoggedRequest::getUrl)
                    .containsExactly("/fhir/"
                            + FakeFhirServer.QUERIES
                                    .templates()
                                    .get(source)
                                    .replace("{{context.patientId}}", "p")
                                    .replace("{{context.encounterId}}", "e"));
        }
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void asksForNoEncounterIfTheCallNamesNone(Plan plan) {
        server.plan = plan;
        server.encounter = null;

        var read = server.read(Map.of());

        assertThat(server.typesAskedFor()).hasSizeLessThanOrEqualTo(9).doesNotContain("Encounter");
        assertThat(read.chart().unread()).isEmpty();
        assertThat(read.chart().encounter()).isNull();
        assertThat(server.read(complete(), null).chart().encounter()).isNull();
    }

    @Test
    void asksAgainForTheEncounterIfAnotherOneWasSent() {
        var prefetch = complete();
        prefetch.put(Source.ENCOUNTER, FakeFhirServer.VISIT.replace("\"e\"", "\"e2\""));

        assertThat(server.read(prefetch, null).chart().unread()).containsExactly(Source.ENCOUNTER);
        assertThat(server.read(prefetch).chart().encounter()).isNotNull();
        assertThat(server.typesAskedFor()).containsExactly("Encounter");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"ORDERS", "PROCEDURES", "ENCOUNTER"})
    void leavesTheNeededUntouchedWhereAReadThatOnlyAddsContextFails(Source source) {
        server.answers(source, aResponse().withStatus(403));

        assertThat(server.read(Map.of()).chart().unread()).containsExactly(source);
    }

    @Test
    void endlessProceduresDoNotCostTheResults() {
        server.maxPages = 20;
        var page = bundle(
                next(server.base() + "/Procedure?page=%d"), resource("Procedure", "p", "\"code\":{\"text\":\"x\"}"));
        server.answers(Source.PROCEDURES, aResponse().withBody(page.formatted(0)));
        for (var i = 0; i < 30; i++) {
            server.answersAt("/fhir/Procedure?page=" + i, page.formatted(i + 1));
        }
        server.answers(
                Source.OBSERVATIONS, aResponse().withBody(bundle("", FERRITIN)).withFixedDelay(300));

        var read = server.read(Map.of());

        assertThat(read.chart().unread()).containsExactly(Source.PROCEDURES);
        assertThat(read.chart().observations()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"resourceType\":\"Bundle\"}",
                "{\"resourceType\":\"Bundle\",\"total\":0}",
                "{\"resourceType\":\"Bundle\",\"entry\":[]}",
                "{\"resourceType\":\"Bundle\",\"total\":0,\"link\":[{\"relation\":\"self\",\"url\":\"x\"}]}"
            })
    void takesEmptyForEmpty(String empty) {
        var prefetch = complete();
        prefetch.put(Source.OBSERVATIONS, empty);
        prefetch.put(Source.ORDERS, empty);

        var read = server.read(prefetch);

        assertThat(server.requests()).isEmpty();
        assertThat(read.chart().unread()).isEmpty();
        assertThat(read.chart().observations()).isEmpty();
    }

    @Test
    void takesNullForNoConditions() {
        server.read(Map.of(Source.CONDITIONS, "null"));

        assertThat(server.requests()).isEmpty();
    }

    /** Each is no answer, or not the whole one. */
    static String[] notTheWholeAnswer() {
        var outcome = "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\"}]}";
        return new String[] {
            OUTCOME,
            "[]",
            "7",
            "{}",
            FERRITIN,
            bundle("\"total\":2,", FERRITIN),
            bundle("\"total\":1,", outcome),
            bundle("", FERRITIN, outcome),
            bundle(next("Observation?page=2"), FERRITIN, outcome),
            bundle("", Collections.nCopies(200, FERRITIN).toArray(String[]::new))
        };
    }

    @ParameterizedTest
    @MethodSource("notTheWholeAnswer")
    void asksAgainForWhatIsNotTheWholeAnswer(String prefetched) {
        var prefetch = complete();
        prefetch.put(Source.OBSERVATIONS, prefetched);

        assertThat(server.read(prefetch, null).chart().unread()).containsExactly(Source.OBSERVATIONS);
        assertThat(server.read(prefetch).chart().unread()).isEmpty();
        assertThat(server.typesAskedFor()).containsExactly("Observation");
    }

    @Test
    void takesAFullPageForTheWholeAnswerIfTheTotalSaysSo() {
        var prefetch = complete();
        prefetch.put(
                Source.OBSERVATIONS,
                bundle("\"total\":200,", Collections.nCopies(200, FERRITIN).toArray(String[]::new)));

        assertThat(server.read(prefetch).chart().unread()).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void goesOnWhereAPrefetchedPageEnds() {
        var prefetch = complete();
        prefetch.put(Source.OBSERVATIONS, bundle(next(server.base() + "?page=2"), FERRITIN));
        server.answersAt("/fhir?page=2", bundle("", FERRITIN.replace("\"f\"", "\"g\"")));

        var read = server.read(prefetch);

        assertThat(read.chart().observations()).hasSize(2);
        assertThat(read.chart().unread()).isEmpty();
        assertThat(server.requests()).extracting(LoggedRequest::getUrl).containsExactly("/fhir?page=2");
        assertThat(server.requests().get(0).getHeader("Authorization")).isEqualTo("Bearer " + FakeFhirServer.TOKEN);
    }

    @Test
    void asksItselfWhereAPrefetchedPageLeadsElsewhere() {
        var prefetch = complete();
        prefetch.put(Source.OBSERVATIONS, bundle(next("https://proxy.example/fhir?page=2"), FERRITIN));

        var read = server.read(prefetch);

        assertThat(read.chart().unread()).isEmpty();
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).getUrl()).startsWith("/fhir/Observation?patient=");
    }

    @Test
    void sendsNoAuthorizationIfThereIsNoToken() {
        server.token = null;

        server.read(Map.of());

        assertThat(server.requests())
                .hasSize(Source.values().length)
                .noneMatch(request -> request.containsHeader("Authorization"))
                .allMatch(request -> request.getHeader("Accept").startsWith("application/fhir+json"));
    }

    @Test
    void neverCallsAServerThatMayNotBeRead() {
        server.mayRead = address -> false;

        assertThat(server.read(Map.of()).chart().unread()).containsExactlyInAnyOrder(Source.values());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void leavesUnreadWhatNoServerCanBeAskedFor() {
        var prefetch = complete();
        prefetch.remove(Source.REPORTS);

        assertThat(server.read(prefetch, null).chart().unread()).containsExactly(Source.REPORTS);
    }
}
