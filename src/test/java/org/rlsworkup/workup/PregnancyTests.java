package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Lab.b12;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.Problem.snomed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.workup.diagnosis.RiskContextTests;
import org.rlsworkup.workup.missing.Finding;

class PregnancyTests {
    private static final String PREGNANCY = "77386006";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "77386006",
                "1052284009",
                "Z33.1",
                "Z34.90",
                "O09.513",
                "Z3A.20",
                "O26.892",
                "O10.019",
                "O99.012",
                "O9A.113"
            })
    void turnsHbA1cOffAndOffersActiveB12(String code) {
        var pregnancy = problem(code).recorded("2026-09-01");

        assertThat(missing(pregnancy)).containsExactly("FER", "TSAT", "B12", "TSH");
        assertThat(missingTest("B12", pregnancy).orderable().codings()).containsExactly(Code.loinc("72160-5"));
        assertThat(missingTest("B12", pregnancy).orderedInsteadIn())
                .extracting(RiskContext::id)
                .isEqualTo("PREGNANT");
    }

    @Test
    void isDoneByEitherB12() {
        assertThat(missing(
                        everythingBut("B12", snomed(PREGNANCY), lab("72160-5").on("2026-10-01"))))
                .isEmpty();
        assertThat(missing(everythingBut("B12", snomed(PREGNANCY), b12("2026-10-01"))))
                .isEmpty();
    }

    @ParameterizedTest(name = "recorded {0} → pregnant: {1}")
    @CsvSource({"2026-01-24, true", "2026-01-23, false"})
    void isHeldFor300Days(String recorded, boolean pregnant) {
        assertThat(finding("A1C", snomed(PREGNANCY).recorded(recorded)) instanceof Finding.NotSuggested)
                .isEqualTo(pregnant);
        assertThat(finding("A1C", snomed("1052284009").recorded(recorded)) instanceof Finding.NotSuggested)
                .isEqualTo(pregnant);
    }

    @ParameterizedTest(name = "delivered {0} → pregnant: {1}")
    @CsvSource({"2026-10-15, false", "2026-09-01, false", "2026-08-31, true"})
    void endsWithTheDelivery(String delivered, boolean pregnant) {
        var parts = new Part[] {
            snomed(PREGNANCY).recorded("2026-09-01"), snomed("86569001").recorded(delivered)
        };

        assertThat(RiskContextTests.ids(parts).contains("PREGNANT")).isEqualTo(pregnant);
    }

    private static Lab answer(String loinc, String words, String date) {
        return lab(loinc).says(words).on(date);
    }

    @ParameterizedTest(name = "{0} {1} of {2} → pregnant: {3}")
    @CsvSource({
        "82810-3, Pregnant, 2026-02-13, true",
        "82810-3, Pregnant, 2026-02-12, false",
        "11449-6, Pregnancy (finding), 2026-10-01, true",
        "82810-3, 77386006, 2026-10-01, true",
        "82810-3, LA15173-0, 2026-10-01, true",
        "82810-3, Not pregnant, 2026-10-01, false",
        "82810-3, Possible pregnancy, 2026-10-01, false",
        "82810-3, Positive, 2026-10-01, false",
        "2106-3, POSITIVE, 2026-11-06, true",
        "2106-3, Positive, 2026-11-05, false",
        "2118-8, Detected, 2026-11-19, true",
        "2110-5, Positive (qualifier value), 2026-11-19, true",
        "2112-1, pos, 2026-11-19, true",
        "80384-1, Positive, 2026-11-19, true",
        "80385-8, Positive, 2026-11-19, true",
        "19080-1, Positive, 2026-11-19, true",
        "2106-3, Negative, 2026-11-19, false",
        "2106-3, Indeterminate, 2026-11-19, false",
        "2106-3, weakly positive?, 2026-11-19, false",
        "55870-0, Positive, 2026-11-19, false",
    })
    void isShownByAResultThatSaysSo(String loinc, String words, String date, boolean pregnant) {
        assertThat(RiskContextTests.ids(answer(loinc, words, date)).contains("PREGNANT"))
                .isEqualTo(pregnant);
    }

    @Test
    void isNotShownByANumberNorByAResultThatDoesNotCount() {
        assertThat(RiskContextTests.ids(lab("19080-1").on("2026-11-19"))).isEmpty();
        assertThat(RiskContextTests.ids(
                        answer("2106-3", "Positive", "2026-11-19").status("preliminary")))
                .isEmpty();
        assertThat(RiskContextTests.ids(
                        answer("2106-3", "Positive", "2026-11-19").status("entered-in-error")))
                .isEmpty();
        assertThat(RiskContextTests.ids(answer("2106-3", "Positive", null))).isEmpty();
    }

    @ParameterizedTest(name = "not pregnant on {0} → pregnant: {1}")
    @CsvSource({"2026-10-02, false", "2026-10-01, true", "2026-09-30, true"})
    void endsWithALaterAnswerThatSaysNo(String date, boolean pregnant) {
        var no = answer("82810-3", "Not pregnant", date);

        assertThat(RiskContextTests.ids(answer("82810-3", "Pregnant", "2026-10-01"), no)
                        .contains("PREGNANT"))
                .isEqualTo(pregnant);
        assertThat(RiskContextTests.ids(snomed(PREGNANCY).recorded("2026-10-01"), no)
                        .contains("PREGNANT"))
                .isEqualTo(pregnant);
    }

    @ParameterizedTest(name = "{0} of {1} → {2}")
    @CsvSource({
        "Z3A.08, 2026-11-20, TRIMESTER_1",
        "Z3A.13, 2026-11-20, TRIMESTER_1",
        "Z3A.13, 2026-11-14, TRIMESTER_1",
        "Z3A.13, 2026-11-13, TRIMESTER_2",
        "Z3A.14, 2026-11-20, TRIMESTER_2",
        "Z3A.27, 2026-11-20, TRIMESTER_2",
        "Z3A.28, 2026-11-20, TRIMESTER_3",
        "Z3A.42, 2026-11-20, TRIMESTER_3",
        "Z3A.00, 2026-11-20, ''",
        "Z3A.01, 2026-11-20, TRIMESTER_1",
        "Z3A.49, 2026-11-20, TRIMESTER_3",
        "Z3A.20, 2026-11, ''",
        "O09.01, 2026-11-01, TRIMESTER_1",
        "O09.212, 2026-10-23, TRIMESTER_2",
        "O09.212, 2026-10-22, ''",
        "O09.A3, 2026-11-20, TRIMESTER_3",
        "Z34.83, 2026-11-20, TRIMESTER_3",
        "O09.90, 2026-11-20, ''",
        "O09.519, 2026-11-20, ''",
        "O26.892, 2026-11-20, ''",
    })
    void isAsFarAsACodeSays(String code, String recorded, String trimester) {
        var ids = RiskContextTests.ids(icd(code).recorded(recorded));

        assertThat(ids).startsWith("PREGNANT");
        assertThat(String.join(" ", ids.subList(1, ids.size()))).isEqualTo(trimester);
    }

    @Test
    void isAsFarAsTheNewestCodeSays() {
        assertThat(RiskContextTests.ids(
                        icd("Z3A.20").recorded("2026-11-19"), icd("Z3A.08").recorded("2026-08-01")))
                .containsExactly("PREGNANT", "TRIMESTER_2");
        assertThat(RiskContextTests.ids(icd("Z3A.20").verification("entered-in-error"), snomed(PREGNANCY)))
                .containsExactly("PREGNANT");
    }

    @Test
    void hasNoTrimesterOnceItHasEnded() {
        assertThat(RiskContextTests.ids(
                        icd("Z3A.40").recorded("2026-11-01"), snomed("86569001").recorded("2026-11-10")))
                .containsExactly("POSTPARTUM");
    }

    @Test
    void beginsAgainAfterADelivery() {
        var parts = new Part[] {
            snomed("86569001").recorded("2026-09-01"), icd("Z34.90").recorded("2026-11-10")
        };

        assertThat(finding("A1C", parts)).isInstanceOf(Finding.NotSuggested.class);
    }

    private static boolean isPregnant(Part... parts) {
        return RiskContextTests.ids(parts).contains("PREGNANT");
    }

    /** E3: the clock stands at 2026-11-20. */
    @ParameterizedTest(name = "{0} {1} on {2} → pregnant: {3}, postpartum: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "O00.90||2026-11-01|false|false",
                "O03.9||2026-11-01|false|false",
                "O04.5||2026-11-01|false|false",
                "O08.9||2026-11-01|false|false",
                "Z33.2||2026-11-01|false|false",
                "17369002||2026-11-01|false|false",
                "57797005||2026-11-01|false|false",
                "O70.0||2026-11-01|false|true",
                "O72.1||2026-11-01|false|true",
                "O75.9||2026-11-01|false|true",
                "O80||2026-11-01|false|true",
                "O82||2026-11-01|false|true",
                "O86.0||2026-11-01|false|true",
                "O89.4||2026-11-01|false|true",
                "O90.4||2026-11-01|false|true",
                "Z37.0||2026-11-01|false|true",
                "Z39.2||2026-11-01|false|true",
                "86569001||2026-11-01|false|true",
                "281050002||2026-11-01|false|true",
                "O80||2026-08-22|false|true",
                "O80||2026-08-21|false|false",
                "O80||2026-04-01|true|false",
                "O07.4||2026-11-01|true|false",
                "O88.219||2026-11-01|true|false",
                "O91.219||2026-11-01|true|false",
                "O92.79||2026-11-01|true|false",
                "Z38.00||2026-11-01|true|false",
                "O63.9||2026-11-01|true|false",
                "O88.23|Thromboembolism in the puerperium|2026-11-01|false|true",
                "O99.03|Anemia complicating the puerperium|2026-11-01|false|true",
                "O99.345|Postpartum depression|2026-11-01|false|true",
                "O99.019|Anemia complicating pregnancy|2026-11-01|true|false",
                "O10.92|Hypertension complicating pregnancy, childbirth and the puerperium|2026-11-01|true|false"
            })
    void endsOnTheDayOfACodeThatSaysSo(
            String code, @Nullable String display, String date, boolean pregnant, boolean postpartum) {
        var system = Character.isDigit(code.charAt(0)) ? Problem.SCT : Problem.ICD10CM;
        var ending = Problem.coded(null, "").and(system, code, display).recorded(date);
        var charted = snomed(PREGNANCY).recorded("2026-04-20");

        assertThat(isPregnant(charted, ending)).isEqualTo(pregnant);
        assertThat(RiskContextTests.ids(charted, ending).contains("POSTPARTUM")).isEqualTo(postpartum);
        assertThat(isPregnant(charted, ending, icd("Z34.90").recorded("2026-11-19")))
                .as("a later code opens another")
                .isTrue();
    }

    @Test
    void endsByADeliveryThatIsClosedSince() {
        var charted = snomed(PREGNANCY).recorded("2026-04-20");

        assertThat(isPregnant(charted, icd("O80").recorded("2026-11-01").clinical("resolved")))
                .isFalse();
        assertThat(isPregnant(charted, icd("O80").recorded("2026-11-01").verification("refuted")))
                .isTrue();
        assertThat(isPregnant(charted, Done.procedure("11466000").on("2026-10-01")))
                .isFalse();
        assertThat(isPregnant(charted, Done.procedure("80146002").on("2026-10-01")))
                .isTrue();
    }

    /** The day on which a code of weeks was written, and whether the pregnancy goes on on 2026-11-20. */
    @ParameterizedTest(name = "{0} on {1} → pregnant: {2}, trimester {3}")
    @CsvSource({
        "Z3A.08, 2026-11-20, true, 1",
        "Z3A.08, 2026-03-27, true, 3",
        "Z3A.08, 2026-03-26, false,",
        "Z3A.20, 2026-11-20, true, 2",
        "Z3A.20, 2026-06-19, true, 3",
        "Z3A.20, 2026-06-18, false,",
        "Z3A.42, 2026-11-20, true, 3",
        "Z3A.42, 2026-11-19, false,",
        "Z3A.01, 2026-11-20, true, 1",
        "Z3A.01, 2026-03-20, true, 3",
        "Z3A.01, 2026-03-19, false,",
        "Z3A.49, 2026-11-13, true, 3",
        "Z3A.49, 2026-11-12, false,",
        "Z3A.00, 2026-01-24, true,",
        "Z3A.00, 2026-01-23, false,",
        "Z34.90, 2026-01-24, true,",
        "Z34.90, 2026-01-23, false,"
    })
    void lastsAsLongAsItsWeeks(String code, String recorded, boolean pregnant, @Nullable Integer trimester) {
        var ids = RiskContextTests.ids(icd(code).recorded(recorded));

        assertThat(ids.contains("PREGNANT")).isEqualTo(pregnant);
        assertThat(ids.stream().filter(id -> id.startsWith("TRIMESTER")).toList())
                .isEqualTo(trimester == null ? List.of() : List.of("TRIMESTER_" + trimester));
    }

    @Test
    void isOverWithItsWeeksWhateverWasChartedBefore() {
        var weeks = icd("Z3A.40").recorded("2026-10-20");

        assertThat(isPregnant(weeks, snomed(PREGNANCY).recorded("2026-05-01"))).isFalse();
        assertThat(isPregnant(weeks, snomed(PREGNANCY).recorded("2026-11-10"))).isTrue();
    }

    @ParameterizedTest(name = "undated, {0} → {1}")
    @CsvSource(
            nullValues = "absent",
            value = {"active, true", "recurrence, true", "absent, false", "remission, false", "resolved, false"})
    void isPresentWithoutADateOnlyWhileActive(@Nullable String clinical, boolean pregnant) {
        assertThat(isPregnant(snomed(PREGNANCY).recorded(null).clinical(clinical)))
                .isEqualTo(pregnant);
    }
}
