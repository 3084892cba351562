package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.assess;
import static org.rlsworkup.workup.Charts.assessed;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.deceased;
import static org.rlsworkup.workup.Charts.everything;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Lab.b12;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Lab.saturation;
import static org.rlsworkup.workup.Problem.coded;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.snomed;

import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Assessment.NoAdvice;
import org.rlsworkup.workup.Assessment.NoAdviceReason;
import org.rlsworkup.workup.missing.Finding;

class ContextTests {
    private static final String PREGNANCY = "77386006";
    private static final String DIALYSIS = "46177005";

    private static String higherYield(Part... parts) {
        return String.join(
                " ",
                assessed(parts).missing().stream()
                        .filter(it -> !it.higherYieldIn().isEmpty())
                        .map(it -> it.test().id())
                        .toList());
    }

    @Nested
    class AHigherYield {
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(
                delimiter = ':',
                value = {
                    "34000006 64766004 24526004 K50.90 K50.012 K51.90:FER B12",
                    "396331005 K90.0:FER B12",
                    "84027009 190634004 64117007 D51.0 D51.9 E53.8:B12",
                    "84568007 K29.40:B12",
                    "430715008 427074001 49209004 26452005 307193005 Z98.84 O99.840 O99.844 Z90.3 K91.2:FER B12",
                    "24930006 267111003 281015005:B12",
                    "86569001 Z39.2:FER",
                    "Z52.000 Z52.008:FER",
                    "386692008 N92.0 N92.1 N92.4:FER",
                    "35240004 87522002 D50.0 D50.9 E61.1:FER TSAT",
                    "714628002 R73.03:A1C",
                    "42345000 302226006 49455004 713706002 G60.9 G62.9 G63 E11.42 E11.40:B12 TSH A1C",
                    "49049000 G20 G20.A1 G20.B2 G20.C:FER",
                    "40930008 34486009 E03.9 E05.90 E02:TSH",
                })
        void isMarkedForTheTestsOfTheContext(String codes, String tests) {
            for (var code : codes.split(" ", -1)) {
                var problem = problem(code).recorded("2026-11-01");
                assertThat(higherYield(problem)).as(code).isEqualTo(tests);
            }
        }

        @ParameterizedTest(name = "{0} ''{1}'', {2}, {3} → {4}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "74204-9 | uses nitrous oxide daily | final | 2025-11-20 | B12",
                    "74204-9 | uses nitrous oxide daily | final | 2025-11-19 | ''",
                    "74204-9 | uses nitrous oxide daily | preliminary | 2026-11-01 | ''",
                    "74204-9 | denies nitrous oxide | final | 2026-11-01 | ''",
                    "74204-9 | cannabis | final | 2026-11-01 | ''",
                    "72166-2 | uses nitrous oxide daily | final | 2026-11-01 | ''",
                })
        void isMarkedForWhatSocialHistorySays(String loinc, String words, String status, String date, String tests) {
            assertThat(higherYield(
                            rls(), Lab.lab(loinc).says(words).status(status).on(date)))
                    .isEqualTo(tests);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Z72.4", "K52.9", "K5", "E11.9", "E10.42", "D51.3", "Z52.3", "G59", "I10", "38341003"})
        void isNotMarkedForANeighbour(String code) {
            assertThat(higherYield(problem(code).recorded("2026-11-01"))).isEmpty();
        }

        @Test
        void isNotMarkedForACodeOfAnotherSystem() {
            assertThat(higherYield(coded("http://www.cms.gov/Medicare/Coding/ICD10", "K50.9")))
                    .isEmpty();
            assertThat(higherYield(coded("http://hl7.org/fhir/sid/icd-9-cm", "K50.90")))
                    .isEmpty();
            assertThat(higherYield(coded(null, "34000006"))).isEmpty();
        }

        @Test
        void recommendsATestThatIsOtherwiseOnlyOffered() {
            assertThat(missingTest("B12").recommended()).isFalse();
            assertThat(missingTest("B12", snomed("34000006")).recommended()).isTrue();
            assertThat(missingTest("TSH", snomed("34000006")).recommended()).isFalse();
        }

        @Test
        void recommendsNothingWhereAnUndatedResultAsksForALook() {
            assertThat(missingTest("B12", snomed("34000006"), b12("2026-10-01").on(null))
                            .recommended())
                    .isFalse();
        }

        @Test
        void comesFirst() {
            assertThat(missing(snomed("40930008"))).containsExactly("TSH", "FER", "TSAT", "B12", "A1C");
        }

        @Test
        void namesEveryReason() {
            assertThat(missingTest("B12", snomed("34000006"), icd("G62.9")).higherYieldIn())
                    .extracting(RiskContext::id)
                    .containsExactly("IBD", "NEUROPATHY");
        }

        @ParameterizedTest(name = "{0} {1} → {2}")
        @CsvSource(
                nullValues = "absent",
                value = {
                    "active, confirmed, FER B12",
                    "absent, absent, FER B12",
                    "remission, confirmed, FER B12",
                    "resolved, confirmed, ''",
                    "inactive, confirmed, ''",
                    "active, refuted, ''",
                    "active, entered-in-error, ''"
                })
        void isMarkedOnlyWhileTheProblemStands(String clinical, String verification, String tests) {
            assertThat(higherYield(snomed("34000006").clinical(clinical).verification(verification)))
                    .isEqualTo(tests);
        }

        @ParameterizedTest
        @CsvSource({"active, true", "remission, false", "resolved, false"})
        void worsensRlsOnlyWhileItIsNotInRemission(String clinical, boolean worsens) {
            assertThat(assessed(icd("F10.20").clinical(clinical)).contexts().stream()
                            .anyMatch(it -> it.worsens() != null))
                    .isEqualTo(worsens);
        }

        @Test
        void isNotMarkedForAProblemOfSomebodyElse() {
            assertThat(higherYield(snomed("34000006").of(Charts.SOMEBODY_ELSE))).isEmpty();
            assertThat(higherYield(snomed("34000006").of(null))).isEmpty();
        }
    }

    @Nested
    class AfterDelivery {
        @ParameterizedTest(name = "{0} → higher-yield: {1}")
        @CsvSource({"2026-08-22, FER", "2026-08-21, ''"})
        void ferritinIsHigherYieldFor90Days(String delivered, String tests) {
            assertThat(higherYield(icd("Z39.0").recorded(delivered))).isEqualTo(tests);
        }
    }

    @Nested
    class TheLookback {
        static Stream<Part> shorter() {
            return Stream.of(snomed(PREGNANCY), snomed(DIALYSIS), Done.procedure("302497006"));
        }

        @ParameterizedTest(name = "{0} of {1} → done: {2}")
        @CsvSource({
            "FER, 2026-08-22, true",
            "FER, 2026-08-21, false",
            "TSAT, 2026-08-22, true",
            "TSAT, 2026-08-21, false"
        })
        void is90DaysForIronInPregnancyAndDialysis(String test, String date, boolean done) {
            var result = test.equals("FER") ? ferritin(date) : saturation(date);

            assertThat(shorter())
                    .allSatisfy(problem -> assertThat(missing(everythingBut(test, problem, result))
                                    .isEmpty())
                            .isEqualTo(done));
        }

        @Test
        void saysWhyItIsShorter() {
            var missing = missingTest("FER", snomed(PREGNANCY), ferritin("2026-07-01"));

            assertThat(missing.lookbackDays()).isEqualTo(90);
            assertThat(missing.shorterIn()).extracting(RiskContext::label).isEqualTo("pregnancy");
            assertThat(missing.onFile()).extracting(Finding.OnFile::days).containsExactly(90);
        }

        @Test
        void stays365DaysForB12InPregnancy() {
            assertThat(missing(everythingBut("B12", snomed(PREGNANCY), b12("2025-11-20"))))
                    .isEmpty();
        }

        @Test
        void reachesIntoAPartialDateAsWell() {
            assertThat(missingTest("FER", snomed(PREGNANCY), ferritin("2026")).onFile())
                    .extracting(Finding.OnFile::why)
                    .containsExactly(Shortfall.DAY_NOT_RECORDED);
        }
    }

    @Nested
    class Dialysis {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "46177005",
                    "236435004",
                    "105502003",
                    "265764009",
                    "302497006",
                    "71192002",
                    "108241001",
                    "N18.6",
                    "Z99.2",
                    "Z49.31"
                })
        void turnsHbA1cOff(String code) {
            var off = (Finding.NotSuggested) finding("A1C", problem(code));

            assertThat(off.exclusion()).isInstanceOf(Finding.Exclusion.ByContext.class);
            assertThat(missing(problem(code))).containsExactly("FER", "TSAT", "B12", "TSH");
        }

        @ParameterizedTest
        @ValueSource(strings = {"433144002", "N18.4", "N18.5", "Z94.0", "161665007"})
        void isNotAnEarlierKidneyDisease(String code) {
            assertThat(finding("A1C", problem(code))).isInstanceOf(Finding.Missing.class);
        }
    }

    @Nested
    class IronOverload {
        @ParameterizedTest
        @ValueSource(strings = {"399187006", "35400008", "E83.110", "E83.111", "E83.118", "E83.119"})
        void listsTheIronTestsWithoutSuggestingAnythingAboutIron(String code) {
            var ferritin = missingTest("FER", problem(code));

            assertThat(missing(problem(code))).contains("FER", "TSAT");
            assertThat(ferritin.why())
                    .contains("for the treating specialist")
                    .isNotEqualTo(ferritin.test().why());
            assertThat(missingTest("TSAT", problem(code)).why()).contains("for the treating specialist");
            assertThat(missingTest("B12", problem(code)).why())
                    .isEqualTo(missingTest("B12").why());
        }
    }

    @Nested
    class AtTheEndOfLife {
        @Test
        void nothingIsSaidInAHospice() {
            assertThat(assess(chart(rls(), snomed("385763009"))))
                    .isEqualTo(new NoAdvice(NoAdviceReason.WORKUP_SUPPRESSED));
            assertThat(assess(chart(rls(), Done.procedure("385763009"))))
                    .isEqualTo(new NoAdvice(NoAdviceReason.WORKUP_SUPPRESSED));
        }

        @Test
        void noTestIsMissingInPalliativeCareButResultsStay() {
            var assessed = assessed(icd("Z51.5"), ferritin("2026-10-01"));

            assertThat(assessed.missing()).isEmpty();
            assertThat(finding("FER", icd("Z51.5"), ferritin("2026-10-01"))).isInstanceOf(Finding.Done.class);
            assertThat(finding("TSH", icd("Z51.5"))).isInstanceOf(Finding.NotSuggested.class);
        }

        @Test
        void aResolvedHospiceStaySilencesNothing() {
            assertThat(assess(chart(rls(), snomed("385763009").clinical("resolved"))))
                    .isInstanceOf(Assessment.Assessed.class);
        }

        @Test
        void nothingIsSaidAfterDeath() {
            assertThat(assess(chart(rls(), deceased()))).isEqualTo(new NoAdvice(NoAdviceReason.DECEASED));
        }
    }

    @Test
    void nothingIsMissingWhereEverythingIsDone() {
        assertThat(missing(everything())).isEmpty();
    }
}
