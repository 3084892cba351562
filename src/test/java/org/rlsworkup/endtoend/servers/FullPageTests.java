package org.rlsworkup.endtoend.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.rlsworkup.support.VendorServer;
import org.rlsworkup.support.VendorServer.Vendor;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Where a page of results is full, open tests are asked again by their own codes, in place of all pages that follow. */
@Execution(ExecutionMode.SAME_THREAD)
class FullPageTests extends SandboxTest {
    private static final LocalDate YESTERDAY = LocalDate.parse("2026-11-19");
    private static final String RESULTS = "Observation?patient=p&code=";

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private static Scene withResults(Scene scene, String loinc, String written, int number) {
        IntStream.range(0, number)
                .forEach(i -> scene.result(
                        loinc + i, loinc, written, YESTERDAY.minusDays(i).toString()));
        return scene;
    }

    /** A month of daily blood counts, and older results of the workup. */
    private static Scene inHospital() {
        return withResults(Scene.normal(), "718-7", "140 g/L", 30);
    }

    private Http.Answer read(VendorServer server) {
        var call = ProtocolTest.view(Scene.nobody());
        call.remove("prefetch");
        return http.call(call.put("fhirServer", server.base()).toString());
    }

    private void checkSameAsPrefetched(Scene scene, VendorServer server) {
        assertThat(ProtocolTest.said(read(server))).isEqualTo(ProtocolTest.said(http.call(scene.patientView())));
    }

    /** The searches by codes. */
    private static List<String> searches(VendorServer server) {
        return server.asked().stream()
                .filter(request -> request.startsWith(RESULTS))
                .toList();
    }

    private static List<String> codes(String search) {
        return List.of(search.substring(RESULTS.length()).split("&", -1)[0].split("(,|%2C)", -1));
    }

    @Test
    void openTestsAreAskedAgainByTheirOwnCodes() {
        for (var scene : List.of(
                inHospital(),
                inHospital().without("TSH"),
                inHospital().result("FER", "40 ng/mL"),
                inHospital().with("B12", it -> it.put("status", "cancelled")),
                inHospital().result("TSAT", "2502-3", "30 %", "2024-01-15"))) {
            try (var server = new VendorServer(Vendor.SMALL_PAGES, scene.prefetch())) {
                checkSameAsPrefetched(scene, server);

                assertThat(searches(server)).hasSize(2).noneMatch(search -> search.contains("page="));
                assertThat(codes(searches(server).get(1)))
                        .contains("2276-4", "2502-3", "2132-9", "3016-3", "4548-4")
                        .doesNotContain("718-7");
                assertThat(server.asked()).hasSizeLessThanOrEqualTo(12);
            }
        }
    }

    /** What stays is read beside another result, may be calculated, or shows a context. */
    @Test
    void testsOfWhichTheNewestValuesAreKnownAreNotAskedAgain() {
        var scene = withResults(withResults(Scene.rls(), "2276-4", "150 ng/mL", 2), "2132-9", "500 ng/L", 2);
        withResults(withResults(scene, "3016-3", "2.0 m[IU]/L", 2), "4548-4", "5.3 %", 2);
        withResults(scene, "718-7", "140 g/L", 30).result("TSAT", "30 %");
        try (var server = new VendorServer(Vendor.SMALL_PAGES, scene.prefetch())) {
            checkSameAsPrefetched(scene, server);

            var again = searches(server).getLast();
            assertThat(codes(again))
                    .doesNotContain("2276-4", "2132-9", "3016-3", "4548-4", "718-7")
                    .contains("2502-3");
        }
    }

    @Test
    void aPageThatHoldsAllIsTheOnlyOne() {
        try (var server = new VendorServer(Vendor.HONEST, inHospital().prefetch())) {
            checkSameAsPrefetched(inHospital(), server);

            assertThat(searches(server)).hasSize(1);
        }
    }

    /** The older one may be what the newest is compared with, so a single value is asked for again. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-01-15", "2024-02-15"})
    void theValueBeforeTheNewestIsFoundHoweverOld(String date) {
        var scene = inHospital()
                .result("FER", "2276-4", "40 ng/mL", "2026-11-18")
                .result("FER2", "2276-4", "200 ng/mL", date);
        try (var server = new VendorServer(Vendor.SMALL_PAGES, scene.prefetch())) {
            checkSameAsPrefetched(scene, server);
        }
    }

    /** A server that refuses these codes is read page by page, as before. */
    @Test
    void aServerThatRefusesIsReadPageByPage() {
        var scene = inHospital().without("TSH");
        try (var server = new VendorServer(Vendor.SMALL_PAGES, scene.prefetch())
                .refusing(request -> request.startsWith(RESULTS) && !request.contains("718-7"))) {
            checkSameAsPrefetched(scene, server);

            assertThat(searches(server).stream().filter(it -> it.contains("page=")))
                    .hasSize(6);
        }
    }

    /** The server may be right that nothing is missing, or not: results that cannot be read are not absent. */
    @Test
    void nothingIsMissingWhereWhatIsOpenCannotBeRead() {
        var scene = inHospital().without("TSH");
        try (var server = new VendorServer(Vendor.SMALL_PAGES, scene.prefetch())
                .refusing(request ->
                        request.startsWith(RESULTS) && (!request.contains("718-7") || request.contains("page=")))) {
            assertThat(read(server).status()).isEqualTo(412);
        }
    }

    /** Results came, so that the warning beside an empty answer is about others. */
    @Test
    void aWarningBesideTheSecondSearchWithholdsNothing() {
        var scene = withResults(Scene.rls(), "718-7", "140 g/L", 120);
        try (var server = new VendorServer(Vendor.EPIC_WITHOUT_NOTES, scene.prefetch())) {
            checkSameAsPrefetched(scene, server);

            assertThat(searches(server).getLast()).doesNotContain("718-7");
        }
    }

    /** Dates that do not fall prove nothing of what follows. */
    @Test
    void resultsOfOneDayAreReadPageByPage() {
        var scene = Scene.normal();
        IntStream.range(0, 12).forEach(i -> scene.result("HB" + i, "718-7", "140 g/L", "2026-11-19"));
        scene.without("TSH");
        try (var server = new VendorServer(Vendor.SMALL_PAGES, scene.prefetch())) {
            checkSameAsPrefetched(scene, server);

            assertThat(searches(server).get(1)).contains("page=1");
        }
    }
}
