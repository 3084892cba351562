package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.sandbox.FhirHttp;
import tools.jackson.databind.json.JsonMapper;

/** A patient every text of whom attacks the page: all of it must stand there as text. */
class HostilePatientBrowserTests extends BrowserTest {
    /** HTML with script and handlers, Markdown images and links, letters from right to left, the end of a script, a word that is too long. */
    private static final List<String> ATTACKS = List.of(
            "<img src=/attack onerror=alert(1)>",
            "<script>alert(2)</script>",
            "![x](/attack) [y](javascript:alert(3))",
            "\u202etxt.exe\u2066",
            "</script><svg/onload=alert(4)>",
            "{{constructor.constructor('alert(5)')()}}",
            "Onewordwithoutanyplacetobreak".repeat(6));

    private static final String ALL = String.join(" ", ATTACKS);
    private static final Map<String, Object> SUBJECT = Map.of("reference", "Patient/hostile");

    @ParameterizedTest
    @ValueSource(ints = {1280, 390, 360})
    void staysText(int width) {
        store(fhir());
        at(width).openPatient("hostile");
        find(".trend[data-analyte=FER] svg").waitFor();
        find(".call summary").first().click();
        find(".trend summary").first().click();

        assertThat(find("main h1").innerText()).contains(ATTACKS.get(0), ATTACKS.get(1));
        assertThat(find(".results tbody").innerText()).contains(ATTACKS.get(2), ATTACKS.get(4), ATTACKS.get(5));
        assertThat(find(".lists").innerText()).contains(ATTACKS.get(1));
        assertThat(find("img, iframe, object, embed, #app script, .markdown a[href^='javascript']")
                        .count())
                .isZero();
        assertThat(find(".card").count()).isPositive();
        visit.isAccessible().wentWell();
    }

    /** Stores the patient {@code hostile}. */
    static void store(FhirHttp fhir) {
        store(
                fhir,
                "Patient",
                Map.of(
                        "name",
                        List.of(Map.of("family", ALL, "given", List.of(ATTACKS.get(1)))),
                        "gender",
                        "female",
                        "birthDate",
                        "1980-01-01",
                        "text",
                        Map.of(
                                "status",
                                "additional",
                                "div",
                                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Story &lt;img src=/attack"
                                        + " onerror=alert(6)&gt;</p></div>")));
        store(
                fhir,
                "Condition",
                Map.of(
                        "subject",
                        SUBJECT,
                        "recordedDate",
                        "2025-01-01",
                        "clinicalStatus",
                        Map.of(
                                "text",
                                ALL,
                                "coding",
                                List.of(Map.of(
                                        "system",
                                        "http://terminology.hl7.org/CodeSystem/condition-clinical",
                                        "code",
                                        "active"))),
                        "code",
                        Map.of(
                                "text",
                                "Restless legs syndrome " + ALL,
                                "coding",
                                List.of(Map.of(
                                        "system", "http://snomed.info/sct", "code", "32914008", "display", ALL)))));
        store(
                fhir,
                "Observation",
                Map.of(
                        "subject",
                        SUBJECT,
                        "status",
                        "final",
                        "effectiveDateTime",
                        "2026-10-01",
                        "code",
                        Map.of(
                                "text",
                                ALL,
                                "coding",
                                List.of(Map.of("system", "http://loinc.org", "code", "2276-4", "display", ALL))),
                        "performer",
                        List.of(Map.of("display", ALL)),
                        "interpretation",
                        List.of(Map.of("text", ALL)),
                        "referenceRange",
                        List.of(Map.of("text", ALL)),
                        "valueQuantity",
                        Map.of(
                                "value",
                                40,
                                "unit",
                                ATTACKS.get(0),
                                "system",
                                "http://unitsofmeasure.org",
                                "code",
                                "ng/mL")));
        store(
                fhir,
                "ServiceRequest",
                Map.of(
                        "subject",
                        SUBJECT,
                        "status",
                        "active",
                        "intent",
                        "order",
                        "authoredOn",
                        "2026-11-18",
                        "code",
                        Map.of("text", "TSH " + ALL)));
        store(
                fhir,
                "MedicationRequest",
                Map.of(
                        "subject",
                        SUBJECT,
                        "status",
                        "active",
                        "intent",
                        "order",
                        "medicationCodeableConcept",
                        Map.of("text", "diphenhydramine " + ALL)));
    }

    private static void store(FhirHttp fhir, String type, Map<String, Object> members) {
        var resource = new HashMap<>(members);
        resource.put("resourceType", type);
        resource.put("id", "hostile");
        assertThat(fhir.put(type + "/hostile", JsonMapper.shared().writeValueAsString(resource))
                        .status())
                .isIn(200, 201);
    }
}
