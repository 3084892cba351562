package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.fhir.read.Parsing;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Charts;

/** Statuses, codes and booleans as converters write them. */
class SentStatusTests {
    private static final String RLS = """
        {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p1"}, \
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "32914008"}]}}\
        """;

    private static final String PATIENT =
            "{\"resourceType\": \"Patient\", \"id\": \"p1\", \"birthDate\": \"1980-03-14\"%s}";

    private static List<Resource> read(String... resources) {
        return Parsing.page("{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"entry\": [%s]}"
                        .formatted(List.of(resources).stream()
                                .map("{\"resource\": %s}"::formatted)
                                .collect(Collectors.joining(","))))
                .resources();
    }

    /** What is known of ferritin: missing, on file, or on file and read. */
    private static String ferritin(String... resources) {
        var chart = Chart.of("p1", null, read(resources), Set.of());
        var assessed = (Assessed) Charts.workup().assess(chart, List.of(), Charts.NOW);
        var missing = assessed.findings().stream()
                .anyMatch(it ->
                        it.test().id().equals("FER") && it instanceof org.rlsworkup.workup.missing.Finding.Missing);
        var text = assessed.results().interpretations().toString();
        return missing ? "missing" : text.contains("Classified[") ? "read" : "on file";
    }

    private static String observation(String status, String code) {
        return """
            {"resourceType": "Observation", "id": "o1", "status": "%s", "subject": {"reference": "Patient/p1"}, \
            "code": {"coding": [{"system": "http://loinc.org", "code": "%s"}]}, "effectiveDateTime": "2026-11-10", \
            "valueQuantity": {"value": 42, "unit": "ng/mL"}}\
            """.formatted(status, code);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "final, read",
        "FINAL, read",
        "F, read",
        "C, read",
        "unknown, read",
        "ENTERED_IN_ERROR, missing",
        "EnteredInError, missing",
        "ENTEREDINERROR, missing",
        "Canceled, missing",
        "X, missing",
        "D, missing",
        "W, missing",
        "nullified, missing",
        "completed, on file",
        "verified, on file",
        "no such status, on file",
    })
    void readsTheStatusOfAResult(String status, String expected) {
        assertThat(ferritin(PATIENT.formatted(""), RLS, observation(status, "2276-4")))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "2276-4\u00a0, read",
        "2276\u20114, read",
        "2276\u20134, read",
        "\u200b2276-4, read",
        "LOINC:2276-4, read",
        "LN 2276-4, read",
        "loinc 2276-4, read",
        "L 2276-4, missing",
        "2276.4, missing",
        "2276-5, missing",
    })
    void readsACodeCopiedFromADocument(String code, String expected) {
        assertThat(ferritin(PATIENT.formatted(""), RLS, observation("final", code)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource({
        "ON_HOLD, ORDER, on file",
        "OnHold, OriginalOrder, on file",
        "active, FILLER_ORDER, on file",
        "REVOKED, ORDER, missing",
        "ENTERED_IN_ERROR, ORDER, missing",
    })
    void readsTheStatusOfAnOrder(String status, String intent, String expected) {
        var order = """
            {"resourceType": "ServiceRequest", "id": "r1", "status": "%s", "intent": "%s", \
            "subject": {"reference": "Patient/p1"}, "authoredOn": "2026-11-18", \
            "code": {"coding": [{"system": "http://loinc.org", "code": "2276-4"}]}}\
            """.formatted(status, intent);

        assertThat(ferritin(PATIENT.formatted(""), RLS, order)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "true, true",
        "'\"true\"', true",
        "'\" True \"', true",
        "false, false",
        "'\"false\"', false",
        "'\"\"', false",
        "{}, false",
    })
    void readsABooleanInQuotes(String written, boolean expected) {
        var patient = (Patient)
                read(PATIENT.formatted(", \"deceasedBoolean\": " + written)).get(0);
        var condition = (Condition) read(RLS.replaceFirst("\"id\"", "\"abatementBoolean\": " + written + ", \"id\""))
                .get(0);

        assertThat(patient.deceased()).isEqualTo(expected);
        assertThat(condition.abated()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"system\": \"http://terminology.hl7.org/CodeSystem/condition-ver-status\", \"code\": \"refuted\"}",
                "[{\"coding\": [{\"code\": \"refuted\"}]}]",
                "{\"coding\": {\"code\": \"REFUTED\"}}",
                "{\"text\": \"Refuted\"}",
            })
    void readsAConceptInAnotherShape(String status) {
        var condition = (Condition) read(RLS.replaceFirst("\"id\"", "\"verificationStatus\": " + status + ", \"id\""))
                .get(0);

        assertThat(condition.verificationStatus()).isEqualTo("refuted");
    }

    @Test
    void readsTheGermanCertaintyWhereverItStands() {
        var extension = "\"extension\": [{\"url\": \"http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit\","
                + " \"valueCoding\": {\"code\": \"A\"}}]";
        var code = "\"system\": \"http://fhir.de/CodeSystem/bfarm/icd-10-gm\", \"code\": \"G25.81\"";
        var onCode = "{%s, \"coding\": [{%s}]}".formatted(extension, code);
        var onPrimitive = "{\"coding\": [{%s, \"_code\": {%s}}]}".formatted(code, extension);

        assertThat(List.of(onCode, onPrimitive))
                .allSatisfy(it -> assertThat(
                                ((Condition) read("{\"resourceType\": \"Condition\", \"code\": %s}".formatted(it))
                                                .get(0))
                                        .verificationStatus())
                        .isEqualTo("refuted"));
    }

    @Test
    void readsTheClassOfAnEncounterAsABareCode() {
        var encounter = "{\"resourceType\": \"Encounter\", \"id\": \"e1\", \"status\": \"in-progress\","
                + " \"subject\": {\"reference\": \"Patient/p1\"}, \"class\": \"emergency\"}";
        var chart = Chart.of("p1", "e1", read(encounter), Set.of());

        assertThat(Charts.KNOWLEDGE.encounters().defers(chart.encounter())).isTrue();
    }
}
