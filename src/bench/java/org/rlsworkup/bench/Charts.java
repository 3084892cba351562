package org.rlsworkup.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Made-up answers of a FHIR server about one made-up patient, with dates that count back from the given day. */
final class Charts {
    /** The number in it is another one in each call of a load. */
    static final String PATIENT = "bench-patient-10000000";

    private static final Pattern ANY_PATIENT = Pattern.compile("bench-patient-\\d+");

    private final LocalDate today;

    Charts(LocalDate today) {
        this.today = today;
    }

    /** One laboratory result by LOINC code. */
    private record Lab(String code, String name, String value, String unit, int daysAgo) {
        Lab aged(int days) {
            return new Lab(code, name, value, unit, days);
        }
    }

    private static final Lab FERRITIN = new Lab("2276-4", "Ferritin", "28.4", "ng/mL", 40);
    private static final Lab IRON = new Lab("2498-4", "Iron", "61", "ug/dL", 40);
    private static final Lab CAPACITY = new Lab("2500-7", "Iron binding capacity", "371", "ug/dL", 40);
    private static final Lab SATURATION = new Lab("2502-3", "Iron saturation", "16", "%", 40);
    private static final Lab B12 = new Lab("2132-9", "Vitamin B12", "412", "pg/mL", 40);
    private static final Lab TSH = new Lab("3016-3", "Thyrotropin", "2.31", "m[IU]/L", 40);
    private static final Lab HBA1C = new Lab("4548-4", "Hemoglobin A1c/Hemoglobin.total", "5.6", "%", 40);

    private static final List<Lab> MIXED = List.of(
            FERRITIN,
            new Lab("2276-4", "Ferritin", "41", "ug/L", 0),
            new Lab("14723-1", "Ferritin", "150", "pmol/L", 0),
            IRON,
            new Lab("14798-3", "Iron", "11.2", "umol/L", 0),
            CAPACITY,
            new Lab("3034-6", "Transferrin", "2.9", "g/L", 0),
            SATURATION,
            new Lab("2505-6", "Iron saturation", "0.17", "{ratio}", 0),
            B12,
            new Lab("2132-9", "Vitamin B12", "21.5", "ng/dL", 0),
            new Lab("14685-2", "Vitamin B12", "150", "pmol/L", 0),
            TSH,
            HBA1C,
            new Lab("59261-8", "Hemoglobin A1c", "44", "mmol/mol", 0),
            new Lab("13964-2", "Methylmalonate", "0.31", "umol/L", 0),
            new Lab("98979-8", "eGFR", "54", "mL/min/{1.73_m2}", 0),
            new Lab("718-7", "Hemoglobin", "118", "g/L", 0),
            new Lab("1988-5", "C reactive protein", "1.2", "mg/dL", 0),
            new Lab("9318-7", "Albumin/Creatinine", "42", "mg/g", 0),
            new Lab("2000-8", "Calcium", "2.2", "mmol/L", 0),
            new Lab("19123-9", "Magnesium", "1.9", "mg/dL", 0),
            new Lab("68438-1", "25-Hydroxyvitamin D", "48", "nmol/L", 0),
            new Lab("8480-6", "Systolic blood pressure", "128", "mm[Hg]", 0));

    /** Five Observations after which vitamin B12 (too old) and HbA1c (none) are missing. */
    String someMissing() {
        return observations(List.of(FERRITIN, IRON, CAPACITY, TSH, B12.aged(1800)));
    }

    /** That many Observations, four of each day, the youngest of yesterday, after which the same two are missing. */
    String someMissing(int count) {
        var labs = List.of(FERRITIN, IRON, CAPACITY, TSH);
        return observations(Stream.concat(
                        Stream.of(B12.aged(1800)),
                        IntStream.range(0, count - 1)
                                .mapToObj(i ->
                                        labs.get(i % labs.size()).aged(1 + 1094 * (i - i % labs.size()) / count)))
                .toList());
    }

    /** Five Observations of this week: a page after which reading goes on, since older results may matter. */
    String recent() {
        return observations(List.of(FERRITIN.aged(5), IRON.aged(5), CAPACITY.aged(5), SATURATION.aged(5), TSH.aged(5)));
    }

    /** Five Observations, one for each core test, none of which meets a threshold. */
    String allNormal() {
        return observations(List.of(
                new Lab("2276-4", "Ferritin", "148", "ng/mL", 40),
                new Lab("2502-3", "Iron saturation", "31", "%", 40),
                TSH,
                B12,
                HBA1C));
    }

    /** The same five after which all results but one meet no threshold, and nothing is missing. */
    String lowFerritin() {
        return observations(List.of(FERRITIN, new Lab("2502-3", "Iron saturation", "31", "%", 40), TSH, B12, HBA1C));
    }

    /** That many Observations, the youngest of yesterday, the oldest of three years ago. */
    String observations(int count) {
        var labs = List.of(FERRITIN, IRON, CAPACITY, TSH, B12, HBA1C, SATURATION);
        return observations(IntStream.range(0, count)
                .mapToObj(i -> labs.get(i % labs.size()).aged(1 + 1094 * i / count))
                .toList());
    }

    /**
     * Results as several laboratories send them, in many units; the youngest of yesterday, the oldest of three years
     * ago.
     */
    String mixedObservations(int count) {
        return observations(IntStream.range(0, count)
                .mapToObj(i -> MIXED.get(i % MIXED.size()).aged(1 + (int) (1094L * i / count)))
                .toList());
    }

    private String observations(List<Lab> labs) {
        return searchset(labs.stream().map(this::observation).toList());
    }

    private String observation(Lab lab) {
        var taken = today.minusDays(lab.daysAgo());
        return """
            {"resourceType":"Observation","id":"bench-%1$s-%2$s","meta":{"versionId":"1","lastUpdated":"%2$sT14:02:11Z"},
            "status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",
            "code":"laboratory","display":"Laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"%1$s",
            "display":"%3$s"},{"system":"urn:oid:1.2.36.1.2001.1005","code":"L%1$s"}],"text":"%3$s"},
            "subject":{"reference":"Patient/%4$s"},"encounter":{"reference":"Encounter/bench-visit"},
            "effectiveDateTime":"%2$sT08:15:00+01:00","issued":"%2$sT14:02:11+01:00",
            "performer":[{"reference":"Organization/bench-lab","display":"Laboratory"}],
            "valueQuantity":{"value":%5$s,"unit":"%6$s","system":"http://unitsofmeasure.org","code":"%6$s"},
            "referenceRange":[{"low":{"value":1,"unit":"%6$s"},"high":{"value":900,"unit":"%6$s"}}]}\
            """.formatted(lab.code(), taken, lab.name(), PATIENT, lab.value(), lab.unit());
    }

    /** Reports of the given panel, each of three of the results. */
    String reports(String panel, int count) {
        return searchset(IntStream.range(0, count)
                .mapToObj(i -> """
                    {"resourceType":"DiagnosticReport","id":"bench-report-%1$d","status":"final","code":{"coding":[
                    {"system":"http://loinc.org","code":"%2$s"}]},"subject":{"reference":"Patient/%3$s"},
                    "effectiveDateTime":"%4$s","result":[{"reference":"Observation/bench-2276-4-%4$s"},
                    {"reference":"Observation/bench-2498-4-%4$s"},{"reference":"Observation/bench-2500-7-%4$s"}]}\
                    """.formatted(i, panel, PATIENT, today.minusDays(1 + 36L * i)))
                .toList());
    }

    /** Orders of tests that are none of ours. */
    String orders(int count) {
        return searchset(IntStream.range(0, count)
                .mapToObj(i -> """
                    {"resourceType":"ServiceRequest","id":"bench-order-%1$d","status":"active","intent":"order","code":{"coding":[
                    {"system":"http://loinc.org","code":"58410-2"}],"text":"Complete blood count"},
                    "subject":{"reference":"Patient/%2$s"},"authoredOn":"%3$s"}\
                    """.formatted(i, PATIENT, today.minusDays(i)))
                .toList());
    }

    /** Procedures of which every tenth is a haemodialysis of long ago. */
    String procedures(int count) {
        return searchset(IntStream.range(0, count)
                .mapToObj(i ->
                        """
                        {"resourceType":"Procedure","id":"bench-procedure-%1$d","status":"completed","code":{"coding":[
                        {"system":"http://snomed.info/sct","code":"%2$s"}]},"subject":{"reference":"Patient/%3$s"},
                        "performedDateTime":"%4$s"}\
                        """.formatted(i, i % 10 == 0 ? "302497006" : "80146002", PATIENT, today.minusDays(900L + i)))
                .toList());
    }

    /** Requests for medicines by name, some of which the knowledge knows. */
    String medications(int count) {
        var names =
                List.of("Metoclopramide 10 mg tablet", "Metformin 500 mg", "Sertraline 50 mg", "Paracetamol 500 mg");
        return searchset(IntStream.range(0, count)
                .mapToObj(i -> """
                    {"resourceType":"MedicationRequest","id":"bench-medicine-%1$d","status":"active","intent":"order",
                    "medicationCodeableConcept":{"text":"%2$s"},"subject":{"reference":"Patient/%3$s"},"authoredOn":"%4$s"}\
                    """.formatted(i, names.get(i % names.size()), PATIENT, today.minusDays(i)))
                .toList());
    }

    /** A problem list with that many other diagnoses, and RLS after them or not. */
    String conditions(int others, boolean rls) {
        var list = IntStream.range(0, others)
                .mapToObj(i -> condition("bench-other-" + i, "37796009", "Migraine"))
                .collect(Collectors.toList());
        if (rls) {
            list.add(condition("bench-rls", "32914008", "Restless legs"));
        }
        return searchset(list);
    }

    private static String condition(String id, String code, String name) {
        return """
            {"resourceType":"Condition","id":"%1$s","clinicalStatus":{"coding":[{"system":
            "http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"verificationStatus":{"coding":[
            {"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},"category":[{"coding":[
            {"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]}],
            "code":{"coding":[{"system":"http://snomed.info/sct","code":"%2$s","display":"%3$s"}],"text":"%3$s"},
            "subject":{"reference":"Patient/%4$s"},"recordedDate":"2024-03-05"}\
            """.formatted(id, code, name, PATIENT);
    }

    String patient() {
        return """
            {"resourceType":"Patient","id":"%s","active":true,"name":[{"family":"Bench","given":["Pat"]}],
            "gender":"female","birthDate":"1971-04-09"}\
            """.formatted(PATIENT);
    }

    static String encounter() {
        return """
            {"resourceType":"Encounter","id":"bench-visit","status":"in-progress","class":{
            "system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
            "subject":{"reference":"Patient/%s"}}\
            """.formatted(PATIENT);
    }

    String nothing() {
        return searchset(List.of());
    }

    /** The JSON about the patient whose id is in what was asked, if there is one. */
    static String about(String asked, String json) {
        var patient = ANY_PATIENT.matcher(asked);
        return patient.find() ? json.replace(PATIENT, patient.group()) : json;
    }

    private static String searchset(List<String> resources) {
        var entries = resources.stream()
                .map(resource -> "{\"fullUrl\":\"http://localhost/fhir/x\",\"resource\":" + resource
                        + ",\"search\":{\"mode\":\"match\"}}")
                .collect(Collectors.joining(","));
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":" + resources.size() + ",\"entry\":["
                + entries + "]}";
    }

    /** A call with everything prefetched. */
    String prefetchedCall(String conditions, String observations) {
        return call(null, """
            ,"prefetch":{"patient":%1$s,"conditions":%2$s,"observations":%3$s,"reports":%4$s,"orders":%4$s,\
            "medicationRequests":%4$s,"medicationStatements":%4$s,"procedures":%4$s,"encounter":%5$s}\
            """.formatted(patient(), conditions, observations, nothing(), encounter()));
    }

    /** A call with nothing prefetched and a FHIR server to read from, if any. */
    String fetchingCall(@Nullable String fhirServer) {
        return call(fhirServer, "");
    }

    private static String call(@Nullable String fhirServer, String prefetch) {
        var server = fhirServer == null ? "" : ",\"fhirServer\":\"" + fhirServer + "\"";
        return """
            {"hook":"patient-view","hookInstance":"9f0c2b6e-6f2f-4f5e-9d0e-3d5f6c1e7a10"%s,
            "context":{"userId":"Practitioner/bench-doctor","patientId":"%s","encounterId":"bench-visit"}%s}\
            """.formatted(server, PATIENT, prefetch).replace("\n", "");
    }
}
