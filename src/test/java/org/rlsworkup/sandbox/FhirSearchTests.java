package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@FhirSandboxTest
class FhirSearchTests {
    private static final String LOINC = "http://loinc.org";

    @LocalServerPort
    private int port;

    @BeforeAll
    void chartTwoPatients() {
        for (var patient : List.of("mia", "noa")) {
            keep("Patient", patient, "\"active\": true");
            observation(patient, "fer", coding(LOINC, "2276-4"), "final", "laboratory", "2026-01-05");
            observation(patient, "tsh", coding(LOINC, "3016-3"), "preliminary", "laboratory", "2026-02-01T08:00:00Z");
            observation(patient, "bp", coding(LOINC, "85354-9"), "final", "vital-signs", "2025");
            observation(patient, "own", "{\"code\": \"2276-4\"}", "corrected", "laboratory", "2025-12");
            observation(patient, "odd", coding("http://lab.example", "A,B"), "final", "laboratory", null);
            keep("Encounter", patient + "-open", """
                "status": "in-progress", "subject": {"reference": "Patient/%s"}, "period": {"start": "2026-01-01"}
                """.formatted(patient));
            order(patient, "old", "completed", "2026-01-01");
            order(patient, "new", "active", "2026-03-01");
        }
        keep("Observation", "of-group", "\"status\": \"final\", \"subject\": {\"reference\": \"Group/gus\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        Observation; patient=mia;                              mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; patient=Patient/mia;                      mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; patient={base}/Patient/mia;               mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; patient=Patient/mia/_history/1;           mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; subject=mia;                              mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; subject=Patient/mia;                      mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; subject:Patient=mia;                      mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; subject:Group=mia;                        ''
        Observation; patient=http://elsewhere.example/Patient/mia; ''
        Observation; patient=gus;                              ''
        Observation; subject=gus;                              of-group
        Observation; patient=mi;                               ''
        Observation; patient=Practitioner/mia;                 ''
        Observation; patient=mia&patient=noa;                  ''
        Observation; patient=mia,noa&code=3016-3;              mia-tsh noa-tsh
        Observation; patient=mia&code=2276-4;                  mia-fer mia-own
        Observation; patient=mia&code=http://loinc.org|2276-4; mia-fer
        Observation; patient=mia&code=|2276-4;                 mia-own
        Observation; patient=mia&code=http://loinc.org|;       mia-fer mia-tsh mia-bp
        Observation; patient=mia&code=2276-4,http://loinc.org|3016-3; mia-fer mia-tsh mia-own
        Observation; patient=mia&code=2276;                    ''
        Observation; patient=mia&code=http://loinc.org|A;      ''
        Observation; patient=mia&code=A\\,B;                   mia-odd
        Observation; patient=mia&code=A,B;                     ''
        Observation; patient=mia&status=final;                 mia-fer mia-bp mia-odd
        Observation; patient=mia&status=preliminary,corrected; mia-tsh mia-own
        Observation; patient=mia&status=amended;               ''
        Observation; patient=mia&status=http://hl7.org/fhir/observation-status|final; mia-fer mia-bp mia-odd
        Observation; patient=mia&category=vital-signs;         mia-bp
        Observation; patient=mia&category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs; mia-bp
        Observation; patient=mia&category=http://other.example|vital-signs; ''
        Observation; patient=noa&_id=mia-fer;                  ''
        Observation; _id=mia-fer,noa-fer;                      mia-fer noa-fer
        Patient;     _id=noa;                                  noa
        Observation; patient=mia&date=2026-01-05;              mia-fer
        Observation; patient=mia&date=2026-01;                 mia-fer
        Observation; patient=mia&date=eq2026;                  mia-fer mia-tsh
        Observation; patient=mia&date=ne2026;                  mia-bp mia-own
        Observation; patient=mia&date=2025-12;                 mia-own
        Observation; patient=mia&date=gt2025-12-31;            mia-fer mia-tsh
        Observation; patient=mia&date=ge2025-12;               mia-fer mia-tsh mia-own
        Observation; patient=mia&date=lt2026-01-05;            mia-bp mia-own
        Observation; patient=mia&date=le2026-01-05;            mia-fer mia-bp mia-own
        Observation; patient=mia&date=ge2026-01-01&date=lt2026-02-01; mia-fer
        Observation; patient=mia&date=sa2025-12;               mia-fer mia-tsh
        Observation; patient=mia&date=eb2026;                  mia-bp mia-own
        Observation; patient=mia&date=2026-02-01T08:00:00Z;    mia-tsh
        Observation; patient=mia&date=2026-02-01T09:00%2B01:00; mia-tsh
        Observation; patient=mia&date=2026-02-01T08:00:01Z;    ''
        Observation; patient=mia&date=2026-01-05,2025-12;      mia-fer mia-own
        Observation; patient=mia&_lastUpdated=gt2020;          mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; patient=mia&_lastUpdated=lt2020;          ''
        Encounter; patient=mia&date=ge2030;                    mia-open
        Encounter; patient=mia&date=lt2026;                    ''
        Encounter; patient=mia&date=2026;                      ''
        ServiceRequest; patient=mia&authored=ge2026-02;        mia-new
        Observation; patient=mia&_sort=date;                   mia-bp mia-own mia-fer mia-tsh mia-odd
        Observation; patient=mia&_sort=-date;                  mia-tsh mia-fer mia-own mia-bp mia-odd
        Observation; patient=mia&_sort=-_id;                   mia-tsh mia-own mia-odd mia-fer mia-bp
        Observation; patient=mia&_sort=_lastUpdated;           mia-fer mia-tsh mia-bp mia-own mia-odd
        Observation; patient=mia,noa&code=3016-3&_sort=-date,-_id; noa-tsh mia-tsh
        ServiceRequest; patient=mia&status=draft,active;       mia-new
        ServiceRequest; patient=mia&status=active,completed&_sort=-authored; mia-new mia-old
        """)
    void answersExactlyWhatWasAskedFor(String type, String query, String expected) {
        var asked = query.replace("{base}", fhir().base());

        var answer = fhir().get(type + "?" + asked);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().headers().firstValue("Content-Type")).hasValue("application/fhir+json;charset=UTF-8");
        assertThat(String.join(" ", answer.ids())).isEqualTo(expected);
        assertThat(answer.json().path("total").asInt()).isEqualTo(answer.ids().size());
        assertThat(fhir().search(type, asked.replace("\\", "%5C")).ids()).isEqualTo(answer.ids());
    }

    @Test
    void answersOnlyThePatientAskedForInEveryTypeThatHasAPatient() {
        var seen = new TreeMap<String, List<String>>();
        for (var resource : fhir().get("metadata").json().at("/rest/0/resource")) {
            var type = resource.path("type").asString();
            var patientIsKnown = resource.path("searchParam")
                    .valueStream()
                    .anyMatch(known -> known.path("name").asString().equals("patient"));
            if (patientIsKnown) {
                for (var patient : List.of("ida", "eva")) {
                    keep(type, patient + "-1", patientElement(type, patient));
                }
                seen.put(type, fhir().get(type + "?patient=ida").ids());
            }
        }

        assertThat(seen)
                .hasSizeGreaterThanOrEqualTo(22)
                .allSatisfy((type, ids) -> assertThat(ids).as(type).containsExactly("ida-1"));
    }

    private static String patientElement(String type, String patient) {
        var reference = "{\"reference\": \"Patient/" + patient + "\"}";
        var elements = Map.of("Coverage", "beneficiary", "Provenance", "target", "Person", "link");
        var byPatient = List.of(
                "AllergyIntolerance", "Claim", "Device", "ExplanationOfBenefit", "Immunization", "RelatedPerson");
        var element = elements.getOrDefault(type, byPatient.contains(type) ? "patient" : "subject");
        return "\"%s\": %s".formatted(element, type.equals("Provenance") ? "[" + reference + "]" : reference);
    }

    private void observation(String patient, String id, String code, String status, String category, String when) {
        var date = when == null ? "" : ", \"effectiveDateTime\": \"" + when + "\"";
        keep("Observation", patient + "-" + id, """
            "status": "%s", "code": {"coding": [%s]}, "subject": {"reference": "Patient/%s"},
            "category": [{"coding": [%s]}]%s
            """.formatted(
                        status,
                        code,
                        patient,
                        coding("http://terminology.hl7.org/CodeSystem/observation-category", category),
                        date));
    }

    private void order(String patient, String id, String status, String authored) {
        keep("ServiceRequest", patient + "-" + id, """
            "status": "%s", "intent": "order", "subject": {"reference": "Patient/%s"}, "authoredOn": "%s"
            """.formatted(status, patient, authored));
    }

    private static String coding(String system, String code) {
        return "{\"system\": \"%s\", \"code\": \"%s\"}".formatted(system, code);
    }

    private void keep(String type, String id, String elements) {
        var body = "{\"resourceType\": \"%s\", \"id\": \"%s\", %s}".formatted(type, id, elements);
        assertThat(fhir().put(type + "/" + id, body).status()).isIn(200, 201);
    }

    private FhirHttp fhir() {
        return FhirHttp.fhirAt(port);
    }
}
