package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the core says of a chart, as the page gets it. The clock stands at 2026-11-20T10:00Z. */
class DemoChartTests extends SandboxTest {
    private static final String PATIENT =
            "{\"resourceType\": \"Patient\", \"id\": \"p\", \"gender\": \"female\", \"birthDate\": \"1980-01-01\"}";
    private static final String RLS = """
        {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, "clinicalStatus": {"coding": [{"code": "active"}]},
         "recordedDate": "2024-01-01", "code": {"coding": [{"system": "http://snomed.info/sct", "code": "32914008"}]}}\
        """;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({"75, warning", "75.1, info", "100, info", "100.1, none", "300, none", "300.1, none"})
    void putsAValueIntoTheBandOfItsRule(String value, String level) {
        var trend = trend(show(PATIENT, RLS, ferritin("2026-10-01", quantity(value, "ng/mL"))), "FER");

        var band = trend.at("/points/0/band").asInt();
        assertThat(trend.path("bands").get(band).path("level").asString()).isEqualTo(level);
    }

    @Test
    void showsAValueOfAnotherUnitOnTheAxisAsReceived() {
        var trend = trend(
                show(
                        PATIENT,
                        RLS,
                        ferritin("2026-10-01", quantity("40", "ug/L")),
                        molarFerritin("2026-01-01", quantity("200", "pmol/L"))),
                "FER");

        assertThat(trend.path("unit").asString()).isEqualTo("ng/mL");
        assertThat(trend.at("/points/1/sent").asString()).isEqualTo("200 pmol/L");
        assertThat(trend.at("/points/1/low").decimalValue()).isEqualByComparingTo("89");
    }

    @Test
    void leavesOpenWhereAValueWithAComparatorEnds() {
        var below = "{\"comparator\": \"<\", \"value\": 15, \"unit\": \"ng/mL\"}";

        var point =
                trend(show(PATIENT, RLS, ferritin("2026-10-01", below)), "FER").at("/points/0");

        assertThat(point.path("low").isNull()).isTrue();
        assertThat(point.path("high").decimalValue()).isEqualByComparingTo("15");
        assertThat(point.path("band").asInt()).isZero();
    }

    @Test
    void saysWhyAValueIsNotOnTheAxis() {
        var trend = trend(
                show(
                        PATIENT,
                        RLS,
                        ferritin("2026-10-01", quantity("58", "mmol/L")),
                        ferritin("2026-09-01", quantity("58", "ng/mL")).replace("\"final\"", "\"entered-in-error\"")),
                "FER");

        assertThat(trend.at("/points/0/low").isNull()).isTrue();
        assertThat(trend.at("/points/0/note").asString()).contains("the unit does not go with its code");
        assertThat(trend.at("/points/1/counts").asBoolean()).isFalse();
        assertThat(trend.at("/points/1/band").isNull()).isTrue();
        assertThat(trend.at("/points/1/note").asString()).contains("entered in error");
        assertThat(trend.path("change").isNull()).isTrue();
    }

    @Test
    void drawsNoBandWhereRlsIsNotCharted() {
        var picture = show(PATIENT, ferritin("2026-10-01", quantity("40", "ng/mL")));

        assertThat(picture.path("outcome").asString()).isEqualTo("rls-not-charted");
        assertThat(trend(picture, "FER").path("bands")).isEmpty();
        assertThat(trend(picture, "FER").path("points")).hasSize(1);
    }

    @Test
    void callsNothingMissingWhereSomethingCouldNotBeRead() {
        var picture = ask("\"unread\": [\"OBSERVATIONS\"]", PATIENT, RLS);

        assertThat(picture.path("outcome").asString()).isEqualTo("incomplete");
        assertThat(picture.path("tests")).isEmpty();
    }

    @Test
    void marksTheOrdersOfATestOnTheAxisOfItsAnalyte() {
        var order = """
            {"resourceType": "ServiceRequest", "status": "active", "intent": "order", "authoredOn": "2026-11-18",
             "subject": {"reference": "Patient/p"}, "code": {"text": "Ferritin", "coding": [{"system": "http://loinc.org", "code": "2276-4"}]}}\
            """;

        var picture = show(
                PATIENT,
                RLS,
                order,
                ferritin("2025-01-01", quantity("40", "ng/mL")),
                result("3016-3", "2026-10-01", quantity("2", "mIU/L")));

        assertThat(trend(picture, "FER").at("/orders/0/name").asString()).isEqualTo("Ferritin");
        assertThat(trend(picture, "TSH").path("orders")).isEmpty();
        assertThat(state(picture, "FER")).isEqualTo("ordered");
        assertThat(state(picture, "B12")).isEqualTo("missing");
    }

    @ParameterizedTest
    @CsvSource({
        "will-order-later, '{\"rule\": \"MISSING\", \"test\": \"FER\", \"tier\": \"core\"}', TEST, ferritin,"
                + " 2026-12-04",
        "done-elsewhere, '{\"rule\": \"MISSING\", \"test\": \"FER\"}', TEST, ferritin, 2027-11-20",
        ", '{\"rule\": \"RECHECK\", \"test\": \"FER\"}', TEST, ferritin, 2026-12-20",
        "not-clinically-indicated, '{\"rule\": \"IRON-AD-1\", \"test\": \"FER\"}', READING, at RLS iron thresholds,"
                + " 2027-05-19",
        "benefit-outweighs, '{\"rule\": \"MED-H1\", \"drug\": \"diphenhydramine\"}', MEDICINE, diphenhydramine,"
                + " 2027-11-20"
    })
    void saysUntilWhenWhatWasOverriddenIsNotShown(
            String reason, String finding, String kind, String name, String until) {
        var picture = ask("\"overrides\": [" + override("2026-11-20T09:00:00Z", reason, finding) + "]", PATIENT, RLS);

        assertThat(picture.path("silenced")).hasSize(1);
        assertThat(picture.at("/silenced/0/kind").asString()).isEqualTo(kind);
        assertThat(picture.at("/silenced/0/name").asString()).contains(name);
        assertThat(picture.at("/silenced/0/until").asString()).isEqualTo(until);
        assertThat(state(picture, "FER")).isEqualTo(kind.equals("TEST") ? "declined" : "missing");
        assertThat(state(picture, "TSAT")).isEqualTo("missing");
    }

    @Test
    void countsTheReasonForSeveralTestsForLess() {
        var two = "{\"rule\": \"MISSING\", \"test\": \"FER\"}, {\"rule\": \"MISSING\", \"test\": \"TSAT\"}";

        var picture =
                ask("\"overrides\": [" + override("2026-11-20T09:00:00Z", "done-elsewhere", two) + "]", PATIENT, RLS);

        assertThat(picture.path("silenced")
                        .valueStream()
                        .map(it -> it.path("until").asString()))
                .containsExactly("2027-02-18", "2027-02-18");
    }

    @Test
    void saysThatEverythingIsSilentWhereTheDiagnosisWasCalledWrong() {
        var missing = "{\"rule\": \"MISSING\", \"test\": \"FER\"}";

        var picture = ask(
                "\"overrides\": [" + override("2026-11-20T09:00:00Z", "diagnosis-wrong", missing) + "]", PATIENT, RLS);

        assertThat(picture.path("outcome").asString()).isEqualTo("diagnosis-wrong");
        assertThat(picture.path("silenced")).hasSize(1);
        assertThat(picture.at("/silenced/0/kind").asString()).isEqualTo("DIAGNOSIS");
        assertThat(picture.at("/silenced/0/until").isNull()).isTrue();
    }

    @Test
    void saysNothingOfWhatIsShownAgain() {
        var missing = "{\"rule\": \"MISSING\", \"test\": \"FER\"}";

        assertThat(show(PATIENT, RLS).path("silenced")).isEmpty();
        assertThat(ask("\"overrides\": [" + override("2026-10-20T09:00:00Z", null, missing) + "]", PATIENT, RLS)
                        .path("silenced"))
                .isEmpty();
        assertThat(ask("\"overrides\": [" + override("2026-10-21T09:00:00Z", null, missing) + "]", PATIENT, RLS)
                        .path("silenced"))
                .hasSize(1);
    }

    private static String override(String at, String reason, String findings) {
        var code = reason == null
                ? ""
                : "\"system\": \"https://rlsworkup.org/CodeSystem/override-reason\", \"code\": \"" + reason + "\",";
        return "{\"at\": \"" + at + "\", " + code + "\"findings\": [" + findings + "]}";
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"text\": \"Restless legs syndrome\"}', confirmed, true",
        "'{\"coding\": [{\"system\": \"http://hl7.org/fhir/sid/icd-10-cm\", \"code\": \"G25.81\"}]}', confirmed, true",
        "'{\"text\": \"Restless legs syndrome\"}', refuted, false",
        "'{\"text\": \"Hypertension\"}', confirmed, false"
    })
    void namesTheConditionsThatChartRls(String code, String status, boolean is) {
        var condition = """
            {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p"}, "code": %s,
             "clinicalStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]},
             "verificationStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "%s"}]}}\
            """.formatted(code, status);

        assertThat(show(PATIENT, condition)
                        .path("rls")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList())
                .isEqualTo(is ? List.of("c1") : List.of());
    }

    @Test
    void allowsThePageItsOwnFilesAndTheConfiguredServersOnly() {
        var policy = new Http(port).get("/").header("Content-Security-Policy");

        assertThat(policy)
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("connect-src 'self' https://hapi.fhir.org https://r4.smarthealthit.org;")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void keepsItsFilesFromNobodyWhoMayOpenThePage() {
        var http = new Http(port);

        assertThat(Stream.of("/demo/app.js", "/demo/demo.css", "/style/base.css", "/api", "/demo/openapi.json"))
                .allSatisfy(path -> assertThat(http.get(path).status()).isEqualTo(200));
    }

    private JsonNode show(String... resources) {
        return ask("\"unread\": []", resources);
    }

    private JsonNode ask(String more, String... resources) {
        var body = "{\"patientId\": \"p\", %s, \"resources\": %s}".formatted(more, List.of(resources));
        var answer = new Http(port).post("/demo/chart", body, "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode trend(JsonNode picture, String analyte) {
        return picture.path("trends")
                .valueStream()
                .filter(it -> it.path("analyte").asString().equals(analyte))
                .findFirst()
                .orElseThrow();
    }

    private static String state(JsonNode picture, String test) {
        return picture.path("tests")
                .valueStream()
                .filter(it -> it.path("test").asString().equals(test))
                .map(it -> it.path("state").asString())
                .findFirst()
                .orElse("");
    }

    private static String ferritin(String date, String quantity) {
        return result("2276-4", date, quantity);
    }

    private static String molarFerritin(String date, String quantity) {
        return result("14723-1", date, quantity);
    }

    private static String quantity(String value, String unit) {
        return "{\"value\": %s, \"unit\": \"%s\"}".formatted(value, unit);
    }

    private static String result(String code, String date, String quantity) {
        return """
            {"resourceType": "Observation", "status": "final", "subject": {"reference": "Patient/p"}, "effectiveDateTime": "%s",
             "code": {"coding": [{"system": "http://loinc.org", "code": "%s"}]}, "valueQuantity": %s}\
            """.formatted(date, code, quantity);
    }
}
