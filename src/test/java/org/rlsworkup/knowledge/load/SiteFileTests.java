package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.SHIPPED;
import static org.rlsworkup.knowledge.load.Yaml.lineOf;
import static org.rlsworkup.knowledge.load.Yaml.load;
import static org.rlsworkup.knowledge.load.Yaml.refusal;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;

@Execution(ExecutionMode.CONCURRENT)
class SiteFileTests {
    private static final String SYSTEMS = "systems: { LAB: \"http://lab.example/codes\" }\n";

    private static Code local(String code) {
        return new Code("http://lab.example/codes", code);
    }

    private static Knowledge site(String additions) {
        return load(SHIPPED, SYSTEMS + additions);
    }

    private static LabTest test(String id, Knowledge knowledge) {
        return knowledge.tests().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void addsLocalCodesForResultsAndLooksForThem() {
        var knowledge = site("analytes: { FER: { codes: [LAB FERR, LAB FERR2] } }");

        assertThat(knowledge.analyte("FER").codes()).containsKeys(local("FERR"), local("FERR2"), Code.loinc("2276-4"));
        assertThat(knowledge.observationCodes()).contains(local("FERR"), local("FERR2"));
        assertThat(test("FER", knowledge).orderCodes()).contains(local("FERR"));
        assertThat(knowledge.analyte("B12").codes()).doesNotContainKey(local("FERR"));
    }

    @Test
    void addsLocalCodesForOrders() {
        var knowledge = site("tests: { TSH: { orderedBy: [LAB TSH-REFLEX] } }");

        assertThat(test("TSH", knowledge).orderCodes()).contains(local("TSH-REFLEX"), Code.loinc("3016-3"));
        assertThat(knowledge.observationCodes()).doesNotContain(local("TSH-REFLEX"));
    }

    @Test
    void putsTheLocalCodeOnTheOrderBesideLoinc() {
        var knowledge = site("tests: { FER: { order: { code: LAB 4711, name: Ferritin (serum) } } }");

        assertThat(test("FER", knowledge).order())
                .isEqualTo(new LabTest.Orderable(
                        Code.loinc("2276-4"),
                        "Ferritin (serum)",
                        "Ferritin (serum)",
                        local("4711"),
                        java.util.Map.of()));
        assertThat(test("FER", knowledge).orderCodes()).contains(local("4711"));
    }

    @Test
    void replacesTheLoincCodeOfTheOrderByAnother() {
        var knowledge = site("tests: { B12: { order: { code: LOINC 14685-2 } } }");

        assertThat(test("B12", knowledge).order())
                .isEqualTo(new LabTest.Orderable(
                        Code.loinc("14685-2"),
                        "Vitamin B12",
                        "vitamin B12",
                        Code.loinc("14685-2"),
                        java.util.Map.of()));
    }

    @Test
    void hasAnOrderCodeForEachSettingAndKnowsTheClassesOfTheEhr() {
        var knowledge = site("""
            tests: { FER: { order: { code: LAB 1 }, orderIn: { inpatient: LAB 2 } } }
            encounterClasses: { inpatient: [LAB IP], outpatient: [LAB OP] }
            """);

        var order = test("FER", knowledge).order();
        assertThat(order.local(CareSetting.INPATIENT)).isEqualTo(local("2"));
        assertThat(order.local(CareSetting.OUTPATIENT)).isEqualTo(local("1"));
        assertThat(order.local(CareSetting.UNKNOWN)).isEqualTo(local("1"));
        assertThat(test("FER", knowledge).orderCodes()).contains(local("1"), local("2"), Code.loinc("2276-4"));
        assertThat(knowledge.encounters().inpatient()).contains(local("IP")).hasSizeGreaterThan(1);
        assertThat(knowledge.encounters().outpatient()).contains(local("OP")).doesNotContain(local("IP"));
    }

    @Test
    void addsPanelsToBothResultsAndOrders() {
        var knowledge = site("tests: { TSAT: { panels: [LAB IRONPANEL] } }");

        assertThat(test("TSAT", knowledge).panels()).containsKeys(local("IRONPANEL"), Code.loinc("50190-8"));
        assertThat(test("TSAT", knowledge).orderCodes()).contains(local("IRONPANEL"));
        assertThat(knowledge.reportCodes()).contains(local("IRONPANEL"));
    }

    @Test
    void letsOnePanelHoldSeveralTests() {
        var knowledge = site("tests: { FER: { panels: [LAB IRONPANEL] }, TSAT: { panels: [LAB IRONPANEL] } }");

        assertThat(test("FER", knowledge).panels()).containsKeys(local("IRONPANEL"));
        assertThat(test("TSAT", knowledge).panels()).containsKeys(local("IRONPANEL"));
    }

    @Test
    void changesALookback() {
        var knowledge = site("tests: { A1C: { lookbackDays: 180 } }");

        assertThat(test("A1C", knowledge).lookbackDays()).isEqualTo(180);
        assertThat(test("TSH", knowledge).lookbackDays()).isEqualTo(365);
    }

    @Test
    void switchesATestOff() {
        assertThat(site("tests: { A1C: { off: true }, TSH: { off: false } }").tests())
                .extracting(LabTest::id)
                .startsWith("FER", "TSAT", "B12", "TSH")
                .doesNotContain("A1C");
    }

    @Test
    void switchesAnExtendedTestOn() {
        var urea = Code.loinc("3094-0");

        assertThat(site("tests: { BUN: { on: true } }").observationCodes()).contains(urea);
        assertThat(site("tests: { BUN: { on: false } }").observationCodes()).doesNotContain(urea);
    }

    private static RiskContext context(String id, Knowledge knowledge) {
        return knowledge.contexts().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** E2. */
    @Test
    void addsCodesAndWordsToAContext() {
        var knowledge = site("contexts: { DIALYSIS: { codes: [LAB DIA-1], texts: [dialysis unit patient] } }");

        assertThat(context("DIALYSIS", knowledge).codes())
                .contains(local("DIA-1"))
                .containsAll(context("DIALYSIS", load(SHIPPED, null)).codes());
        assertThat(context("DIALYSIS", knowledge).texts()).contains("dialysis unit patient", "dialysis");
        assertThat(context("PREGNANT", knowledge)).isEqualTo(context("PREGNANT", load(SHIPPED, null)));
    }

    @Test
    void addsAContextOfItsOwn() {
        var knowledge = site("contexts: { RARE_DIET: { label: a rare diet, codes: [LAB DIET], higherYield: [B12] } }");

        assertThat(context("RARE_DIET", knowledge))
                .isEqualTo(RiskContext.empty("RARE_DIET", "a rare diet")
                        .with(Set.of(local("DIET")), Set.of(), Set.of("B12")));
        assertThat(knowledge.contexts()).hasSize(load(SHIPPED, null).contexts().size() + 1);
    }

    @Test
    void knowsReasonsInTheWordsOfTheEhr() {
        var knowledge = site(
                "overrideReasons: { \" Does not meet criteria\": not-clinically-indicated, \"45\": done-elsewhere }");

        assertThat(knowledge.ownReasons())
                .containsOnly(
                        java.util.Map.entry("does not meet criteria", "not-clinically-indicated"),
                        java.util.Map.entry("45", "done-elsewhere"));
    }

    @Test
    void changesNothingElse() {
        var plain = load(SHIPPED, null);

        assertThat(site("tests: {}"))
                .usingRecursiveComparison()
                .ignoringFields("site", "systems")
                .isEqualTo(plain);
        assertThat(site("tests: {}").systems()).containsAllEntriesOf(plain.systems());
    }

    private record Mistake(String yaml, String path, String reason) {
        @Override
        public String toString() {
            return path + " " + reason;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(
                        "overrideReasons:\n  >Not now: never",
                        "overrideReasons.Not now",
                        "'never' is no override reason; they are: "),
                new Mistake(
                        "overrideReasons:\n  Later: will-order-later\n  >LATER: will-order-later",
                        "overrideReasons.LATER",
                        "is listed twice"),
                new Mistake(
                        "analytes:\n  >FERITIN:\n    codes: [LAB A]",
                        "analytes.FERITIN",
                        "'FERITIN' is no analyte; analytes: FER, TSAT, IRON"),
                new Mistake(
                        "tests:\n  >FERRITIN:\n    off: true",
                        "tests.FERRITIN",
                        "'FERRITIN' is no test; tests: FER, TSAT, B12, TSH, A1C"),
                new Mistake("tests:\n  FER:\n    >on: true", "tests.FER.on", "is for extended tests"),
                new Mistake("analytes:\n  FER:\n    >code: LAB A", "analytes.FER.code", "is not a known key"),
                new Mistake(
                        "contexts:\n  >DIALYSE: { codes: [LAB A] }",
                        "contexts.DIALYSE",
                        "is no context, and one of the site's own needs a label"),
                new Mistake(
                        "contexts:\n  DIALYSIS:\n    >label: dialysis\n    codes: [LAB A]",
                        "contexts.DIALYSIS.label",
                        "is for contexts of the site's own"),
                new Mistake("contexts:\n  >DIALYSIS: { higherYield: [FER] }", "contexts.DIALYSIS.codes", "are missing"),
                new Mistake(
                        "contexts:\n  DIALYSIS:\n    codes: [LAB A]\n    >higherYield: [FERRITIN]",
                        "contexts.DIALYSIS.higherYield[0]",
                        "'FERRITIN' is no test"),
                new Mistake(
                        "contexts:\n  DIALYSIS:\n    >texts: [Dialysis unit]",
                        "contexts.DIALYSIS.texts[0]",
                        "must be in lower case"),
                new Mistake(">labs: {}", "labs", "is not a known key"),
                new Mistake("analytes:\n  FER:\n    >codes: [LABX A]", "analytes.FER.codes[0]", "systems: LOINC, SCT"),
                new Mistake(
                        "analytes:\n  FER:\n    >codes: [LOINC 2276-5]",
                        "analytes.FER.codes[0]",
                        "check digit is wrong"),
                new Mistake(
                        "analytes:\n  FER:\n    >codes: [LOINC 2132-9]",
                        "analytes.FER.codes[0]",
                        "already belongs to B12"),
                new Mistake(
                        "analytes:\n  FER:\n    >codes: [LOINC 48141-6]",
                        "analytes.FER.codes[0]",
                        "already belongs to FER"),
                new Mistake(
                        "analytes:\n  FER:\n    >codes: [LOINC 50190-8]",
                        "analytes.FER.codes[0]",
                        "already belongs to a panel of TSAT"),
                new Mistake(
                        "analytes:\n  FER: { codes: [LAB A] }\n  >B12: { codes: [LAB A] }",
                        "analytes.B12.codes[0]",
                        "already belongs to FER"),
                new Mistake(
                        "tests:\n  TSAT:\n    >panels: [LOINC 2276-4]",
                        "tests.TSAT.panels[0]",
                        "already belongs to FER"),
                new Mistake("tests:\n  FER:\n    >panels: [LOINC 50190-8]", "tests.FER.panels[0]", "a panel of TSAT"),
                new Mistake("tests:\n  FER:\n    >lookbackDays: 0", "tests.FER.lookbackDays", "from 1 to 3650"),
                new Mistake("tests:\n  FER:\n    >off: perhaps", "tests.FER.off", "true or false"),
                new Mistake("tests:\n  FER:\n    >order: { name: Ferritin }", "tests.FER.order.code", "is missing"),
                new Mistake(
                        ">tests: { FER: { off: true }, TSAT: { off: true }, B12: { off: true }, TSH: { off: true },"
                                + " A1C: { off: true } }",
                        "tests",
                        "every core test is switched off"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void refusesAMistakeAndNamesFileLineAndPath(Mistake mistake) {
        var marked = SYSTEMS + mistake.yaml();
        var place = "site.yaml:" + lineOf(">", marked) + ": " + mistake.path() + ": ";

        assertThat(refusal(SHIPPED, marked.replace(">", "")))
                .anySatisfy(problem -> assertThat(problem).startsWith(place).contains(mistake.reason()));
    }

    @Test
    void refusesToRenameASystemOfTheKnowledge() {
        assertThat(refusal(SHIPPED, "tests: {}\nsystems:\n  LOINC: http://example.org\n"))
                .containsExactly("site.yaml:3: systems.LOINC: is already a system of the knowledge file");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(refusal(SHIPPED, "")).containsExactly("site.yaml:1: (file): is empty");
    }
}
