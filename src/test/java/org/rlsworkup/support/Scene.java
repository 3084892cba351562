package org.rlsworkup.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A patient as a vignette tells it, and the call an EHR makes for that chart with everything prefetched. Born in 1976,
 * RLS confirmed, unless said otherwise.
 */
public final class Scene {
    private static final String THEN = "2026-10-01";
    public static final Map<String, String> USUAL = Map.of(
            "FER", "2276-4", "TSAT", "2502-3", "B12", "2132-9", "TSH", "3016-3", "A1C", "4548-4", "CRP", "1988-5",
            "EGFR", "98979-8", "HB", "718-7", "HOLOTC", "72160-5", "MMA", "13964-2");

    private final ObjectNode patient = json("{'resourceType':'Patient','id':'p','birthDate':'1976-05-17'}");
    private final List<ObjectNode> conditions = new ArrayList<>();
    private final Map<String, ObjectNode> observations = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> others = new LinkedHashMap<>();
    private int ids;

    private Scene() {
        List.of("reports", "orders", "medicationRequests", "medicationStatements", "procedures")
                .forEach(key -> others.put(key, new ArrayList<>()));
    }

    /** A patient of whom nothing is charted. */
    public static Scene nobody() {
        return new Scene();
    }

    /** A patient with RLS and no laboratory results. */
    public static Scene rls() {
        return nobody().condition("http://snomed.info/sct", "32914008");
    }

    /** N*: RLS, and every core test done with a result that says nothing. */
    public static Scene normal() {
        return rls().result("FER", "150 ng/mL")
                .result("TSAT", "30 %")
                .result("B12", "500 ng/L")
                .result("TSH", "2.0 m[IU]/L")
                .result("A1C", "5.3 %");
    }

    public Scene without(String test) {
        if (observations.remove(test) == null) {
            throw new IllegalArgumentException("there is no " + test);
        }
        return this;
    }

    /** Sets the result of a test under its usual code: {@code <5 ng/mL}. */
    public Scene result(String test, String written) {
        return result(test, USUAL.get(test), written);
    }

    public Scene result(String test, String loinc, String written) {
        return result(test, loinc, written, THEN);
    }

    public Scene result(String test, String loinc, String written, String date) {
        var blank = written.indexOf(' ');
        var number = written.substring(0, blank).replaceAll("[<>=]", "");
        var comparator = written.substring(0, blank).replaceAll("[^<>=]", "");
        var unit = written.substring(blank + 1);
        var quantity = json("{'system':'http://unitsofmeasure.org'}");
        quantity.put("value", new java.math.BigDecimal(number))
                .put("unit", unit)
                .put("code", unit);
        if (!comparator.isEmpty()) {
            quantity.put("comparator", comparator);
        }
        return observation(test, loinc, date, it -> it.set("valueQuantity", quantity));
    }

    /** An Observation of another shape, under the name by which it is replaced. */
    public Scene observation(String name, String loinc, String date, Consumer<ObjectNode> more) {
        var it = json("{'resourceType':'Observation','status':'final','subject':{'reference':'Patient/p'}}");
        it.put("id", "o" + ++ids).put("effectiveDateTime", date);
        it.set("code", code("http://loinc.org", loinc));
        more.accept(it);
        observations.put(name, it);
        return this;
    }

    /** Changes the Observation of this name. */
    public Scene with(String name, Consumer<ObjectNode> change) {
        change.accept(observations.get(name));
        return this;
    }

    public Scene condition(String system, String code) {
        return condition(system, code, it -> {});
    }

    public Scene condition(String system, String code, Consumer<ObjectNode> more) {
        var it = json("{'resourceType':'Condition','subject':{'reference':'Patient/p'},"
                + "'clinicalStatus':{'coding':[{'code':'active'}]},"
                + "'verificationStatus':{'coding':[{'code':'confirmed'}]},"
                + "'category':[{'coding':[{'code':'problem-list-item'}]}]}");
        it.put("id", "c" + ++ids);
        it.set("code", code(system, code));
        more.accept(it);
        conditions.add(it);
        return this;
    }

    /** A resource about the patient under a prefetch key; single quotes stand for double ones. */
    public Scene other(String key, String written) {
        var it = json(written);
        it.set("subject", json("{'reference':'Patient/p'}"));
        others.computeIfAbsent(key, absent -> new ArrayList<>()).add(it);
        return this;
    }

    public Scene patient(String member, JsonNode value) {
        patient.set(member, value);
        return this;
    }

    public Scene born(String date) {
        patient.put("birthDate", date);
        return this;
    }

    public static JsonNode code(String system, String code) {
        var concept = json("{}");
        concept.putArray("coding").addObject().put("system", system).put("code", code);
        return concept;
    }

    public static ObjectNode json(String written) {
        return (ObjectNode) Http.JSON.readTree(written.replace('\'', '"'));
    }

    public ObjectNode prefetch() {
        var prefetch = json("{}");
        prefetch.set("patient", patient);
        prefetch.set("conditions", bundle(conditions));
        prefetch.set("observations", bundle(new ArrayList<>(observations.values())));
        others.forEach((key, resources) -> prefetch.set(key, bundle(resources)));
        return prefetch;
    }

    private static ObjectNode bundle(List<ObjectNode> resources) {
        var bundle = json("{'resourceType':'Bundle','type':'searchset'}");
        bundle.put("total", resources.size());
        var entries = bundle.putArray("entry");
        resources.forEach(resource -> entries.addObject().set("resource", resource));
        if (resources.isEmpty()) {
            bundle.remove("entry");
        }
        return bundle;
    }

    /** The call of {@code patient-view}. */
    public String patientView() {
        return call("patient-view", json("{}"));
    }

    /** A call of this hook with more in its context. */
    public String call(String hook, ObjectNode context) {
        var call =
                json("{'hookInstance':'d1577c69-dfbe-44ad-ba6d-3e05e953b2ea'}").put("hook", hook);
        context.put("userId", "Practitioner/u").put("patientId", "p");
        call.set("context", context);
        call.set("prefetch", prefetch());
        return call.toString();
    }
}
