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
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.analyte.Scale;

/** Mistakes in units, scales and codes, and what a site may add to them. */
@Execution(ExecutionMode.CONCURRENT)
class AnalyteFileTests {
    private static final String FERRITIN =
            "{ unit: ng/mL, accepts: { ng/mL: 1, ug/L: 1, mg/L: 1000 }, plausible: [0.5, 100000] }";
    private static final String MOLAR = "{ unit: pmol/L, accepts: { pmol/L: 1 }, toMain: { times: 0.445 } }";
    private static final String NGSP = "toMain: { times: 0.09148, plus: 2.152 }";
    private static final String TRANSFERRIN =
            "as: { g/L: { umol/L: 25.14 }, mg/dL: { ug/dL: 1.404 }, umol/L: { umol/L: 2 } }";

    private record Mistake(String passage, String replacement, String path, String reason) {
        @Override
        public String toString() {
            return path + " " + reason + " (" + replacement + ")";
        }
    }

    private static Mistake ferritin(String from, String to, String path, String reason) {
        return new Mistake(FERRITIN, FERRITIN.replace(from, to), "analytes[0].scales[0]." + path, reason);
    }

    private static Mistake molar(String from, String to, String path, String reason) {
        return new Mistake(MOLAR, MOLAR.replace(from, to), "analytes[0].scales[1]." + path, reason);
    }

    private static Mistake transferrin(String from, String to, String path, String reason) {
        return new Mistake(
                TRANSFERRIN, TRANSFERRIN.replace(from, to), "analytes[1].calculated.wholes[2]." + path, reason);
    }

    static Stream<Mistake> ofScales() {
        return Stream.of(
                ferritin("unit: ng/mL", "units: ng/mL", "unit", "is missing"),
                ferritin("unit: ng/mL", "units: ng/mL", "units", "is not a known key"),
                ferritin("unit: ng/mL", "unit: ng/dL", "accepts", "must hold 'ng/dL' with the factor 1"),
                ferritin("ng/mL: 1", "ng/mL: 2", "accepts", "must hold 'ng/mL' with the factor 1"),
                ferritin("accepts", "accept", "accepts", "is missing"),
                ferritin("mg/L: 1000", "mg/L: 0", "accepts.mg/L", "must be a number above 0"),
                ferritin("mg/L: 1000", "mg/L: -1", "accepts.mg/L", "must be a number above 0"),
                ferritin("mg/L: 1000", "mg/L: \"1000\"", "accepts.mg/L", "must be a number above 0"),
                ferritin("mg/L: 1000", "mg/L: .nan", "accepts.mg/L", "must be a number above 0"),
                ferritin("mg/L: 1000", "mg/L: [1]", "accepts.mg/L", "must be a number above 0"),
                ferritin("ug/L: 1", "µg/L: 1, mcg/l: 1", "accepts.mcg/l", "is read as 'µg/L' is"),
                ferritin("ug/L: 1", "Mg/L: 2", "accepts.mg/L", "written in capitals, is another unit too"),
                ferritin("ug/L: 1", "\"{serum}\": 1", "accepts.{serum}", "is no unit"),
                ferritin("plausible: [0.5, 100000]", "plausible: [0.5]", "plausible", "a lower and a higher limit"),
                ferritin("[0.5, 100000]", "[100000, 0.5]", "plausible", "a lower and a higher limit"),
                ferritin("[0.5, 100000]", "[5, 5]", "plausible", "a lower and a higher limit"),
                ferritin("[0.5, 100000]", "[-1, 5]", "plausible[0]", "must be a number from 0"),
                ferritin("[0.5, 100000]", "[0, many]", "plausible[1]", "must be a number from 0"),
                ferritin("[0.5, 100000]", "wide", "plausible", "must be a list"),
                ferritin(" }, pl", " }, toMain: { times: 1 }, pl", "toMain", "the first scale is the main one"),
                ferritin(" }, pl", " }, grade: x, pl", "grade", "is not a known key"),
                molar(", toMain: { times: 0.445 }", "", "toMain", "is missing"),
                molar("times: 0.445", "times: 0", "toMain.times", "must be a number above 0"),
                molar("times: 0.445", "dividedBy: no", "toMain.dividedBy", "must be a number above 0"),
                molar("times: 0.445", "plus: 1", "toMain.times", "is missing, and dividedBy too"),
                molar("times: 0.445", "time: 0.445", "toMain.time", "is not a known key"),
                molar("toMain", "noClass: true, toMain", "toMain", "says nothing where noClass is true"),
                molar("pmol/L", "ng/mL", "unit", "'ng/mL' is listed twice"),
                new Mistake(NGSP, "toMain: 10", "analytes[9].scales[1].toMain", "must be a mapping"));
    }

    static Stream<Mistake> ofCodes() {
        return Stream.of(
                new Mistake(
                        "20567-4\", name: \"mass, immunoassay\", units: [ng/mL]",
                        "20567-4\", name: mass, units: [ng/L]",
                        "analytes[0].codes[1].units[0]",
                        "'ng/L' is no scale of this analyte; scales: ng/mL, pmol/L"),
                new Mistake(
                        "20567-4\", name: \"mass, immunoassay\", units: [ng/mL]",
                        "20567-4\", name: mass, units: []",
                        "analytes[0].codes[1].units",
                        "must be a list that is not empty"),
                new Mistake(
                        "20567-4\", name: \"mass, immunoassay\", units: [ng/mL]",
                        "20567-4\", name: mass, noClass: true, units: [ng/mL]",
                        "analytes[0].codes[1].units",
                        "says nothing where noClass is true"),
                new Mistake(
                        "20567-4\", name: \"mass, immunoassay\", units: [ng/mL]",
                        "20567-4\", name: mass, noClass: often",
                        "analytes[0].codes[1].noClass",
                        "must be true or false"),
                new Mistake(
                        "name: \"urea nitrogen, mass\", units: [mg/dL]",
                        "name: mass",
                        "analytes[15].codes[0].units",
                        "'mg/dL' is on several of these scales"),
                new Mistake(
                        "{ code: \"LOINC 86914-9\", name: goal }",
                        "{ code: \"LOINC 86914-9\", name: goal, unverified: true }",
                        "analytes[0].never[0].unverified",
                        "is not a known key"));
    }

    static Stream<Mistake> ofCalculations() {
        return Stream.of(
                new Mistake("      part: IRON\n", "      part: IRONS\n", "analytes[1].calculated.part", "no analyte"),
                new Mistake(
                        "{ analyte: TIBC }", "{ analyte: T }", "analytes[1].calculated.wholes[0].analyte", "'T' is"),
                new Mistake(
                        "      noteAbove: 5\n", "      note: 5\n", "analytes[1].calculated.note", "not a known key"),
                new Mistake("noteAbove: 5", "noteAbove: 0", "analytes[1].calculated.noteAbove", "a number above 0"),
                new Mistake("plusPart: true", "plus: true", "analytes[1].calculated.wholes[1].plus", "not a known key"),
                transferrin("g/L: { umol/L: 25.14 }", "kg/L: { umol/L: 1 }", "as", "'kg/L' is no scale of TRANSFERRIN"),
                transferrin("g/L: { umol/L: 25.14 }, ", "", "as", "does not say what 'g/L' amounts to"),
                transferrin("{ ug/dL: 1.404 }", "{ ng/dL: 1 }", "as", "'ng/dL' is no scale of IRON"),
                transferrin("{ ug/dL: 1.404 }", "{ ug/dL: x }", "as.mg/dL.ug/dL", "must be a number above 0"),
                transferrin("{ ug/dL: 1.404 }", "{}", "as.mg/dL", "must name one unit with its factor"),
                transferrin("{ ug/dL: 1.404 }", "1.404", "as.mg/dL", "must be a mapping"),
                new Mistake("- [IRON, UIBC]", "- [UIBC, IRON]", "tests[1].calculatedFrom[1]", "is no pair from which"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"ofScales", "ofCodes", "ofCalculations"})
    void refusesAMistakeAndNamesFileLineAndPath(Mistake mistake) {
        var broken = with(mistake.passage(), mistake.replacement());
        var line = lineOf(mistake.passage().strip(), SHIPPED);
        var place = "rls-workup.yaml:" + line + ": " + mistake.path() + ": ";

        assertThat(refusal(broken, null))
                .anySatisfy(problem -> assertThat(problem).startsWith(place).contains(mistake.reason()));
    }

    @Test
    void keepsScalesInTheirOrderAndTheirUnits() {
        var ferritin = load(SHIPPED, null).analyte("FER");

        assertThat(ferritin.scales()).extracting(Scale::id).containsExactly("ng/mL", "pmol/L");
        assertThat(ferritin.main().accepts().written().keySet()).containsExactly("ng/mL", "ug/L", "mg/L");
    }

    @ParameterizedTest(name = "{0} of {1}: unverified {2}")
    @CsvSource({"2276-4, FER, false", "35209-6, FER, true", "2505-6, TSAT, true", "1988-5, CRP, false"})
    void keepsWhatWasNotConfirmedTwice(String code, String analyte, boolean unverified) {
        assertThat(load(SHIPPED, null).analyte(analyte).codes().get(Code.loinc(code)))
                .isNotNull()
                .satisfies(filing -> assertThat(filing.unverified()).isEqualTo(unverified));
    }

    private static final String SYSTEMS = "systems: { LAB: \"http://lab.example/codes\" }\n";

    @Test
    void letsASiteDeclareTheUnitOfNumbersWithoutOne() {
        var knowledge = load(
                SHIPPED,
                SYSTEMS + "analytes: { FER: { codes: [LAB F], defaultUnits: { LAB F: pmol/L, LOINC 2276-4: ug/L } } }");
        var codes = knowledge.analyte("FER").codes();

        assertThat(codes.get(new Code("http://lab.example/codes", "F")).defaultUnit())
                .isEqualTo("pmol/L");
        assertThat(codes.get(Code.loinc("2276-4")).defaultUnit()).isEqualTo("ug/L");
        assertThat(codes.get(Code.loinc("20567-4")).defaultUnit()).isNull();
    }

    @Test
    void takesForALocalCodeEveryUnitInItsUsualMeaning() {
        var knowledge = load(SHIPPED, SYSTEMS + "analytes: { BUN: { codes: [LAB UREA-N] } }");
        var filing = knowledge.analyte("BUN").codes().get(new Code("http://lab.example/codes", "UREA-N"));

        assertThat(filing.scales()).extracting(Scale::id).containsExactly("mg/dL", "mmol/L");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "LAB F: ng/mL | analytes.FER.defaultUnits.LAB F: is no code of this analyte",
                "LOINC 2132-9: ng/L | analytes.FER.defaultUnits.LOINC 2132-9: is no code of this analyte",
                "LOINC 2276-5: ng/mL | analytes.FER.defaultUnits.LOINC 2276-5: '2276-5' is no LOINC code",
                "LOINC 2276-4: pmol/L | analytes.FER.defaultUnits.LOINC 2276-4: 'pmol/L' is no unit for this code",
                "LOINC 2276-4: furlongs | analytes.FER.defaultUnits.LOINC 2276-4: 'furlongs' is no unit for this code",
                "LOINC 2276-4: [ng/mL] | analytes.FER.defaultUnits.LOINC 2276-4: must be a text",
            })
    void refusesADefaultUnitThatFitsNothing(String entry, String problem) {
        var site = SYSTEMS + "analytes:\n  FER:\n    defaultUnits:\n      " + entry + "\n";

        assertThat(refusal(SHIPPED, site))
                .anySatisfy(it -> assertThat(it).startsWith("site.yaml:5: ").contains(problem));
    }
}
