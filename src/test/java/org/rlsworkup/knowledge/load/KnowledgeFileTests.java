package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.SHIPPED;
import static org.rlsworkup.knowledge.load.Yaml.lineOf;
import static org.rlsworkup.knowledge.load.Yaml.load;
import static org.rlsworkup.knowledge.load.Yaml.refusal;
import static org.rlsworkup.knowledge.load.Yaml.with;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;

@Execution(ExecutionMode.CONCURRENT)
class KnowledgeFileTests {
    /**
     * A mistake an author could make.
     *
     * @param at begins the line that must be named, in the broken file
     */
    private record Mistake(String passage, String replacement, String at, String path, String reason) {
        Mistake at(String line) {
            return new Mistake(passage, replacement, line, path, reason);
        }

        @Override
        public String toString() {
            return path + " " + reason + " (" + replacement.strip() + ")";
        }
    }

    private static Mistake mistake(String passage, String replacement, String path, String reason) {
        return new Mistake(passage, replacement, replacement.strip(), path, reason);
    }

    static Stream<Mistake> ofForm() {
        return Stream.of(
                mistake("version: \"2026-11-20\"\n", "verzion: x\n", "verzion", "is not a known key"),
                new Mistake("version: \"2026-11-20\"\n", "", "systems:", "version", "is missing"),
                mistake("    label: TSH\n", "    lable: TSH\n", "tests[3].lable", "is not a known key"),
                new Mistake("    label: TSH\n", "", "  - id: TSH\n    tier", "tests[3].label", "is missing"),
                new Mistake(
                        "    label: TSH\n",
                        "    label: TSH\n    label: b\n",
                        "    label: b",
                        "tests[3].label",
                        "twice"),
                mistake("    label: TSAT\n", "    label: [TSAT]\n", "tests[1].label", "must be a text"),
                mistake("    label: TSAT\n", "    label: \"\"\n", "tests[1].label", "must be a text"),
                new Mistake("    label: TSAT\n", "    label:\n", "    label:\n", "tests[1].label", "must be a text"),
                mistake("pendingDays: 14", "pendingDays: fourteen", "records.pendingDays", "must be a whole number"),
                mistake("pendingDays: 14", "pendingDays: \"14\"", "records.pendingDays", "must be a whole number"),
                mistake("pendingDays: 14", "pendingDays: 1.5", "records.pendingDays", "must be a whole number"),
                mistake("pendingDays: 14", "pendingDays: 0", "records.pendingDays", "from 1 to 365"),
                mistake("pendingDays: 14", "pendingDays: 366", "records.pendingDays", "from 1 to 365"),
                mistake("pendingDays: 14", "pendingDays: 99999999999999999999", "records.pendingDays", "from 1 to 365"),
                new Mistake("  pendingDays: 14\n", "", "records:", "records.pendingDays", "is missing"),
                mistake("measuredBy: [TSH]", "measuredBy: TSH", "tests[3].measuredBy", "must be a list"),
                mistake("measuredBy: [TSH]", "measuredBy: []", "tests[3].measuredBy", "must be a list"),
                mistake(
                        "order: { code: \"LOINC 3016-3\", name: TSH }",
                        "order: TSH",
                        "tests[3].order",
                        "must be a mapping"),
                mistake("- [IRON, UIBC]", "- IRON", "tests[1].calculatedFrom[1]", "must be a list"),
                mistake(
                                "G25.71\"]\n    companion: true",
                                "G25.71\"]\n    companion: often",
                                "contexts[29].companion",
                                "true or false")
                        .at("    companion: often"));
    }

    static Stream<Mistake> ofCodes() {
        return Stream.of(
                mistake("LOINC 11580-8", "LOINC 11580-7", "analytes[8].codes[2].code", "check digit is wrong"),
                mistake("LOINC 11580-8", "LOINC TSH", "analytes[8].codes[2].code", "check digit is wrong"),
                mistake("LOINC 11580-8", "LOINK 11580-8", "analytes[8].codes[2].code", "systems: LOINC, SCT"),
                mistake(
                        "\"LOINC 11580-8\"",
                        "\"11580-8\"",
                        "analytes[8].codes[2].code",
                        "must be a system's short name"),
                mistake(
                        "\"SCT 1022441000000101\"",
                        "\"SNOMED 1022441000000101\"",
                        "tests[5].orderedBy[0]",
                        "must be a system's short name"),
                mistake(
                                "LOINC 11580-8",
                                "LOINC 11579-0\", name: b }\n      - { code: \"LOINC 11580-8",
                                "analytes[8].codes[2].code",
                                "'11579-0' is listed twice")
                        .at("      - { code: \"LOINC 11579-0\", name: b }"),
                mistake("LOINC 5385-0", "LOINC 2276-4", "analytes[8].never[6].code", "is already listed for FER")
                        .at("      - { code: \"LOINC 2276-4\", name: receptor"),
                mistake(
                                "LOINC 70299-3",
                                "LOINC 2502-3\", name: b, unverified: true }\n      - { code: \"LOINC 70299-3",
                                "tests[1].panels[2].code",
                                "is already listed for TSAT")
                        .at("      - { code: \"LOINC 2502-3\", name: b"),
                mistake("ICD11 7A80", "ICD10CM G25.81", "diagnosis.codes[5].code", "is listed twice")
                        .at("    - { code: \"ICD10CM G25.81\", name: Restless legs syndrome }\n    - { code: \"ICPC2"),
                mistake(
                                "ICD10CM G47.62\", name:",
                                "ICD10CM G25.81\", name:",
                                "diagnosis.never[3].code",
                                "is also listed as RLS")
                        .at("    - { code: \"ICD10CM G25.81\", name: Sleep"),
                mistake(
                        "LOINC 26916-7\", name: unsaturated binding",
                        "LOINC 26916-7\", invalidCheckDigit: true, name: b",
                        "analytes[6].never[1].code",
                        "has a right LOINC check digit"),
                mistake(
                        "LOINC 11580-8\", name:",
                        "LOINC 11580-7\", invalidCheckDigit: true, name:",
                        "analytes[8].codes[2].invalidCheckDigit",
                        "is not a known key"));
    }

    static Stream<Mistake> ofNames() {
        return Stream.of(
                mistake(
                        "measuredBy: [B12, HOLOTC]",
                        "measuredBy: [B12, HOLO]",
                        "tests[2].measuredBy[1]",
                        "'HOLO' is no analyte"),
                mistake("- [IRON, UIBC]", "- [IRON, UIBD]", "tests[1].calculatedFrom[1][1]", "'UIBD' is no analyte"),
                mistake("- [IRON, UIBC]", "- [IRON, UIBC, TIBC]", "tests[1].calculatedFrom[1]", "must be a pair"),
                mistake("[A1C, B12, TSH]", "[A1C, B12, T3]", "contexts[24].higherYield[2]", "'T3' is no test"),
                mistake(
                        "[PREGNANT, DIALYSIS, DIALYSIS_PROCEDURE]\n    recommended",
                        "[PREGNANT, DIALYSE]\n    recommended",
                        "tests[4].offIn[1]",
                        "'DIALYSE' is no context"),
                mistake(
                        "PREGNANT: { code:",
                        "PREGNANCY: { code:",
                        "tests[2].orderIn.PREGNANCY",
                        "'PREGNANCY' is no context"),
                mistake("endedBy: POSTPARTUM", "endedBy: BIRTH", "contexts[6].endedBy", "'BIRTH' is no context"),
                mistake("[LOCAL, A1CIRON]", "[LOCAL, IRONA1C]", "tests[4].citations[1]", "'IRONA1C' is no source"),
                new Mistake(
                        "    citations: [LOCAL, A1CIRON]\n",
                        "",
                        "  - id: A1C\n    tier",
                        "tests[4].citations",
                        "is missing"),
                mistake(
                                "guideline consensus\n"
                                    + "    grade: G1\n"
                                    + "    evidence: \"RLS guidelines ask for ferritin together with transferrin"
                                    + " saturation in all clinically significant RLS; their thresholds are consensus,"
                                    + " not trial-tested.\"\n"
                                    + "    citations: [AASM2025]",
                                "guideline consensus\n    grade: A\n    evidence: b\n    citations: [AASM2025]",
                                "tests[1].grade",
                                "must be one of G1, G2, L, E1, E2")
                        .at("    grade: A\n"),
                mistake(
                                "  - id: TSH\n    tier: core",
                                "  - id: TSH\n    tier: best",
                                "tests[3].tier",
                                "must be one of core, extended, reflex")
                        .at("    tier: best"),
                mistake("  - id: UIBC\n", "  - id: TIBC\n    x: y\n", "analytes[4].id", "'TIBC' is listed twice"),
                mistake(
                        "  - id: A1C\n    tier",
                        "  - id: TSH\n    tier: core\n    x",
                        "tests[4].id",
                        "'TSH' is listed twice"),
                mistake("  - id: COELIAC\n", "  - id: IBD\n    x: y\n", "contexts[1].id", "'IBD' is listed twice"),
                new Mistake(
                        "    codes: [\"SCT 84568007\", \"ICD10CM K29.40\"]\n",
                        "",
                        "  - id: ATROPHIC_GASTRITIS",
                        "contexts[3].codes",
                        "needs codes, prefixes"));
    }

    static Stream<Mistake> ofWords() {
        return Stream.of(
                mistake("ordered {date}.", "ordered {datum}.", "wording.SETTLED_ORDERED", "{datum} is not known here"),
                mistake("ordered {date}.", "ordered {date.", "wording.SETTLED_ORDERED", "not closed"),
                mistake("ordered {date}.", "ordered date}.", "wording.SETTLED_ORDERED", "not opened"),
                new Mistake(
                        "  FOOTER: \"Decision support only; clinician judgement prevails.\"\n",
                        "",
                        "wording:",
                        "wording.FOOTER",
                        "is missing"),
                mistake("  FOOTER:", "  FOOTNOTE: b\n  FOOTER:", "wording.FOOTNOTE", "is not a known key")
                        .at("  FOOTNOTE"),
                mistake(
                        "  FUTURE: \"{what} dated {date}, which lies ahead\"",
                        "  FUTURES: b",
                        "shortfalls.FUTURES",
                        "is not a known key"),
                mistake("{what} without a date", "{what} of {date}", "shortfalls.NO_DATE", "{date} is not known here"),
                mistake(
                        "No fasting needed.",
                        "Fasting is Required.",
                        "tests[4].collection",
                        "'required' stands on no card"),
                mistake(
                        " INTRODUCTION: \"RLS is a clinical",
                        " INTRODUCTION: \"RLS is never critical",
                        "wording.INTRODUCTION",
                        "'critical' stands on no card"),
                mistake(
                        "label: inflammatory bowel disease",
                        "label: bowel disease caused by itself",
                        "contexts[0].label",
                        "'caused by' stands on no card"),
                mistake(
                        "      - willis ekbom disease\n",
                        "      - Willis Ekbom disease\n",
                        "diagnosis.text.phrases[4]",
                        "must be in lower case"),
                mistake("url: https://doi", "url: http://doi", "card.source.url", "must be an https address"));
    }

    static Stream<Mistake> ofReferences() {
        return Stream.of(
                mistake(
                        "[HENING2009]",
                        "[HENNING2009]",
                        "misconceptions[9].citations[0]",
                        "'HENNING2009' is no source"),
                mistake(
                        "    citations: [HENING2009]\n",
                        "    citations: []\n",
                        "misconceptions[9].citations",
                        "not empty"),
                new Mistake(
                        "    citations: [HENING2009]\n",
                        "",
                        "  - id: MISCLASSIFIED",
                        "misconceptions[9].citations",
                        "is missing"),
                mistake("  - id: DOPAMINE\n", "  - id: IBD_B12\n", "misconceptions[10].id", "'IBD_B12' is listed twice")
                        .at("  - id: IBD_B12\n    claim: \"Dopaminergic"),
                mistake(
                        "    claim: \"Dopaminergic",
                        "    says: \"Dopaminergic",
                        "misconceptions[10].says",
                        "not a known key"),
                mistake("  E1: randomised trial\n", "  E3: randomised trial\n", "grades.E3", "is not a known key"),
                new Mistake("  E1: randomised trial\n", "", "grades:", "grades.E1", "is missing"),
                mistake(
                                "    label: Wali 2019\n",
                                "    title: Wali 2019\n",
                                "sources.VITDRCT.title",
                                "is not a known key")
                        .at("    title:"),
                new Mistake(
                        "PMID 30430372\"\n    read: abstract\n",
                        "PMID 30430372\"\n",
                        "  VITDRCT:",
                        "sources.VITDRCT.read",
                        "is missing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"ofForm", "ofCodes", "ofNames", "ofWords", "ofReferences"})
    void refusesAMistakeAndNamesFileLineAndPath(Mistake mistake) {
        var broken = with(mistake.passage(), mistake.replacement());
        var place = "rls-workup.yaml:" + lineOf(mistake.at(), broken) + ": " + mistake.path() + ": ";

        assertThat(refusal(broken, null))
                .anySatisfy(problem -> assertThat(problem).startsWith(place).contains(mistake.reason()));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource({
        "'', 1, is empty",
        "'# nothing but a remark', 1, is empty",
        "'version: \"open', 1, is no valid YAML",
        "'version: a\n  b: c', 2, is no valid YAML",
        "'version: a\nsystems: [}', 2, is no valid YAML",
    })
    void refusesWhatIsNoYaml(String yaml, int line, String reason) {
        assertThat(refusal(yaml, null)).containsExactly("rls-workup.yaml:" + line + ": (file): " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "a text", "42"})
    void refusesAFileThatIsNoMapping(String yaml) {
        assertThat(refusal(yaml, null)).contains("rls-workup.yaml:1: (file): must be a mapping of keys to values");
    }

    @Test
    void refusesASecondDocument() {
        var two = SHIPPED + "---\nversion: another\n";

        assertThat(refusal(two, null))
                .containsExactly("rls-workup.yaml:" + lineOf("version: another", two)
                        + ": (file): holds more than one document");
    }

    @Test
    void reportsEveryProblemAtOnceInTheOrderOfTheFile() {
        var broken = with("pendingDays: 14", "pendingDays: 0")
                .replace("LOINC 11580-8", "LOINC 11580-7")
                .replace("ordered {date}.", "ordered {datum}.");

        assertThat(refusal(broken, null))
                .satisfiesExactly(
                        first -> assertThat(first).contains("records.pendingDays"),
                        second -> assertThat(second).contains("analytes[8].codes[2].code"),
                        third -> assertThat(third).contains("wording.SETTLED_ORDERED"));
    }

    @Test
    void loadsTheShippedFile() {
        var knowledge = load(SHIPPED, null);

        assertThat(knowledge.version()).isEqualTo("2026-11-20");
        assertThat(knowledge.tests()).extracting(LabTest::id).startsWith("FER", "TSAT", "B12", "TSH", "A1C");
        assertThat(knowledge.tests(Tier.CORE)).hasSize(5);
        assertThat(knowledge.tests(Tier.CORE)).extracting(LabTest::lookbackDays).containsOnly(365);
        assertThat(knowledge.card().overrideReasons())
                .extracting(reason -> reason.code())
                .containsExactly(
                        "done-elsewhere",
                        "patient-declined",
                        "not-clinically-indicated",
                        "will-order-later",
                        "diagnosis-wrong");
    }
}
