package org.rlsworkup.endtoend.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.rlsworkup.support.VendorServer;
import org.rlsworkup.support.VendorServer.Vendor;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The same answer from each vendor's FHIR server as from prefetch, or 412 that says why: never a test called missing. */
@Execution(ExecutionMode.SAME_THREAD)
class VendorServerTests extends SandboxTest {
    private static final String LOCAL = "urn:local";

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    /** Without prefetch, for the chart on this server. */
    private Http.Answer read(VendorServer server) {
        var call = ProtocolTest.view(Scene.nobody());
        call.remove("prefetch");
        return http.call(call.put("fhirServer", server.base()).toString());
    }

    private static String said(Http.Answer answer) {
        return ProtocolTest.said(answer);
    }

    private static List<String> footers(Http.Answer answer) {
        return ProtocolTest.cards(answer)
                .map(card -> card.get("detail").asString().split("---", -1)[1])
                .toList();
    }

    /** As many results of haemoglobin as fill pages, newest first. */
    private static Scene withHaemoglobin(Scene scene, int results) {
        IntStream.range(0, results)
                .forEach(i -> scene.observation("HB" + i, "718-7", day(i), it -> it.set("valueQuantity", quantity())));
        return scene;
    }

    private static String day(int daysAgo) {
        return java.time.LocalDate.parse("2026-11-19").minusDays(daysAgo).toString();
    }

    private static JsonNode quantity() {
        return Scene.json("{'value':140,'unit':'g/L','system':'http://unitsofmeasure.org','code':'g/L'}");
    }

    @ParameterizedTest
    @EnumSource(
            value = Vendor.class,
            names = {"EPIC_WITHOUT_LABORATORY", "SOARIAN", "ESTIMATING"},
            mode = EnumSource.Mode.EXCLUDE)
    void saysTheSameAsFromPrefetch(Vendor vendor) {
        for (var scene : List.of(
                Scene.normal(),
                Scene.normal().without("FER").result("TSH", "9 m[IU]/L"),
                Scene.nobody().condition("http://snomed.info/sct", "38341003"),
                withHaemoglobin(Scene.normal().without("B12"), 120))) {
            try (var server = new VendorServer(vendor, scene.prefetch())) {
                assertThat(said(read(server))).isEqualTo(said(http.call(scene.patientView())));
            }
        }
    }

    /** Status 404 for Observations could be a wrong address, unless the server is described. */
    @Test
    void soarianIsReadWhereItFindsSomething() {
        var scene = Scene.normal().without("FER");
        try (var server = new VendorServer(Vendor.SOARIAN, scene.prefetch())) {
            assertThat(said(read(server))).isEqualTo(said(http.call(scene.patientView())));
        }
        try (var server = new VendorServer(Vendor.SOARIAN, Scene.rls().prefetch())) {
            assertThat(read(server).status()).isEqualTo(412);
        }
    }

    @Test
    void anEpicClientWithoutTheLaboratoryIsNotToldThatTestsAreMissing() {
        try (var server =
                new VendorServer(Vendor.EPIC_WITHOUT_LABORATORY, Scene.normal().prefetch())) {
            var answer = read(server);

            assertThat(answer.status()).isEqualTo(412);
            assertThat(answer.json().at("/issue/0/diagnostics").asString())
                    .contains("observations: a warning says that entries are withheld");
        }
    }

    /** What is open is asked for again by its codes; where that is cut, too, nothing is called missing. */
    @ParameterizedTest
    @CsvSource({"718-7, 150, 200", "718-7, 280, 200", "2276-4, 150, 200", "2276-4, 280, 412"})
    void aRouterThatCutsItsAnswerIsNotBelieved(String code, int results, int status) {
        var scene = Scene.normal().without("FER").without("TSH");
        IntStream.range(0, results)
                .forEach(i -> scene.observation("X" + i, code, day(i), it -> {
                    it.put("status", code.equals("2276-4") ? "cancelled" : "final");
                    it.set("valueQuantity", quantity());
                }));
        try (var server = new VendorServer(Vendor.MEDPLUM_ROUTER, scene.prefetch())) {
            var answer = read(server);

            assertThat(answer.status()).isEqualTo(status);
            if (status == 200) {
                assertThat(said(answer)).isEqualTo(said(http.call(scene.patientView())));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"HONEST, 10, 10", "EPIC, 13, 9", "ORACLE, 30, 9", "ATHENA, 16, 9"})
    void theSecondCallCostsNoTrial(Vendor vendor, int mostAtFirst, int then) {
        try (var server = new VendorServer(vendor, Scene.normal().prefetch())) {
            read(server);
            var first = server.asked().size();
            assertThat(first).as(server.asked().toString()).isLessThanOrEqualTo(mostAtFirst);

            read(server);

            assertThat(server.asked().subList(first, server.asked().size())).hasSizeLessThanOrEqualTo(then);
        }
    }

    /** A panel and a report under codes that only this laboratory knows. */
    private static Scene nested() {
        return Scene.normal()
                .without("TSH")
                .without("FER")
                .observation("PANEL", "x", "2026-10-01", it -> {
                    it.set("code", Scene.code(LOCAL, "P1"));
                    it.putArray("component")
                            .add(
                                    Scene.json(
                                            "{'code':{'coding':[{'system':'http://loinc.org','code':'3016-3'}]},'valueQuantity':"
                                                + "{'value':2.0,'unit':'m[IU]/L','system':'http://unitsofmeasure.org','code':'m[IU]/L'}}"));
                })
                .other(
                        "reports",
                        "{'resourceType':'DiagnosticReport','id':'r1','status':'final','effectiveDateTime':'2026-10-01',"
                            + "'category':[{'coding':[{'code':'LAB'}]}],'code':{'coding':[{'system':'urn:local','code':'R1'}]},"
                            + "'result':[{'reference':'#f'}],'contained':[{'resourceType':'Observation','id':'f','status':'final',"
                            + "'effectiveDateTime':'2026-10-01','code':{'coding':[{'system':'http://loinc.org','code':'2276-4'}]},"
                            + "'valueQuantity':{'value':150,'unit':'ng/mL','system':'http://unitsofmeasure.org','code':'ng/mL'}}]}");
    }

    @Test
    void resultsThatAnotherCodeHidesAreFound() {
        assertThat(ProtocolTest.cards(http.call(nested().patientView()))).isEmpty();
        try (var server = new VendorServer(Vendor.HONEST, nested().prefetch())) {
            assertThat(ProtocolTest.cards(read(server))).isEmpty();
            assertThat(server.asked()).hasSize(10);
        }
    }

    /** Oracle has no combo-code; its reports by category are found. */
    @Test
    void theCardNamesWhatAServerCannotBeSearchedFor() {
        try (var server = new VendorServer(Vendor.ORACLE, nested().prefetch())) {
            for (var i = 0; i < 2; i++) {
                assertThat(footers(read(server))).singleElement().asString().contains("Not read: panel contents.");
            }
        }
        try (var server = new VendorServer(Vendor.HONEST, Scene.rls().prefetch())) {
            assertThat(footers(read(server))).singleElement().asString().doesNotContain("Not read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Observation", "DiagnosticReport"})
    void theLogAndTheAnswerSayWhatWasTriedAndWithWhichRequest(String type) {
        try (var log = LogLines.of("org.rlsworkup.cdshooks.FailedReads");
                var server = new org.rlsworkup.support.ChartServer(Scene.normal()).answers(type, 400, "{}")) {
            var call = ProtocolTest.reading(server);

            var answer = http.call(call.toString());

            assertThat(answer.status()).isEqualTo(412);
            var id = answer.header("X-Request-Id");
            assertThat(id).matches("[0-9a-f]{16}");
            var origin = server.base().replace("/fhir", "");
            var key = type.equals("Observation") ? "observations: " : "reports: ";
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(origin, "client sandbox", key + "refused in every form", "status 400", "no _sort", id)
                    .doesNotContain("patient=", org.rlsworkup.support.ChartServer.TOKEN);
            assertThat(answer.json().at("/issue/0/diagnostics").asString())
                    .contains(origin, key + "refused in every form", "status 400", "no _sort", "requestId " + id)
                    .doesNotContain("patient=");
        }
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() {
        var call = Scene.normal().patientView();
        assertThat(http.call(call).header("X-Request-Id"))
                .isNotEmpty()
                .isNotEqualTo(http.call(call).header("X-Request-Id"));
        assertThat(http.get("/cds-services").header("X-Request-Id")).isNotEmpty();
    }
}
