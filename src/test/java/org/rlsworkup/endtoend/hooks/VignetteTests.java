package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.code;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.nobody;
import static org.rlsworkup.support.Scene.normal;
import static org.rlsworkup.support.Scene.rls;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The vignettes of the clinical specification, called over HTTP like an EHR: which tests are missing, which rules
 * apply, and the most severe indicator of all cards. "—" means no card, "none" no missing test.
 */
@TestPropertySource(properties = "rls.extended-tests=never")
class VignetteTests extends SandboxTest {
    private static final String SCT = "http://snomed.info/sct";
    private static final String ICD = "http://hl7.org/fhir/sid/icd-10-cm";
    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
    private static final String ALL = "FER TSAT B12 TSH A1C";
    private static final String NONE = "none";
    private static final String SILENT = "—";

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private record Vignette(
            String id, String facts, String service, String call, String missing, String rules, String indicator) {
        @Override
        public String toString() {
            return id + " " + facts + " → " + missing + " | " + rules + " | " + indicator;
        }
    }

    private static Vignette v(String id, String facts, Scene scene, String missing, String rules, String indicator) {
        return new Vignette(id, facts, "rls-workup", scene.patientView(), missing, rules, indicator);
    }

    /** A vignette of one drafted order, the selected one. */
    private static Vignette drafting(
            String id, String facts, String hook, Scene scene, String order, String rules, String indicator) {
        var draft = json(order).put("id", "d").put("status", "draft").put("intent", "order");
        draft.set("subject", json("{'reference':'Patient/p'}"));
        var context = json("{'draftOrders':{'resourceType':'Bundle','entry':[]}}");
        context.withArray("/draftOrders/entry").addObject().set("resource", draft);
        if (hook.equals("order-select")) {
            context.putArray("selections").add(draft.get("resourceType").asString() + "/d");
        }
        return new Vignette(
                id, facts + ", " + hook, "rls-medications-" + hook, scene.call(hook, context), NONE, rules, indicator);
    }

    private static String product(String rxnorm) {
        return "{'resourceType':'MedicationRequest','medicationCodeableConcept':{'coding':[{'system':'" + RXNORM
                + "','code':'" + rxnorm + "'}]}}";
    }

    static Stream<Vignette> orderHooks() {
        var tsh = "{'resourceType':'ServiceRequest','code':{'coding':[{'system':'http://loinc.org','code':'3016-3'}]}}";
        var parkinson = normal().condition(SCT, "49049000");
        return Stream.of(
                drafting("V53", "draft TSH, N*−TSH", "order-select", normal().without("TSH"), tsh, SILENT, SILENT),
                drafting("V60", "diphenhydramine", "order-sign", normal(), product("1049909"), "MED-H1", "warning"),
                drafting("V62", "diphenhydramine cream", "order-sign", normal(), product("1050077"), SILENT, SILENT),
                drafting("V62", "cetirizine", "order-sign", normal(), product("1014678"), SILENT, SILENT),
                drafting("V62", "tramadol", "order-sign", normal(), product("10689"), SILENT, SILENT),
                drafting("V64", "pramipexole", "order-sign", normal(), product("859040"), "MED-DA", "info"),
                drafting("V64", "pramipexole, Parkinson", "order-sign", parkinson, product("859040"), SILENT, SILENT));
    }

    static Stream<Vignette> iron() {
        return Stream.of(
                v("V01", "RLS, no labs", rls(), ALL, SILENT, "info"),
                v("V02", "G25.81, N*", g2581(normal()), NONE, SILENT, SILENT),
                v("V03", "FER 42, TSAT 24", fer("42 ng/mL").result("TSAT", "24 %"), NONE, "IRON-AD-1", "warning"),
                v(
                        "V05",
                        "FER 180, TSAT 16",
                        fer("180 ng/mL").result("TSAT", "16 %"),
                        NONE,
                        "IRON-AD-3 +CRP",
                        "warning"),
                v("V07", "FER <5", fer("<5 ng/mL"), NONE, "IRON-AD-1", "warning"),
                v("V09", "FER <100", fer("<100 ng/mL"), NONE, "FER-SPAN", "info"),
                v(
                        "V10",
                        "FER 168 pmol/L",
                        normal().result("FER", "14723-1", "168 pmol/L"),
                        NONE,
                        "IRON-AD-1",
                        "warning"),
                v("V29", "FER of 2025-11-20", ferOn("2025-11-20"), NONE, SILENT, SILENT),
                v("V29", "FER of 2025-11-19", ferOn("2025-11-19"), "FER", "IRON-PART", "info"),
                v("V33", "DR iron 45, TIBC 400", ironReport(), "FER", "IRON-AD-1", "warning"),
                v("V34", "iron 8 + TIBC 60", ironAndTibc(), NONE, "IRON-AD-3 +CRP", "warning"),
                v("V37", "iron 10 + UIBC 50, FER 40", ironAndUibc(), NONE, "IRON-AD-1", "warning"),
                v("V70", "FER >2000", fer(">2000 ng/mL"), NONE, SILENT, SILENT));
    }

    private static Scene g2581(Scene scene) {
        return scene.condition(ICD, "G25.81");
    }

    private static Scene fer(String written) {
        return normal().result("FER", written);
    }

    private static Scene ferOn(String date) {
        return normal().result("FER", "2276-4", "120 ng/mL", date);
    }

    private static Scene ironReport() {
        return normal().without("FER")
                .without("TSAT")
                .result("IRON", "2498-4", "45 ug/dL")
                .with("IRON", it -> it.put("id", "iron"))
                .result("TIBC", "2500-7", "400 ug/dL")
                .with("TIBC", it -> it.put("id", "tibc"))
                .other(
                        "reports",
                        "{'resourceType':'DiagnosticReport','id':'r','status':'final','effectiveDateTime':'2026-10-01',"
                                + "'code':{'coding':[{'system':'http://loinc.org','code':'50190-8'}]},"
                                + "'result':[{'reference':'Observation/iron'},{'reference':'Observation/tibc'}]}");
    }

    private static Scene ironAndTibc() {
        return normal().without("TSAT")
                .result("IRON", "14798-3", "8 umol/L")
                .with("IRON", it -> it.set("specimen", json("{'reference':'Specimen/s'}")))
                .result("TIBC", "14800-7", "60 umol/L")
                .with("TIBC", it -> it.set("specimen", json("{'reference':'Specimen/s'}")));
    }

    private static Scene ironAndUibc() {
        return fer("40 ng/mL")
                .without("TSAT")
                .result("IRON", "14798-3", "10 umol/L", "2026-10-01T08:00:00Z")
                .with("IRON", it -> it.put("id", "iron"))
                .result("UIBC", "22753-8", "50 umol/L", "2026-10-01T10:00:00Z")
                .with("UIBC", it -> it.put("id", "uibc"))
                .other(
                        "reports",
                        "{'resourceType':'DiagnosticReport','id':'r','status':'final','effectiveDateTime':'2026-10-01',"
                                + "'code':{'coding':[{'system':'http://loinc.org','code':'24323-8'}]},"
                                + "'result':[{'reference':'Observation/iron'},{'reference':'Observation/uibc'}]}");
    }

    static Stream<Vignette> otherResults() {
        return Stream.of(
                v("V13", "B12 120 pmol/L", b12("14685-2", "120 pmol/L"), NONE, "B12-LOW", "warning"),
                v("V16", "B12 300 pmol/L coded 14685-0", b12("14685-0", "300 pmol/L"), "B12", SILENT, "info"),
                v("V19", "A1C 44 mmol/mol", a1c("44 mmol/mol"), NONE, SILENT, SILENT),
                v("V19", "A1C 47.9 mmol/mol", a1c("47.9 mmol/mol"), NONE, SILENT, SILENT),
                v("V19", "A1C 48 mmol/mol", a1c("48 mmol/mol"), NONE, "A1C-DM", "warning"),
                v("V19", "A1C 50 mmol/mol", a1c("50 mmol/mol"), NONE, "A1C-DM", "warning"),
                v("V21", "A1C 0.8 g/dL", normal().result("A1C", "41995-2", "0.8 g/dL"), NONE, "NOT-CLASSED", "info"),
                v("V23", "TSH 6.2", normal().result("TSH", "6.2 u[IU]/mL"), NONE, SILENT, SILENT),
                v("V23", "TSH 12", normal().result("TSH", "12 u[IU]/mL"), NONE, "TSH-HI2", "warning"),
                v("V25", "FER cancelled", status("FER", "cancelled"), "FER", "IRON-PART", "info"),
                v("V25", "B12 in error", status("B12", "entered-in-error"), "B12", SILENT, "info"),
                v("V27", "TSH preliminary", preliminaryTsh(), NONE, SILENT, SILENT),
                v("V66", "FER not performed", absent("not-performed"), "FER", "IRON-PART", "info"),
                v("V66", "FER masked", absent("masked"), NONE, "NO-VALUE", "info"));
    }

    private static Scene b12(String loinc, String written) {
        return normal().result("B12", loinc, written);
    }

    private static Scene a1c(String written) {
        return normal().result("A1C", "59261-8", written);
    }

    private static Scene status(String test, String status) {
        return normal().with(test, it -> it.put("status", status));
    }

    private static Scene preliminaryTsh() {
        return status("TSH", "preliminary").with("TSH", it -> it.put("effectiveDateTime", "2026-11-18"));
    }

    private static Scene absent(String reason) {
        return normal().with("FER", it -> {
            it.remove("valueQuantity");
            it.set("dataAbsentReason", code("http://terminology.hl7.org/CodeSystem/data-absent-reason", reason));
        });
    }

    static Stream<Vignette> charting() {
        return Stream.of(
                v("V39", "RLS refuted", charted("verificationStatus", "refuted"), SILENT, SILENT, SILENT),
                v("V40", "RLS three times", threeTimes(), ALL, SILENT, "info"),
                v("V43", "family history", familyHistory(), SILENT, SILENT, SILENT),
                v("V46", "no clinical status", withoutStatus(nobody(), null), ALL, SILENT, "info"),
                v("V46", "abated 2024", withoutStatus(nobody(), "2024"), SILENT, SILENT, SILENT),
                v(
                        "V57",
                        "deceased",
                        rls().patient("deceasedBoolean", Http.JSON.readTree("true")),
                        SILENT,
                        SILENT,
                        SILENT),
                v("V57", "hospice", rls().condition(SCT, "385763009"), SILENT, SILENT, SILENT));
    }

    private static Scene charted(String member, String status) {
        return nobody().condition(
                        SCT,
                        "32914008",
                        it -> it.putObject(member)
                                .putArray("coding")
                                .addObject()
                                .put("code", status));
    }

    private static Scene threeTimes() {
        return Scene.rls()
                .condition(
                        ICD,
                        "G25.81",
                        it -> it.set(
                                "category", Http.JSON.readTree("[{\"coding\":[{\"code\":\"encounter-diagnosis\"}]}]")))
                .condition(
                        SCT,
                        "32914008",
                        it -> it.set("verificationStatus", json("{'coding':[{'code':'entered-in-error'}]}")));
    }

    private static Scene familyHistory() {
        return nobody().condition(
                        ICD,
                        "Z82.0",
                        it -> ((tools.jackson.databind.node.ObjectNode) it.get("code"))
                                .put("text", "Family history of restless legs"));
    }

    private static Scene withoutStatus(Scene scene, String abated) {
        return scene.condition(SCT, "32914008", it -> {
            it.remove("clinicalStatus");
            if (abated != null) {
                it.put("abatementDateTime", abated);
            }
        });
    }

    static Stream<Vignette> contextsAndOrders() {
        return Stream.of(
                v("V47", "9 y, FER 40 TSAT 25", child().result("FER", "40 ng/mL"), NONE, "IRON-PED-1", "warning"),
                v("V47", "9 y, FER 60 TSAT 25", child().result("FER", "60 ng/mL"), NONE, SILENT, SILENT),
                v("V47", "9 y, no labs", rls().born("2017-05-05"), "FER TSAT", SILENT, "info"),
                v("V50", "dialysis, FER 350, TSAT 18", dialysis(), NONE, SILENT, SILENT),
                v("V51", "E83.110, FER 40", fer("40 ng/mL").condition(ICD, "E83.110"), NONE, SILENT, SILENT),
                v("V53", "TSH draft 30 d old", order("3016-3", "draft", "2026-10-21", "TSH"), "TSH", SILENT, "info"),
                v(
                        "V55",
                        "FER completed 3 d ago",
                        order("2276-4", "completed", "2026-11-17", "FER"),
                        NONE,
                        SILENT,
                        SILENT),
                v(
                        "V55",
                        "FER completed 40 d ago",
                        order("2276-4", "completed", "2026-10-11", "FER"),
                        "FER",
                        "IRON-PART",
                        "info"),
                v(
                        "V59",
                        "Crohn, metformin, CRP 45, FER 140, TSAT 14",
                        crohn(),
                        "B12",
                        "IRON-AD-3 IRON-INFL",
                        "warning"));
    }

    private static Scene child() {
        return rls().born("2017-05-05").result("TSAT", "25 %");
    }

    private static Scene dialysis() {
        return normal().without("A1C")
                .condition(ICD, "Z99.2")
                .result("FER", "350 ng/mL")
                .result("TSAT", "18 %");
    }

    private static Scene order(String loinc, String status, String authored, String instead) {
        return normal().without(instead)
                .other(
                        "orders",
                        ("{'resourceType':'ServiceRequest','id':'s','status':'%s','intent':'order','authoredOn':'%s',"
                                        + "'code':{'coding':[{'system':'http://loinc.org','code':'%s'}]}}")
                                .formatted(status, authored, loinc));
    }

    private static Scene crohn() {
        return normal().without("B12")
                .condition(ICD, "K50.90")
                .result("FER", "140 ng/mL")
                .result("TSAT", "14 %")
                .result("CRP", "45 mg/L")
                .other(
                        "medicationRequests",
                        "{'resourceType':'MedicationRequest','id':'m','status':'active','intent':'order',"
                                + "'authoredOn':'2026-01-01','medicationCodeableConcept':{'coding':[{'system':'"
                                + RXNORM + "','code':'6809'}]}}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"iron", "otherResults", "charting", "contextsAndOrders", "orderHooks"})
    void answersAsTheSpecificationSays(Vignette vignette) {
        var answer =
                http.post("/cds-services/" + vignette.service(), vignette.call(), "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        var seen = Seen.in(answer.json());
        assertThat(seen.missing())
                .as("missing")
                .isEqualTo(vignette.missing().equals(SILENT) ? NONE : vignette.missing());
        assertThat(seen.rules()).as("rules").isEqualTo(expected(vignette.rules()));
        assertThat(seen.indicator()).as("indicator").isEqualTo(vignette.indicator());
    }

    private static Set<String> expected(String rules) {
        return rules.equals(SILENT) ? Set.of() : new TreeSet<>(List.of(rules.split(" ")));
    }

    /** What the cards say, as the vignettes put it; assay and timing caveats, of which they say nothing, left out. */
    private record Seen(String missing, Set<String> rules, String indicator) {
        private static final Set<String> UNSAID = Set.of("IRON-ASSAY", "A1C-CAV", "IRON-MORNING");

        static Seen in(JsonNode answer) {
            var missing = new ArrayList<String>();
            var rules = new TreeSet<String>();
            var indicators = new TreeSet<String>();
            for (var card : answer.get("cards")) {
                indicators.add(card.get("indicator").asString());
                for (var finding : card.at("/extension/org.rlsworkup.findings")) {
                    var rule = finding.get("rule").asString();
                    switch (rule) {
                        case "MISSING" -> missing.add(finding.get("test").asString());
                        case "REFLEX" -> rules.add("+" + finding.get("test").asString());
                        default -> rules.add(rule);
                    }
                }
            }
            rules.removeAll(UNSAID);
            return new Seen(
                    missing.isEmpty()
                            ? NONE
                            : missing.stream()
                                    .sorted(java.util.Comparator.comparing(ALL::indexOf))
                                    .collect(Collectors.joining(" ")),
                    rules,
                    indicators.isEmpty() ? SILENT : indicators.last());
        }
    }
}
