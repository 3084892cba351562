package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Each rule of interpretation on both sides of each of its thresholds, in each unit that has a threshold of its own,
 * called over HTTP. The table lists the differences from a patient whose core tests are all normal, and the rules that
 * must stand in the trace: ?FER is a missing test, ~FER a recheck, +CRP a test that a result asks for.
 */
@TestPropertySource(properties = "rls.extended-tests=never")
class RuleTests extends SandboxTest {
    private static final String SCT = "http://snomed.info/sct";
    private static final String ICD = "http://hl7.org/fhir/sid/icd-10-cm";
    private static final Map<String, String> LOINC = Map.ofEntries(
            Map.entry("FER pmol/L", "14723-1"),
            Map.entry("TSAT {ratio}", "2505-6"),
            Map.entry("B12 pmol/L", "14685-2"),
            Map.entry("A1C mmol/mol", "59261-8"),
            Map.entry("IRON ug/dL", "2498-4"),
            Map.entry("TIBC ug/dL", "2500-7"),
            Map.entry("UIBC ug/dL", "2501-5"),
            Map.entry("HB g/L", "718-7"),
            Map.entry("MCV fL", "787-2"),
            Map.entry("ACR mg/g", "9318-7"),
            Map.entry("ACR mg/mmol", "32294-1"),
            Map.entry("CA mg/dL", "17861-6"),
            Map.entry("CA mmol/L", "2000-8"),
            Map.entry("MG mg/dL", "19123-9"),
            Map.entry("MG mmol/L", "2601-3"),
            Map.entry("VITD ng/mL", "62292-8"),
            Map.entry("VITD nmol/L", "68438-1"),
            Map.entry("FOL ng/mL", "2284-8"),
            Map.entry("FOL nmol/L", "14732-2"),
            Map.entry("HCY umol/L", "13965-9"));
    private static final Map<String, String> CHARTED = Map.ofEntries(
            Map.entry("overload", ICD + "|E83.110"),
            Map.entry("dialysis", ICD + "|Z99.2"),
            Map.entry("pregnant", SCT + "|77386006"),
            Map.entry("pregnant-week-10", ICD + "|Z3A.10"),
            Map.entry("pregnant-week-20", ICD + "|Z3A.20"),
            Map.entry("pregnant-week-30", ICD + "|Z3A.30"),
            Map.entry("postpartum", SCT + "|86569001"),
            Map.entry("crohn", ICD + "|K50.90"),
            Map.entry("arthritis", SCT + "|69896004"),
            Map.entry("ckd", ICD + "|N18.30"),
            Map.entry("diabetes", SCT + "|44054006"),
            Map.entry("sickle-cell", ICD + "|D57.1"),
            Map.entry("sickle-trait", ICD + "|D57.3"),
            Map.entry("haemolysis", SCT + "|61261009"),
            Map.entry("g6pd", ICD + "|D55.0"),
            Map.entry("hiv", SCT + "|86406008"),
            Map.entry("bleeding", ICD + "|K92.2"),
            Map.entry("heavy-menses", ICD + "|N92.0"),
            Map.entry("menopause", SCT + "|76498008"));

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvFileSource(resources = "/rules.csv", delimiter = ';', numLinesToSkip = 1, maxCharsPerColumn = 500)
    void speaksExactlyWhereItShould(String facts, String rules) {
        var answer = http.call(scene(facts).patientView());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(spoken(answer.json())).isEqualTo(expected(rules));
    }

    /** The patient of a line of the table. */
    static Scene scene(String facts) {
        var scene = Scene.normal();
        for (var fact : facts.split(",", -1)) {
            add(fact.strip(), scene);
        }
        return scene;
    }

    /** The rules of a line of the table. */
    static Set<String> expected(String rules) {
        return rules.strip().equals("-")
                ? Set.of()
                : new TreeSet<>(Set.of(rules.strip().split(" ", -1)));
    }

    private static void add(String fact, Scene scene) {
        var words = fact.split(" ", 2);
        switch (words[0]) {
            case "no" -> scene.without(words[1]);
            case "born" -> scene.born(words[1]);
            case "male", "female" -> scene.patient("gender", Http.JSON.readTree('"' + fact + '"'));
            case "entonox" ->
                scene.condition(
                        SCT,
                        "1234567890",
                        it -> ((tools.jackson.databind.node.ObjectNode) it.get("code"))
                                .put("text", "Nitrous oxide (Entonox) for dental procedure"));
            case "nitrous" ->
                scene.condition(
                        ICD,
                        "F19.10",
                        it -> ((tools.jackson.databind.node.ObjectNode) it.get("code"))
                                .put("text", "Nitrous oxide abuse"));
            case "transfused" ->
                scene.other(
                        "procedures",
                        "{'resourceType':'Procedure','id':'t','status':'completed','performedDateTime':'" + words[1]
                                + "','code':{'coding':[{'system':'" + SCT + "','code':'116859006'}]}}");
            case "dialysed" ->
                scene.other(
                        "procedures",
                        "{'resourceType':'Procedure','id':'d','status':'completed','performedDateTime':'" + words[1]
                                + "','code':{'coding':[{'system':'" + SCT + "','code':'302497006'}]}}");
            case "takes" -> scene.other("medicationRequests", request("active", words[1]));
            case "took" -> scene.other("medicationRequests", request("completed", words[1]));
            case "given" -> {
                var given = words[1].split(" on ", -1);
                scene.other(
                        "medicationAdministrations",
                        "{'resourceType':'MedicationAdministration','id':'a','status':'completed','effectiveDateTime':'"
                                + given[1] + "','medicationCodeableConcept':{'text':'" + given[0] + "'}}");
            }
            case "says" -> socialHistory(words[1], scene);
            case "infused" ->
                scene.other(
                        "procedures",
                        "{'resourceType':'Procedure','id':'i','status':'completed','performedDateTime':'" + words[1]
                                + "','code':{'text':'Iron infusion'}}");
            default -> addResultOrCondition(words, scene);
        }
    }

    /** {@code Drug use: nitrous oxide on 2026-07-01}. */
    private static void socialHistory(String written, Scene scene) {
        var said = written.split(": | on ", -1);
        scene.observation("social history", "0000-0", said[2], it -> {
            it.putArray("category").add(Scene.code("http://hl7.org/category", "social-history"));
            it.set("code", json("{'text':'" + said[0] + "'}"));
            it.put("valueString", said[1]);
        });
    }

    /** {@code ferrous sulfate since 2026-07-01}. */
    private static String request(String status, String written) {
        var words = written.split(" since ", -1);
        return "{'resourceType':'MedicationRequest','id':'m-" + words[0].replace(' ', '-') + "-" + status
                + "','status':'" + status + "','intent':'order',"
                + (words.length == 1 ? "" : "'authoredOn':'" + words[1] + "',")
                + "'medicationCodeableConcept':{'text':'" + words[0] + "'}}";
    }

    /**
     * {@code FER=75 ng/mL}, {@code TSH=5 mIU/L [0.5-6]} with the range of the laboratory, {@code B12=… on 2026-09-01}.
     */
    private static void addResultOrCondition(String[] words, Scene scene) {
        var charted = CHARTED.get(words[0]);
        if (charted != null) {
            var bar = charted.indexOf('|');
            scene.condition(charted.substring(0, bar), charted.substring(bar + 1), it -> {
                var date = words.length == 1 ? "2026-11-10" : words[1].substring("since ".length());
                it.put("recordedDate", date);
                if (words.length > 1) {
                    it.put("onsetDateTime", date);
                }
            });
            return;
        }
        var name = words[0].substring(0, words[0].indexOf('='));
        var number = words[0].substring(words[0].indexOf('=') + 1);
        var rest = words[1].split(" ", -1);
        var unit = rest[0];
        var date = rest.length > 2 && rest[1].equals("on") ? rest[2] : "2026-10-01";
        scene.result(name, LOINC.getOrDefault(name + " " + unit, Scene.USUAL.get(name)), number + " " + unit, date);
        if (rest.length > 1 && rest[1].equals("flagged")) {
            scene.with(name, it -> it.putArray("interpretation").add(json("{'coding':[{'code':'" + rest[2] + "'}]}")));
        }
        if (rest.length > 1 && rest[1].startsWith("[")) {
            var ends = rest[1].substring(1, rest[1].length() - 1).split("-", -1);
            scene.with(
                    name,
                    it -> it.putArray("referenceRange")
                            .add(json("{'low':{'value':" + ends[0] + "},'high':{'value':" + ends[1] + "}}")));
        }
    }

    static Set<String> spoken(JsonNode answer) {
        var rules = new TreeSet<String>();
        for (var card : answer.get("cards")) {
            for (var finding : card.at("/extension/org.rlsworkup.findings")) {
                var rule = finding.get("rule").asString();
                switch (rule) {
                    case "MISSING" -> rules.add("?" + finding.get("test").asString());
                    case "RECHECK" -> rules.add("~" + finding.get("test").asString());
                    case "REFLEX" -> rules.add("+" + finding.get("test").asString());
                    default -> rules.add(rule);
                }
            }
        }
        return rules;
    }
}
