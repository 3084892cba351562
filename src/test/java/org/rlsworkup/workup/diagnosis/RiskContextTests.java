package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Done.procedure;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Problem.coded;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.Problem.snomed;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Done;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Modified;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.Problem;
import org.rlsworkup.workup.medicines.MedicineFinder;
import org.rlsworkup.workup.missing.Finding;

/** Which resources indicate a context, row by row of the specification. */
public class RiskContextTests {
    private static final RiskContextFinder FINDER = new RiskContextFinder(
            Charts.KNOWLEDGE.contexts(),
            Charts.KNOWLEDGE.gestation(),
            Charts.KNOWLEDGE.records().modifiers());

    static ActiveContexts contexts(Part... parts) {
        return FINDER.find(
                chart(parts), new MedicineFinder(Charts.KNOWLEDGE.drugs()).find(chart(parts), Charts.NOW), Charts.NOW);
    }

    public static List<String> ids(Part... parts) {
        return contexts(parts).held().stream().map(RiskContext::id).toList();
    }

    @ParameterizedTest(name = "{0} → held: {1}")
    @CsvSource({
        "https://www.netzwerk-universitaetsmedizin.de/fhir/StructureDefinition/uncertainty-of-presence, false",
        "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDone, false",
        "https://ehr.example/qualifier, true"
    })
    void isNotShownByAConditionOfWhichNobodyKnowsWhetherItIsThere(String modifier, boolean held) {
        assertThat(ids(Problem.snomed("44054006").meta(Modified.by(modifier))))
                .isEqualTo(held ? List.of("DIABETES") : List.of());
    }

    @Test
    void isNotShownByAProcedureWhoseMeaningIsModifiedAndThatIsSaid() {
        var chart = chart(Done.procedure("34897002").meta(Modified.by("https://ehr.example/qualifier")));

        assertThat(chart.procedures()).isEmpty();
        assertThat(chart.unread()).containsExactly(Source.PROCEDURES);
        assertThat(chart(Done.procedure("34897002")).unread()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "433144002 700378005 700379002 431857002 433146000 709044004 N18.30 N18.31 N18.32 N18.4 N18.5:CKD",
                "161665007 Z94.0:KIDNEY_TRANSPLANT",
                "46177005 236435004 105502003 265764009 302497006 71192002 108241001 N18.6 Z99.2 Z49.31:DIALYSIS",
                "80141007 40108008 127040003 D56.1 D57.1 D57.40 D58.2:HAEMOGLOBINOPATHY",
                "44054006 46635009 73211009 E08.9 E09.9 E10.9 E11.9 E13.9:DIABETES",
                "69896004 M05.79 M06.9:RHEUMATOID_ARTHRITIS",
                "418763003 G47.61:PLMD",
                "G25.71:AKATHISIA",
                "G47.62:LEG_CRAMPS",
                "78275009 73430006 27405005 230493001 G47.30 G47.31 G47.33 G47.39:SLEEP_APNOEA",
                "385763009:HOSPICE",
                "Z51.5:PALLIATIVE",
            })
    void isShownByACondition(String codes, String context) {
        for (var code : codes.split(" ", -1)) {
            assertThat(ids(problem(code))).as(code).containsExactly(context);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"N18.2", "N18.9", "N17.9", "D64.9X", "D60.1", "O24.410", "E14.9", "E07.9", "M04.1", "G47.00"})
    void isNotShownByANeighbour(String code) {
        assertThat(ids(problem(code).recorded("2020-01-01"))).isEmpty();
    }

    @Test
    void keepsTheDateOfTheNewestRecord() {
        var contexts = contexts(
                snomed("34000006").recorded("2020-01-01"), icd("K50.90").recorded("2024-05-05"), snomed("64766004"));

        assertThat(contexts.date("IBD")).isEqualTo(PartialDate.parse("2026-06-01"));
        assertThat(contexts.date("CKD")).isNull();
        assertThat(contexts(snomed("34000006").recorded(null)).date("IBD")).isNull();
    }

    @Nested
    class InAProcedure {
        @Test
        void isOverWhereTheSameConditionTellsItsEnd() {
            assertThat(ids(problem("Z99.2"))).containsExactly("DIALYSIS");
            assertThat(ids(problem("Z99.2").and(Problem.ICD10CM, "Z94.0", null)))
                    .containsExactly("KIDNEY_TRANSPLANT");
            assertThat(ids(snomed("77386006").recorded("2026-11-01"))).containsExactly("PREGNANT");
            assertThat(ids(snomed("77386006").and(Problem.SCT, "17369002", null).recorded("2026-11-01")))
                    .doesNotContain("PREGNANT");
        }

        @ParameterizedTest
        @ValueSource(strings = {"completed", "in-progress"})
        void countsWhatWasDone(String status) {
            assertThat(ids(procedure("430715008").status(status))).containsExactly("BARIATRIC");
            assertThat(ids(procedure("161665007").status(status))).containsExactly("KIDNEY_TRANSPLANT");
        }

        @ParameterizedTest
        @ValueSource(strings = {"not-done", "entered-in-error", "preparation", "on-hold", "stopped", "unknown"})
        void doesNotCountWhatWasNot(String status) {
            assertThat(ids(procedure("430715008").status(status))).isEmpty();
            assertThat(ids(procedure("430715008").status(null))).isEmpty();
        }

        @Test
        void doesNotCountThoseOfSomebodyElse() {
            assertThat(ids(procedure("430715008").of(Charts.SOMEBODY_ELSE))).isEmpty();
            assertThat(ids(procedure("430715008").of(null))).isEmpty();
        }

        @ParameterizedTest(name = "dialysis {0} → {1}")
        @CsvSource({"2026-08-22, DIALYSIS_PROCEDURE", "2026-08-21, ''", ", ''"})
        void dialysisIsNoEndStageDiseaseAndCountsFor90Days(String date, String context) {
            assertThat(String.join(" ", ids(procedure("302497006").on(date)))).isEqualTo(context);
        }

        @ParameterizedTest(name = "transfusion {0} → {1}")
        @CsvSource({"2026-07-23, TRANSFUSION", "2026-07-22, ''", ", ''"})
        void transfusionCountsFor120Days(String date, String context) {
            assertThat(String.join(" ", ids(procedure("116859006").on(date)))).isEqualTo(context);
            assertThat(ids(problem("116859006"))).isEmpty();
        }
    }

    @Nested
    class AfterAKidneyTransplant {
        @ParameterizedTest(name = "transplanted {0} → on dialysis: {1}")
        @CsvSource({"2026-06-01, false", "2026-06-02, false", "2026-05-31, true"})
        void dialysisChartedBeforeHasEnded(String transplanted, boolean dialysis) {
            assertThat(ids(icd("Z99.2"), icd("Z94.0").recorded(transplanted)).contains("DIALYSIS"))
                    .isEqualTo(dialysis);
        }
    }

    @Nested
    class ByWords {
        @ParameterizedTest
        @ValueSource(strings = {"blood donor", "Blood donor", "Regular blood-donor", " BLOOD DONOR. "})
        void aDonorIsShownByTheWholeText(String text) {
            assertThat(ids(Problem.worded(text))).containsExactly("BLOOD_DONOR");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"not a blood donor", "former blood donor", "mother is a blood donor", "donor", "blood donors"
                })
        void aDonorIsNotShownByAPartOfTheText(String text) {
            assertThat(ids(Problem.worded(text))).isEmpty();
        }

        @Test
        void aDonorIsNotShownByADisplay() {
            assertThat(ids(coded("urn:local", "1").and("urn:local", "2", "Blood donor")))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Therapeutic phlebotomy", "phlebotomy, therapeutic", "Venesection"})
        void phlebotomyIsShownByTheNameOfTheProcedure(String text) {
            assertThat(ids(Done.worded(text))).containsExactly("PHLEBOTOMY");
            assertThat(ids(Problem.worded(text))).isEmpty();
            assertThat(ids(Done.worded("declined " + text))).isEmpty();
        }

        @ParameterizedTest(name = "{0} {1} → {2}")
        @CsvSource({
            "F18.10, 'Inhalant abuse (nitrous oxide)', NITROUS_OXIDE",
            "F19.10, 'N2O use', NITROUS_OXIDE",
            "F18.10, 'Inhalant abuse, glue', ''",
            "F18.10, , ''",
            "F17.210, 'Nicotine, nitrous oxide', NITROUS_OXIDE",
            "F17.210, 'Uses whippets at weekends', NITROUS_OXIDE",
            "F17.210, 'Laughing gas misuse', NITROUS_OXIDE",
            "F17.210, 'Denies nitrous oxide', ''",
            "F17.210, 'Nitrous oxide for dental procedure', ''",
            "F17.210, 'Entonox (nitrous oxide) in labour', ''",
        })
        void nitrousOxideNeedsItsWords(String code, String text, String context) {
            var problem = text == null ? icd(code) : icd(code).text(text);
            assertThat(String.join(" ", ids(problem))).isEqualTo(context);
        }
    }

    /** Ferritin of 2026-07-01 is 142 days old. */
    @Nested
    class ABloodLossAfterTheDraw {
        @ParameterizedTest(name = "donated {0} → current: {1}")
        @CsvSource({"2026-07-02, false", "2026-07-01, true", "2026-06-30, true", ", true"})
        void outdatesAResultOfMoreThan90Days(String donated, boolean current) {
            var donor = icd("Z52.000").recorded(donated);

            assertThat(Charts.finding("FER", donor, ferritin("2026-07-01")) instanceof Finding.Done)
                    .isEqualTo(current);
            assertThat(
                            Charts.finding(
                                            "FER",
                                            Done.worded("Therapeutic phlebotomy")
                                                    .on(donated),
                                            ferritin("2026-07-01"))
                                    instanceof Finding.Done)
                    .isEqualTo(current);
        }

        @ParameterizedTest(name = "drawn {0} → current: {1}")
        @CsvSource({"2026-08-22, true", "2026-08-21, false"})
        void leavesAResultOf90Days(String drawn, boolean current) {
            var donor = icd("Z52.000").recorded("2026-11-01");

            assertThat(Charts.finding("FER", donor, ferritin(drawn)) instanceof Finding.Done)
                    .isEqualTo(current);
            assertThat(Charts.finding("TSAT", donor, Lab.saturation(drawn)) instanceof Finding.Done)
                    .isEqualTo(current);
            assertThat(Charts.finding("B12", donor, Lab.b12(drawn))).isInstanceOf(Finding.Done.class);
        }

        @Test
        void saysWhyItIsTooOld() {
            var missing = Charts.missingTest("FER", icd("Z52.000").recorded("2026-11-01"), ferritin("2026-07-01"));

            assertThat(missing.lookbackDays()).isEqualTo(90);
            assertThat(missing.shorterIn()).extracting(RiskContext::id).isEqualTo("BLOOD_DONOR");
            assertThat(missing.onFile()).extracting(Finding.OnFile::why).containsExactly(Shortfall.OLDER);
        }

        @Test
        void looksBackAsFarAsEverWhereNothingWasDrawn() {
            assertThat(Charts.missingTest("FER", icd("Z52.000")).lookbackDays()).isEqualTo(365);
        }
    }

    @Test
    void isOneHoweverOftenItIsCoded() {
        assertThat(ids(problem("34000006").and(Problem.ICD10CM, "K50.90", null)))
                .containsExactly("IBD");
    }

    @Test
    void asksForItsOwnOrderOnlyWhereItDoes() {
        assertThat(Charts.missingTest("B12", problem("K50.90")).orderedInsteadIn())
                .isNull();
        assertThat(Charts.missingTest("B12", problem("K50.90"), problem("77386006"))
                        .orderedInsteadIn())
                .isNotNull()
                .returns("PREGNANT", RiskContext::id);
    }

    @Test
    void isNamedFirstAsTheReasonOfAShorterLookBackByTheOrderOfTheKnowledge() {
        var first = contexts(problem("77386006"), problem("Z99.2")).held().get(0);

        assertThat(Charts.missingTest("FER", problem("77386006"), problem("Z99.2"))
                        .shorterIn())
                .isEqualTo(first);
    }
}
