package org.rlsworkup.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.sandbox.load.Sample.DateShift;

class DateShiftTests {

    @ParameterizedTest
    @CsvSource({
        "2024-02-28, 1, 2024-02-29",
        "2025-02-28, 1, 2025-03-01",
        "2024-02-29, 366, 2025-03-01",
        "2024-03-01, -1, 2024-02-29",
        "2025-01-01, -1, 2024-12-31",
        "2025-11, 29, 2025-11",
        "2025-11, 30, 2025-12",
        "2025-11, -1, 2025-10",
        "2025, 364, 2025",
        "2025, 365, 2026",
        "2025, -1, 2024",
        "2025-12-31T23:30:00-05:00, 1, 2026-01-01T23:30:00-05:00",
        "2026-01-01T00:15:00+14:00, -1, 2025-12-31T00:15:00+14:00",
        "2025-06-01T07:08:09.120Z, 10, 2025-06-11T07:08:09.120Z",
        "1940-05-06, 0, 1940-05-06"
    })
    void movesByWholeDaysAndKeepsPrecisionTimeAndOffset(String date, long days, String expected) {
        assertThat(new DateShift(days).moved(date)).isEqualTo(expected);
    }

    @Test
    void countsTheDaysBetweenTwoDates() {
        assertThat(DateShift.between(LocalDate.of(2024, 2, 28), LocalDate.of(2024, 3, 1))
                        .days())
                .isEqualTo(2);
        assertThat(DateShift.between(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 2, 28))
                        .days())
                .isEqualTo(-2);
    }

    @Test
    void movesEveryDateOfAResourceOnce() {
        var observation = parse(Observation.class, """
            {"resourceType": "Observation",
             "extension": [{"url": "http://example.org/seen", "valueDateTime": "2026-01-01T10:00:00+01:00"}],
             "contained": [{"resourceType": "Specimen", "id": "s", "collection": {"collectedDateTime": "2026-01-01"}}],
             "specimen": {"reference": "#s"},
             "effectivePeriod": {"start": "2026-01", "end": "2026-01-31"},
             "issued": "2026-01-01T10:00:00.000Z",
             "note": [{"time": "2026-01-01", "text": "written 2026-01-01"}]}
            """);

        new DateShift(31).applyTo(observation);

        assertThat(encoded(observation))
                .contains("\"valueDateTime\":\"2026-02-01T10:00:00+01:00\"")
                .contains("\"collectedDateTime\":\"2026-02-01\"")
                .contains("\"effectivePeriod\":{\"start\":\"2026-02\",\"end\":\"2026-03-03\"}")
                .contains("\"issued\":\"2026-02-01T10:00:00.000Z\"")
                .contains("\"note\":[{\"time\":\"2026-02-01\",\"text\":\"written 2026-01-01\"}]");
    }

    @Test
    void movesTimingsAndBirthDates() {
        var order = parse(ServiceRequest.class, """
            {"resourceType": "ServiceRequest", "occurrenceTiming": {"event": ["2026-01-01"],
             "repeat": {"boundsPeriod": {"start": "2026-01-02"}, "timeOfDay": ["10:00:00"]}}}
            """);
        var patient = parse(Patient.class, """
            {"resourceType": "Patient", "birthDate": "2000-02-29", "_birthDate": {"extension": [
             {"url": "http://hl7.org/fhir/StructureDefinition/patient-birthTime", "valueDateTime": "2000-02-29T01:02:03Z"}]}}
            """);

        new DateShift(-1).applyTo(order);
        new DateShift(-1).applyTo(patient);

        assertThat(encoded(order))
                .contains("\"event\":[\"2025-12-31\"]", "\"start\":\"2026-01-01\"", "\"timeOfDay\":[\"10:00:00\"]");
        assertThat(encoded(patient)).contains("\"birthDate\":\"2000-02-28\"", "2000-02-28T01:02:03Z");
    }

    private static <T extends Resource> T parse(Class<T> type, String json) {
        return FhirContext.forR4Cached().newJsonParser().parseResource(type, json);
    }

    private static String encoded(Resource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }
}
