package org.rlsworkup.fhir.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.fhir.server.FakeFhirServer.bundle;
import static org.rlsworkup.fhir.server.FakeFhirServer.next;
import static org.rlsworkup.fhir.server.FakeFhirServer.resource;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;

/** Following pages on one server, to the last or until no further result can matter. */
@Execution(ExecutionMode.CONCURRENT)
class PagingTests {
    private final FakeFhirServer server = new FakeFhirServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String observation(String date) {
        return resource(
                "Observation", "o" + date, "\"code\":{\"text\":\"Ferritin\"},\"effectiveDateTime\":\"" + date + "\"");
    }

    private static String page(String link, String... dates) {
        return bundle(
                link == null ? "" : next(link),
                Stream.of(dates).map(PagingTests::observation).toArray(String[]::new));
    }

    private void firstPage(String body) {
        server.answers(Source.OBSERVATIONS, aResponse().withBody(body));
    }

    /** How many requests were made beyond those that every patient with RLS costs. */
    private int further() {
        return server.requests().size() - Source.values().length;
    }

    @Test
    void followsLinksToTheEndWithTheToken() {
        firstPage(page(server.base() + "?page=2", "2026-11-01"));
        server.answersAt("/fhir?page=2", page(server.base() + "?page=3", "2026-10-01"));
        server.answersAt("/fhir?page=3", page(null, "2026-09-01"));

        var read = server.read(Map.of());

        assertThat(read.chart().observations()).hasSize(3);
        assertThat(read.chart().unread()).isEmpty();
        assertThat(read.requests()).isEqualTo(Source.values().length + 2);
        assertThat(server.requests())
                .hasSize(Source.values().length + 2)
                .allMatch(request -> request.getHeader("Authorization").equals("Bearer " + FakeFhirServer.TOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "Observation?page=2, /fhir/Observation?page=2",
        "/fhir/other?page=2, /fhir/other?page=2",
        "Observation?code=http://loinc.org|2276-4&a=b c, /fhir/Observation?code=http://loinc.org%7C2276-4&a=b%20c",
        "Observation?code=a%7Cb, /fhir/Observation?code=a%7Cb"
    })
    void followsLinksHoweverTheyAreWritten(String link, String asked) {
        firstPage(page(link, "2026-11-01"));
        server.answersAt(asked, page(null, "2026-10-01"));

        assertThat(server.read(Map.of()).chart().observations()).hasSize(2);
        assertThat(server.requests()).extracting(LoggedRequest::getUrl).contains(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:{port}/fhir?page=2",
                "http://127.0.0.1:1/fhir?page=2",
                "https://127.0.0.1:{port}/fhir?page=2",
                "http://user:secret@127.0.0.1:{port}/fhir?page=2",
                "//localhost:{port}/fhir?page=2",
                "urn:uuid:0b0a9a5e-7a43-4d5c-9d8c-0242ac120002",
                "http://",
                "http://[",
                "file:///etc/hosts",
                "%zz"
            })
    void doesNotFollowALinkToAnotherServer(String link) {
        var base = "http://127.0.0.1:" + server.http.port() + "/fhir";
        firstPage(page(link.replace("{port}", "" + server.http.port()), "2026-11-01"));

        var read = server.read(
                Map.of(), new FhirAccess("ehr", URI.create(base), "t", Scope.UNSAID, FhirServers.of(address -> true)));

        assertThat(read.chart().unread()).containsExactly(Source.OBSERVATIONS);
        assertThat(further()).isZero();
    }

    @Test
    void asksOfEachPageWhetherItMayBeRead() {
        server.mayRead = address -> !address.toString().contains("page=2");
        firstPage(page(server.base() + "?page=2", "2026-11-01"));

        assertThat(server.read(Map.of()).chart().unread()).containsExactly(Source.OBSERVATIONS);
        assertThat(further()).isZero();
    }

    @Test
    void leavesALoop() {
        firstPage(page(server.base() + "?page=2", "2026-11-01"));
        server.answersAt("/fhir?page=2", page(server.base() + "?page=2", "2026-11-01"));

        assertThat(server.read(Map.of()).chart().unread()).containsExactly(Source.OBSERVATIONS);
        assertThat(further()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3, true", "2, false"})
    void readsNoMorePagesThanTheLimit(int pages, boolean complete) {
        server.maxPages = pages;
        firstPage(page(server.base() + "?page=2", "2026-11-01"));
        server.answersAt("/fhir?page=2", page(server.base() + "?page=3", "2026-11-01"));
        server.answersAt("/fhir?page=3", page(null, "2026-11-01"));

        var prefetch = FakeFhirServer.complete();
        prefetch.remove(Source.OBSERVATIONS);

        var read = server.read(prefetch);

        assertThat(read.chart().unread().isEmpty()).isEqualTo(complete);
        assertThat(read.requests()).isEqualTo(pages).isEqualTo(server.requests().size());
    }

    @ParameterizedTest
    @CsvSource({"100000, true", "20000, false"})
    void readsNoMoreBytesThanTheLimit(long bytes, boolean complete) {
        server.maxBytes = bytes;
        var filler = "\"x\":\"" + "y".repeat(15_000) + "\",";
        firstPage(bundle(filler + next("Observation?page=2")));
        server.answersAt("/fhir/Observation?page=2", bundle(filler));

        assertThat(server.read(Map.of()).chart().unread().contains(Source.OBSERVATIONS))
                .isNotEqualTo(complete);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01 2026-01-01 2022-06-01, true",
        "2026-11-01 2026-11-02 2022-06-01, true",
        "2026-11-01 2022-06-01T10:00:00Z, true",
        "2026-11-01 2026-01-01 2025-12-01, false",
        "2026-11-01 2022-06-01 2023-06-01, false",
        "2026-11-01 2026-01 2022-06-01, false",
        "2026-11-01 2026-01-01 2022, false",
        "2026-11-01 2026-01-01 x 2022-06-01, false",
        "2015-01-01 2015-01-02 2015-01-03 2015-01-04 2015-01-05, false",
        "2015-01-01 2015-01-01, false",
        "2015-01-01, false"
    })
    void endsEarlyOnlyWhereOlderResultsAreSeenToFollow(String dates, boolean early) {
        firstPage(page(server.base() + "?page=2", dates.split(" ", -1)));
        server.answersAt("/fhir?page=2", page(null, "2026-11-01"));

        var read = server.read(Map.of());

        assertThat(read.chart().unread()).isEmpty();
        assertThat(further()).isEqualTo(early ? 0 : 1);
    }

    @Test
    void readsOnlyObservationsToWhereTheyGetOld() {
        server.answers(
                Source.REPORTS, aResponse().withBody(page("DiagnosticReport?page=2", "2026-11-01", "2015-01-01")));

        server.read(Map.of());

        assertThat(further()).isEqualTo(1);
    }

    private boolean isWhole(String... pages) {
        for (var i = 1; i < pages.length; i++) {
            server.answersAt("/fhir?page=" + (i + 1), pages[i]);
        }
        firstPage(pages[0]);
        return server.read(Map.of()).chart().unread().isEmpty();
    }

    /** Distinct results, numbered from one, of days that follow each other backwards from this one. */
    private static String[] results(int from, int to, LocalDate newest) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> FakeFhirServer.resource(
                        "Observation",
                        "o" + i,
                        "\"code\":{\"text\":\"Ferritin\"},\"effectiveDateTime\":\"" + newest.minusDays(i) + "\""))
                .toArray(String[]::new);
    }

    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");

    /** A server sent total 285, 200 entries and no link to more. */
    @ParameterizedTest
    @CsvSource({"3, true", "2, true", "0, true", "4, false", "285, false"})
    void isNotTheWholeWhereTheTotalExceedsWhatCame(int total, boolean whole) {
        assertThat(isWhole(bundle("\"total\":" + total + ",", results(1, 3, NOVEMBER))))
                .isEqualTo(whole);
    }

    @Test
    void countsTheEntriesOfAllPagesAndEachOnce() {
        var link = next(server.base() + "?page=2");
        var first = bundle("\"total\":3," + link, results(1, 2, NOVEMBER));

        assertThat(isWhole(first, bundle("", results(3, 3, NOVEMBER)))).isTrue();
        assertThat(isWhole(first, bundle("", results(2, 2, NOVEMBER)))).isFalse();
    }

    /** The query asks for 200: a server that stops there, says nothing of a total and gives no link may have more. */
    @ParameterizedTest
    @CsvSource({
        "199, 2026-11-01, '', true",
        "200, 2026-11-01, '', false",
        "200, 2026-11-01, '\"total\":200,', true",
        "200, 2026-11-01, '\"total\":199,', false",
        "200, 2023-12-01, '', true"
    })
    void isNotTheWholeWhereAFullPageHasNoNextOne(int entries, LocalDate newest, String members, boolean whole) {
        assertThat(isWhole(bundle(members, results(1, entries, newest)))).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"CONDITIONS, false", "ORDERS, false", "REPORTS, false", "PROCEDURES, false", "OBSERVATIONS, true"})
    void aFullPageOfAnythingIsOneWithoutAnEnd(Source source, boolean whole) {
        var count =
                Integer.parseInt(FakeFhirServer.QUERIES.expand(source, "p", "e").split("_count=", -1)[1]);
        var type = FakeFhirServer.TYPES.get(source);
        // Of results, more follow only if the last is recent.
        var entries = IntStream.range(0, count)
                .mapToObj(i -> FakeFhirServer.resource(
                        type,
                        "x" + i,
                        "\"code\":{\"text\":\"RLS\"},\"effectiveDateTime\":\""
                                + (whole ? NOVEMBER.minusDays(6L * i) : NOVEMBER) + "\""))
                .toArray(String[]::new);
        server.answers(source, aResponse().withBody(bundle("", entries)));

        assertThat(server.read(Map.of()).chart().unread().contains(source)).isNotEqualTo(whole);
    }
}
