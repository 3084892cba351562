package org.rlsworkup.fhir.read;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Small searchsets of one patient with RLS, each told by its seed alone, in which nearly everything means something to
 * the workup: results in many units, panels whose members may be each other, reports, orders, medicines, procedures.
 */
public final class RandomCharts {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final String[] RESULTS = {
        "2276-4 28.4 ng/mL",
        "2276-4 250 ug/L",
        "14723-1 150 pmol/L",
        "2502-3 16 %",
        "2505-6 0.5 {ratio}",
        "2498-4 61 ug/dL",
        "14798-3 11 umol/L",
        "2500-7 371 ug/dL",
        "2132-9 150 pg/mL",
        "2132-9 21 ng/dL",
        "14685-2 140 pmol/L",
        "3016-3 6.1 m[IU]/L",
        "4548-4 6.6 %",
        "59261-8 44 mmol/mol",
        "13964-2 0.5 umol/L",
        "98979-8 44 mL/min/{1.73_m2}",
        "718-7 110 g/L",
        "1988-5 12 mg/L",
        "9318-7 35 mg/g"
    };
    private static final String[] DATES = {
        "2026-11-19", "2026-11-10T08:15:00+01:00", "2026-10-01T09:30:00Z", "2026-08-22", "2025-11-20", "2025-11", "2024"
    };
    private static final String[] STATUS = {"final", "final", "final", "amended", "preliminary", "entered-in-error"};
    private static final String[] CONDITIONS = {"77386006", "46177005", "34000006", "38341003", "44054006"};
    private static final String[] DRUGS = {"Metoclopramide 10 mg", "Sertraline", "Metformin", "Pramipexole", "Ramipril"
    };

    private final Random random;
    private final ObjectNode bundle = JSON.createObjectNode();

    private RandomCharts(long seed) {
        this.random = new Random(seed);
    }

    /** A searchset; the patient is {@code Patient/p}. */
    public static ObjectNode bundle(long seed) {
        return new RandomCharts(seed).fill();
    }

    private ObjectNode fill() {
        bundle.put("resourceType", "Bundle").put("type", "searchset").putArray("entry");
        add("{'resourceType':'Patient','id':'p','gender':'female','birthDate':'1971-04-09'}");
        condition("32914008");
        for (var i = random.nextInt(2); i > 0; i--) {
            condition(one(CONDITIONS));
        }
        var results = 2 + random.nextInt(4);
        for (var i = 0; i < results; i++) {
            observation(i, results);
        }
        if (random.nextBoolean()) {
            about(
                    "DiagnosticReport",
                    "50190-8",
                    "http://loinc.org",
                    "'id':'r','effectiveDateTime':'" + one(DATES) + "','result':[" + member(results) + ","
                            + member(results) + "]");
        }
        if (random.nextBoolean()) {
            about("ServiceRequest", "2276-4", "http://loinc.org", "'intent':'order','authoredOn':'" + one(DATES) + "'");
        }
        if (random.nextInt(4) == 0) {
            about("Procedure", "116859006", "http://snomed.info/sct", "'performedDateTime':'" + one(DATES) + "'");
        }
        if (random.nextBoolean()) {
            add("{'resourceType':'MedicationRequest','id':'m','status':'active','intent':'order',"
                    + "'subject':{'reference':'Patient/p'},'authoredOn':'" + one(DATES)
                    + "','medicationCodeableConcept':{'text':'" + one(DRUGS) + "'}}");
        }
        return bundle;
    }

    private void condition(String code) {
        about(
                "Condition",
                code,
                "http://snomed.info/sct",
                "'id':'c" + code + "','clinicalStatus':{'coding':[{'code':'active'}]},"
                        + "'verificationStatus':{'coding':[{'code':'confirmed'}]},'recordedDate':'2026-01-05'");
    }

    private void observation(int i, int results) {
        var result = one(RESULTS).split(" ", -1);
        var members = random.nextInt(3) == 0 ? ",'hasMember':[" + member(results) + "," + member(results) + "]" : "";
        about(
                "Observation",
                result[0],
                "http://loinc.org",
                "'id':'o" + i + "','effectiveDateTime':'" + one(DATES) + "','valueQuantity':{'value':" + result[1]
                        + ",'unit':'" + result[2] + "','system':'http://unitsofmeasure.org','code':'" + result[2] + "'}"
                        + ",'referenceRange':[{'low':{'value':1,'unit':'" + result[2] + "'}}]" + members);
    }

    /** Panels may hold each other and themselves. */
    private String member(int results) {
        return "{'reference':'Observation/o" + random.nextInt(results) + "'}";
    }

    private void about(String type, String code, String system, String more) {
        var status = type.equals("ServiceRequest") ? "active" : type.equals("Procedure") ? "completed" : one(STATUS);
        var state = type.equals("Condition") ? "" : "'status':'" + status + "',";
        add("{'resourceType':'" + type + "'," + state
                + "'subject':{'reference':'Patient/p'},'code':{'coding':[{'system':'" + system + "','code':'" + code
                + "'}]}," + more + "}");
    }

    private void add(String resource) {
        bundle.withArray("entry").addObject().set("resource", json(resource));
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static ObjectNode json(String written) {
        return (ObjectNode) JSON.readTree(written.replace('\'', '"'));
    }

    /** The resource types of entries that are read. */
    public static List<ObjectNode> resources(ObjectNode bundle, String type) {
        return bundle.withArray("entry")
                .valueStream()
                .map(entry -> entry.get("resource"))
                .filter(it -> it != null && type.equals(it.path("resourceType").asString("")))
                .map(ObjectNode.class::cast)
                .toList();
    }
}
