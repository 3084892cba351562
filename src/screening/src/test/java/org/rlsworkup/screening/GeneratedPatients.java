package org.rlsworkup.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rlsworkup.fhir.read.RandomCharts;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Patients by the generator of the service's tests, each told by its number, with ids of their own. */
final class GeneratedPatients {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RLS = "32914008";
    private static final String[] ROUTINE = {
        "2951-2 140 mmol/L", "2823-3 4.1 mmol/L", "2160-0 0.9 mg/dL", "3094-0 14 mg/dL", "2345-7 98 mg/dL",
        "6690-2 6.2 10*3/uL", "777-3 240 10*3/uL", "1742-6 22 U/L", "8480-6 128 mm[Hg]", "29463-7 81 kg"
    };

    private GeneratedPatients() {}

    static String id(int number) {
        return "p" + number;
    }

    /**
     * The resources of a patient.
     *
     * @param rls whether RLS is charted
     * @param atLeast so many resources, routine results if the generator makes fewer
     */
    static List<ObjectNode> resources(int number, boolean rls, int atLeast) {
        var random = new Random(number * 0x9E3779B97F4A7C15L);
        var resources = new ArrayList<ObjectNode>();
        for (var entry : RandomCharts.bundle(number).withArray("entry")) {
            var resource = ownIds((ObjectNode) entry.get("resource"), id(number));
            var code = resource.path("code").path("coding").path(0).path("code").asString("");
            if (rls || !code.equals(RLS)) {
                resources.add(resource);
            }
        }
        describe(resources.getFirst(), random);
        refer(resources, random);
        for (var i = resources.size(); i < atLeast; i++) {
            resources.add(routine(number, i, random));
        }
        return resources;
    }

    private static ObjectNode ownIds(ObjectNode resource, String patient) {
        if (resource.path("resourceType").asString("").equals("Patient")) {
            return resource.put("id", patient);
        }
        var id = resource.path("id")
                .asString(resource.path("resourceType").asString("").toLowerCase());
        var text = resource.put("id", patient + "-" + id).toString();
        return (ObjectNode) JSON.readTree(text.replace("\"Patient/p\"", "\"Patient/" + patient + "\"")
                .replaceAll("\"Observation/(o\\d+)\"", "\"Observation/" + patient + "-$1\""));
    }

    private static void describe(ObjectNode patient, Random random) {
        patient.put("birthDate", 1935 + random.nextInt(80) + "-04-09")
                .put("gender", random.nextBoolean() ? "female" : "male");
        patient.putObject("managingOrganization").put("reference", "Organization/" + (1 + random.nextInt(8)));
    }

    /** Every third request names its medicine by reference. */
    private static void refer(List<ObjectNode> resources, Random random) {
        for (var request : List.copyOf(resources)) {
            if (request.has("medicationCodeableConcept") && random.nextInt(3) == 0) {
                var id = request.path("id").asString("") + "-product";
                var product = JSON.createObjectNode()
                        .put("resourceType", "Medication")
                        .put("id", id);
                product.set("code", request.remove("medicationCodeableConcept"));
                request.putObject("medicationReference").put("reference", "Medication/" + id);
                resources.add(product);
            }
        }
    }

    private static ObjectNode routine(int patient, int number, Random random) {
        var result = ROUTINE[random.nextInt(ROUTINE.length)].split(" ", -1);
        var id = id(patient);
        return (ObjectNode) JSON.readTree("""
            {"resourceType":"Observation","id":"%s-r%d","meta":{"versionId":"1","lastUpdated":"2026-10-02T09:10:00Z"},
            "status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",
            "code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},
            "subject":{"reference":"Patient/%s"},"effectiveDateTime":"202%d-0%d-1%dT08:00:00Z",
            "valueQuantity":{"value":%s,"unit":"%s","system":"http://unitsofmeasure.org","code":"%s"}}
            """.formatted(
                        id,
                        number,
                        result[0],
                        id,
                        random.nextInt(7),
                        1 + random.nextInt(9),
                        random.nextInt(10),
                        result[1],
                        result[2],
                        result[2]));
    }
}
