package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Lab.coded;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Report.report;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Problem;
import org.rlsworkup.workup.missing.Finding;

/**
 * The codes under which a result counts. They are entered from the specification, not read from the knowledge.
 */
class ResultCodeTests {
    private static final String THEN = "2026-10-01";

    @ParameterizedTest(name = "{1} is a result of {0}")
    @CsvSource(
            delimiter = ':',
            value = {
                "FER:2276-4",
                "FER:20567-4",
                "FER:24373-3",
                "FER:14723-1",
                "FER:35209-6",
                "TSAT:2502-3",
                "TSAT:14801-5",
                "TSAT:39778-6",
                "TSAT:6796-7",
                "TSAT:2505-6",
                "TSAT:50190-8",
                "TSAT:75689-0",
                "TSAT:70299-3",
                "B12:2132-9",
                "B12:14685-2",
                "B12:16695-9",
                "B12:35201-3",
                "B12:15039-1",
                "B12:72160-5",
                "TSH:3016-3",
                "TSH:11579-0",
                "TSH:11580-8",
                "TSH:3015-5",
                "TSH:14999-7",
                "TSH:27975-2",
                "TSH:14297-6",
                "A1C:4548-4",
                "A1C:4549-2",
                "A1C:17855-8",
                "A1C:17856-6",
                "A1C:59261-8",
                "A1C:96595-4",
                "A1C:41995-2",
                "A1C:55454-3",
                "A1C:71875-9",
                "A1C:62388-4"
            })
    void countsEveryCodeOfTheTest(String test, String loinc) {
        assertThat(missing(everythingBut(test))).containsExactly(test);
        assertThat(missing(everythingBut(test, lab(loinc).on(THEN)))).isEmpty();
    }

    @ParameterizedTest(name = "{0} with {1} is a saturation")
    @CsvSource({
        "2498-4, 2500-7", "2498-4, 14800-7", "2498-4, 35215-3",
        "2498-4, 2501-5", "2498-4, 22753-8", "2498-4, 35216-1",
        "2498-4, 3034-6", "2498-4, 22674-6", "2498-4, 35229-4",
        "14798-3, 2500-7", "35214-6, 2500-7",
    })
    void countsSaturationByItsParts(String iron, String capacity) {
        assertThat(missing(everythingBut("TSAT", lab(iron).on(THEN)))).containsExactly("TSAT");
        assertThat(missing(everythingBut("TSAT", lab(capacity).on(THEN)))).containsExactly("TSAT");
        assertThat(missing(
                        everythingBut("TSAT", lab(iron).on(THEN), lab(capacity).on(THEN))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1} is no result of {0}")
    @CsvSource(
            delimiter = ':',
            value = {
                "FER:86914-9",
                "FER:48141-6",
                "FER:53048-5",
                "FER:14724-9",
                "TSAT:86913-1",
                "TSAT:72068-0",
                "B12:14685-0",
                "B12:26916-7",
                "B12:2171-7",
                "B12:15052-4",
                "B12:1888-7",
                "B12:30904-7",
                "B12:30906-2",
                "B12:81062-2",
                "B12:72157-1",
                "B12:72158-9",
                "TSH:29575-8",
                "TSH:29574-1",
                "TSH:69561-9",
                "TSH:26998-5",
                "TSH:20452-9",
                "TSH:5385-0",
                "TSH:3017-1",
                "TSH:33258-5",
                "A1C:86910-7",
                "A1C:4637-5",
                "A1C:62387-6"
            })
    void countsNoLookalike(String test, String loinc) {
        assertThat(missing(everythingBut(test, lab(loinc).on(THEN)))).containsExactly(test);
    }

    @ParameterizedTest(name = "{0} is no iron")
    @ValueSource(strings = {"2504-9", "2499-2", "15357-7"})
    void countsNoSaturationWithIronFromElsewhere(String iron) {
        assertThat(missing(
                        everythingBut("TSAT", lab(iron).on(THEN), lab("2500-7").on(THEN))))
                .containsExactly("TSAT");
    }

    @ParameterizedTest(name = "{0} is no transferrin")
    @ValueSource(strings = {"30248-9", "33210-6", "48495-6", "3035-3"})
    void countsNoSaturationWithAnotherTransferrin(String transferrin) {
        assertThat(missing(everythingBut(
                        "TSAT", lab("2498-4").on(THEN), lab(transferrin).on(THEN))))
                .containsExactly("TSAT");
    }

    @Test
    void saysThatALookalikeIsOnFile() {
        assertThat(shortfalls("B12", lab("14685-0").on(THEN))).containsExactly(Shortfall.CODE_NOT_COUNTED);
    }

    @Test
    void countsTheCodeThatCountsBesideALookalike() {
        var both = new Concept(
                List.of(
                        new Concept.Coding(Code.loinc("14685-0"), null),
                        new Concept.Coding(Code.loinc("14685-2"), null)),
                null);

        assertThat(missing(everythingBut("B12", coded(both).on(THEN)))).isEmpty();
    }

    @Test
    void countsNoCodeOfAnotherSystem() {
        var other = missingTest("FER", coded(new Code(Problem.SCT, "2276-4")).on(THEN));

        assertThat(other.onFile()).isEmpty();
        assertThat(other.recommended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://loing.org", "https://laboratory.example/codes", "urn:oid:2.16.840.1.113883.6.10"})
    void tellsOfACodeUnderASystemThatIsNotKnown(String system) {
        var other = missingTest("FER", coded(new Code(system, "2276-4")).on(THEN));

        assertThat(other.onFile())
                .singleElement()
                .satisfies(it -> assertThat(it.why()).isEqualTo(Shortfall.CODE_OF_UNKNOWN_SYSTEM))
                .satisfies(it -> assertThat(it.what()).isEqualTo("2276-4"));
        assertThat(other.recommended()).isFalse();
    }

    /** A panel is not split into members that nobody can tell apart. */
    @Test
    void countsAPanelWhoseMembersAreCodedUnderASystemThatIsNotKnown() {
        var member = coded(new Code("https://laboratory.example/codes", "2502-3"))
                .id("m")
                .on(THEN);

        assertThat(finding("TSAT", report("50190-8").results("m"), member)).isInstanceOf(Finding.Done.class);
    }

    @ParameterizedTest(name = "SNOMED CT {0} is a result of {1}")
    @CsvSource({
        "489004, FER, 42 ng/mL, 42 ng/mL",
        "269821003, FER, 42 ng/mL, 42 ng/mL",
        "993381000000106, FER, 42 ug/L, 42 ng/mL",
        "992911000000107, FER, 42 ug/L, 42 ng/mL",
        "14598005, B12, 250 ng/L, 250 ng/L",
        "271216009, B12, 250 ng/L, 250 ng/L",
        "61167004, TSH, 2.1 mIU/L, 2.1 mIU/L",
        "313440008, TSH, 2.1 mIU/L, 2.1 mIU/L",
        "1022791000000101, TSH, 2.1 mU/L, 2.1 mIU/L",
        "1022801000000102, TSH, 2.1 mU/L, 2.1 mIU/L",
        "43396009, A1C, 6.1 %, 6.1 %",
        "999791000000106, A1C, 44 mmol/mol, 44 mmol/mol",
        "1049301000000100, A1C, 44 mmol/mol, 44 mmol/mol",
        "1049321000000109, A1C, 44 mmol/mol, 44 mmol/mol",
        "70901006, CREATININE, 80 umol/L, 80 umol/L",
        "1000731000000107, CREATININE, 80 umol/L, 80 umol/L",
        "1011481000000105, EGFR, 59 mL/min, 59 mL/min/{1.73_m2}",
        "71878006, CA, 9.4 mg/dL, 9.4 mg/dL",
        "38151008, MG, 2 mg/dL, 2 mg/dL",
        "250745003, ACR, 20 mg/g, 20 mg/g",
        "104733005, HCY, 12 umol/L, 12 umol/L",
        "1022431000000105, HB, 135 g/L, 13.5 g/dL"
    })
    void readsResultsUnderTheCodeOfTheProcedureOrOfTheUnitedKingdom(
            String code, String analyte, String value, String means) {
        var result = coded(new Code(Problem.SCT, code)).on(THEN).value(Values.quantity(value));
        var results = new ResultReader(KNOWLEDGE).read(chart(result), NOW).byAnalyte();

        assertThat(results).containsOnlyKeys(analyte);
        assertThat(Values.onScale(
                        new MeasurementReader(KNOWLEDGE).of(results.get(analyte).get(0))))
                .isEqualTo(means);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://loinc.org|2.78", "urn:oid:2.16.840.1.113883.6.1"})
    void countsLoincInItsOtherSpellings(String system) {
        assertThat(missing(
                        everythingBut("FER", coded(new Code(system, "2276-4")).on(THEN))))
                .isEmpty();
    }

    @Test
    void countsNoCodeWithoutSystemAndAsksForALook() {
        var missing = missingTest("FER", coded(new Code(null, "2276-4")).on(THEN));

        assertThat(missing.onFile()).extracting(Finding.OnFile::why).containsExactly(Shortfall.CODE_WITHOUT_SYSTEM);
        assertThat(missing.recommended()).isFalse();
    }

    @ParameterizedTest(name = "{0} holds no ferritin")
    @ValueSource(strings = {"50190-8", "75689-0", "70299-3"})
    void seesNoFerritinInAnIronPanel(String panel) {
        assertThat(missing(everythingBut("FER", lab(panel).on(THEN).withoutValue())))
                .containsExactly("FER");
    }
}
