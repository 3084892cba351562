package org.rlsworkup.workup.missing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.and;
import static org.rlsworkup.workup.Charts.born;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.everything;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Order.order;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.Problem.rls;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Med;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.Workup;
import org.rlsworkup.workup.diagnosis.CardOverrides;
import org.rlsworkup.workup.diagnosis.RiskContextFinder;
import org.rlsworkup.workup.medicines.Medicines;
import org.rlsworkup.workup.results.ResultReader;

/** Tests beyond the core workup: when they are offered, and what makes them done. */
class ExtendedTestTests {
    private static Assessed assessed(ExtendedTests setting, Part... parts) {
        return (Assessed) new Workup(Charts.KNOWLEDGE, setting).assess(chart(and(parts, rls())), List.of(), Charts.NOW);
    }

    private static List<String> further(ExtendedTests setting, Part... parts) {
        return assessed(setting, parts).further().stream()
                .map(missing -> missing.test().id())
                .toList();
    }

    private static List<String> further(Part... parts) {
        return further(ExtendedTests.ALWAYS, parts);
    }

    @Test
    void areOfferedAsTheSettingSays() {
        assertThat(further(ExtendedTests.NEVER)).isEmpty();
        assertThat(further(ExtendedTests.WITH_CORE)).containsExactly("CBC", "EGFR");
        assertThat(further(ExtendedTests.WITH_CORE, everythingBut("TSH"))).containsExactly("CBC", "EGFR");
        assertThat(further(ExtendedTests.WITH_CORE, everything())).isEmpty();
        assertThat(further(ExtendedTests.ALWAYS, everything())).containsExactly("CBC", "EGFR");
    }

    @Test
    void areNeverCoreNorRecommended() {
        var assessed = assessed(ExtendedTests.ALWAYS, problem("E11.9"));

        assertThat(Charts.ids(assessed)).containsExactly("FER", "TSAT", "B12", "TSH", "A1C");
        assertThat(assessed.further()).extracting(Finding.Missing::recommended).containsOnly(false);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "K50.90:CBC EGFR FOL",
                "K90.0:CBC EGFR FOL",
                "77386006:CBC EGFR FOL",
                "Z98.84:CBC EGFR FOL",
                "E11.9:CBC EGFR ACR",
                "N18.4:CBC EGFR ACR",
                "Z94.0:CBC EGFR ACR",
                "R73.03:CBC EGFR",
                "Z99.2:CBC",
                "G62.9:CBC EGFR",
                "Z51.5:''",
            })
    void areOnOrOffInAContext(String code, String tests) {
        assertThat(String.join(" ", further(problem(code)))).isEqualTo(tests.replace("''", ""));
    }

    @Test
    void areOffTogetherWhereAContextSaysBoth() {
        assertThat(further(problem("E11.9"), problem("Z99.2"))).containsExactly("CBC");
    }

    @Test
    void areForAdults() {
        assertThat(further(born("2008-11-20"))).containsExactly("CBC", "EGFR");
        assertThat(further(born("2008-11-21"))).isEmpty();
        assertThat(further(born(null))).isEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "718-7:EGFR",
                "787-2:EGFR",
                "58410-2:EGFR",
                "57021-8:EGFR",
                "62238-1:CBC",
                "2160-0:CBC",
                "24323-8:CBC",
                "24321-2:CBC",
                "45066-8:CBC",
                "24326-1:CBC EGFR",
                "3094-0:CBC EGFR",
                "2345-7:CBC EGFR",
            })
    void areDoneByAResult(String loinc, String tests) {
        assertThat(String.join(" ", further(lab(loinc).on("2025-11-20")))).isEqualTo(tests);
        assertThat(further(lab(loinc).on("2025-11-19"))).containsExactly("CBC", "EGFR");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "58410-2:EGFR",
                "45066-8:CBC",
                "2160-0:CBC",
                "24323-8:CBC",
                "24321-2:CBC",
                "2276-4:CBC EGFR",
            })
    void areNotOfferedOnceOrdered(String loinc, String tests) {
        assertThat(String.join(" ", further(order(loinc)))).isEqualTo(tests);
        assertThat(further(order(loinc).notToBeDone())).hasSize(tests.split(" ", -1).length);
    }

    @Test
    void aMetabolicPanelHoldsUreaElectrolytesCalciumAndKidneyFunction() {
        var panel = Code.loinc("24323-8");
        assertThat(Charts.KNOWLEDGE.tests())
                .filteredOn(test -> test.orderCodes().contains(panel))
                .extracting(LabTest::id)
                .containsExactly("EGFR", "BUN", "LYTES", "CA");
    }

    @Test
    void askForNoResultsThatNobodyReads() {
        var asked = Charts.KNOWLEDGE.observationCodes();

        assertThat(asked).doesNotContain(Code.loinc("3094-0"), Code.loinc("2951-2"), Code.loinc("2823-3"));
        assertThat(Stream.of(
                                "718-7", "787-2", "1988-5", "62238-1", "13964-2", "13965-9", "72160-5", "2106-3",
                                "82810-3")
                        .map(Code::loinc))
                .allMatch(asked::contains);
        assertThat(Charts.KNOWLEDGE.reportCodes()).doesNotContain(Code.loinc("82810-3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLU", "CRP", "HOLOTC", "MMA", "HCY"})
    void reflexTestsAreNeverOfferedByThemselves(String id) {
        assertThat(assessed(ExtendedTests.ALWAYS).findings())
                .extracting(finding -> finding.test().id())
                .isNotEmpty()
                .doesNotContain(id);
    }

    private static Finding reflex(String id, String around, Part... parts) {
        var chart = chart(parts);
        var knowledge = Charts.KNOWLEDGE;
        var results = new ResultReader(knowledge).read(chart, Charts.NOW);
        var contexts = new RiskContextFinder(
                        knowledge.contexts(),
                        knowledge.gestation(),
                        knowledge.records().modifiers())
                .find(chart, Medicines.NONE, Charts.NOW);
        var none = new CardOverrides(Charts.KNOWLEDGE.declined(), List.of(), Charts.NOW);
        var facts = new TestEvaluator.Facts(chart, 46, contexts, results, none, Charts.NOW);
        var test = knowledge.tests(Tier.REFLEX).stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
        var judge = new TestEvaluator(knowledge);
        return around == null ? judge.evaluate(test, facts) : judge.evaluate(test, facts, PartialDate.parse(around));
    }

    @ParameterizedTest(name = "CRP {0} for ferritin of 2026-07-15 → done: {1}")
    @CsvSource({"2026-07-01, true", "2026-06-30, false", "2026-07-29, true", "2026-07-30, false"})
    void crpBelongsToTheDaysAroundFerritin(String drawn, boolean done) {
        assertThat(reflex("CRP", "2026-07-15", lab("1988-5").on(drawn)) instanceof Finding.Done)
                .isEqualTo(done);
    }

    @Test
    void crpIsNotOfferedOnceOrdered() {
        assertThat(reflex("CRP", "2026-07-15")).isInstanceOf(Finding.Missing.class);
        assertThat(reflex("CRP", "2026-07-15", order("1988-5"))).isInstanceOf(Finding.Ordered.class);
        assertThat(reflex("CRP", "2026-07-15", lab("1988-5").on("2026-07-15").status("cancelled")))
                .isInstanceOf(Finding.Missing.class);
    }

    @ParameterizedTest(name = "{0} of {1} → done: {2}")
    @CsvSource({
        "13964-2, 2026-05-24, true",
        "13964-2, 2026-05-23, false",
    })
    void methylmalonateCountsFor180Days(String loinc, String drawn, boolean done) {
        assertThat(reflex("MMA", null, lab(loinc).on(drawn)) instanceof Finding.Done)
                .isEqualTo(done);
    }

    @Test
    void glucoseIsOffInPregnancyAndOnDialysis() {
        assertThat(reflex("GLU", null)).isInstanceOf(Finding.Missing.class);
        assertThat(reflex("GLU", null, problem("77386006"))).isInstanceOf(Finding.NotSuggested.class);
        assertThat(reflex("GLU", null, problem("Z99.2"))).isInstanceOf(Finding.NotSuggested.class);
        assertThat(((Finding.Missing) reflex("GLU", null)).recommended()).isFalse();
    }

    @ParameterizedTest(name = "{0} and {1} → magnesium: {2}")
    @CsvSource({
        "G47.62, 7646, true",
        "R25.2, 40790, true",
        "G47.62, 4278, false",
        "G47.61, 7646, false",
        "R25.2, 6809, false",
    })
    void magnesiumIsOnWhereCrampsGoWithAProtonPumpInhibitor(String code, String drug, boolean on) {
        assertThat(further(problem(code), Med.rx(drug)).contains("MG")).isEqualTo(on);
    }
}
