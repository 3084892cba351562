package org.rlsworkup.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Assessment.MedicationAdvice;
import org.rlsworkup.workup.diagnosis.Diagnosis;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.medicines.Medicines;
import org.rlsworkup.workup.missing.Finding;

@Execution(ExecutionMode.CONCURRENT)
class MissingTestsCardTests {
    private static final Path FILE = Path.of("src/main/resources/knowledge/rls-workup.yaml");
    private static final java.time.ZonedDateTime NOW = java.time.ZonedDateTime.parse("2026-11-20T10:00:00Z");

    private static Knowledge knowledge(String ferritin) throws IOException {
        var yaml = Files.readString(FILE).replace("label: ferritin", "label: " + ferritin);
        return KnowledgeLoader.load(new KnowledgeLoader.Source("test", yaml), null);
    }

    private static Assessed everythingMissing(Knowledge knowledge, Diagnosis diagnosis) {
        return missing(knowledge, diagnosis, test -> test.tier() == Tier.CORE);
    }

    private static Assessed missing(
            Knowledge knowledge, Diagnosis diagnosis, Predicate<LabTest> tests, String... contextIds) {
        var contexts = knowledge.contexts().stream()
                .filter(context -> List.of(contextIds).contains(context.id()))
                .toList();
        var findings = knowledge.tests().stream()
                .filter(tests)
                .map(test -> (Finding) new Finding.Missing(
                        test, null, 365, null, test.why(), test.order(), null, List.of(), false, List.of(), null))
                .toList();
        return new Assessed(
                diagnosis,
                findings,
                contexts,
                List.of(),
                Interpretation.Summary.NOTHING,
                Medicines.NONE,
                new MedicationAdvice(diagnosis, false, false, List.of(), Map.of(), Map.of(), 0, Set.of()),
                Set.of());
    }

    private static Diagnosis diagnosis(String status) {
        return new Diagnosis("c", status == null, status, false);
    }

    @Test
    void aHeadlineThatWouldBeTooLongNamesWhatFitsAndCountsTheOtherTests() throws IOException {
        var knowledge = knowledge("ferritin" + "x".repeat(92));
        var summary = new MissingTestsHeadline(knowledge).of(everythingMissing(knowledge, diagnosis(null)));
        assertThat(summary.length()).isLessThanOrEqualTo(139);
        assertThat(summary).startsWith("RLS: ferritinx").endsWith("x not on file; 4 more tests");
    }

    @Test
    void aHeadlineThatFitsNamesEverything() throws IOException {
        var knowledge = knowledge("ferritin");
        assertThat(new MissingTestsHeadline(knowledge).of(everythingMissing(knowledge, diagnosis(null))))
                .isEqualTo("RLS: ferritin, TSAT, B12, TSH, HbA1c not on file");
    }

    private static Finding.Missing missing(Knowledge knowledge, String test, int days, Finding.OnFile... onFile) {
        var it = knowledge.tests().stream()
                .filter(other -> other.id().equals(test))
                .findFirst()
                .orElseThrow();
        return new Finding.Missing(
                it, null, days, null, it.why(), it.order(), null, List.of(), false, List.of(onFile), null);
    }

    private static String headline(Knowledge knowledge, Finding.Missing... missing) {
        var none = missing(knowledge, diagnosis(null), test -> false);
        return new MissingTestsHeadline(knowledge)
                .of(new Assessed(
                        none.diagnosis(),
                        List.of(missing),
                        none.contexts(),
                        none.treatments(),
                        none.results(),
                        none.medicines(),
                        none.advice(),
                        none.unread()));
    }

    @Test
    void aHeadlineSaysWhatIsOnFileAndIronFirst() throws IOException {
        var knowledge = knowledge("ferritin");
        var day = PartialDate.parse("2025-11-15");
        var older = new Finding.OnFile(Shortfall.OLDER, "ferritin", null, day, 365);
        var cancelled = new Finding.OnFile(Shortfall.CANCELLED, "TSAT", null, day, 365);

        assertThat(headline(
                        knowledge,
                        missing(knowledge, "B12", 1095),
                        missing(knowledge, "FER", 365),
                        missing(knowledge, "TSAT", 365),
                        missing(knowledge, "TSH", 1095),
                        missing(knowledge, "A1C", 1095)))
                .isEqualTo("RLS: ferritin and TSAT not on file; B12, TSH, HbA1c also none in 3 years");
        assertThat(headline(knowledge, missing(knowledge, "B12", 1095), missing(knowledge, "TSH", 1095)))
                .isEqualTo("RLS: no result for B12 and TSH in 3 years");
        assertThat(headline(
                        knowledge,
                        missing(knowledge, "FER", 365, older),
                        missing(knowledge, "TSAT", 365, older, cancelled)))
                .isEqualTo("RLS: ferritin older than 365 days; TSAT without a usable result");
    }

    @Test
    void onlyKnownWordsOfTheChartReachTheCard() throws IOException {
        var knowledge = knowledge("ferritin");
        var text = new MissingTestsCard(knowledge);
        assertThat(detail(text, knowledge, "provisional")).contains("charted as provisional.");
        assertThat(detail(text, knowledge, "<script>alert(1)</script>"))
                .contains("charted as not confirmed.")
                .doesNotContain("script");
    }

    private static String detail(MissingTestsCard text, Knowledge knowledge, String status) {
        return text.detail(
                everythingMissing(knowledge, diagnosis(status)),
                new DataCoverage(true, false, 0, 0, false, false, true, Set.of()),
                NOW);
    }

    private static Predicate<LabTest> only(String... ids) {
        return test -> List.of(ids).contains(test.id());
    }

    private String summary(String... ids) throws IOException {
        var knowledge = knowledge("ferritin");
        return new MissingTestsHeadline(knowledge).of(missing(knowledge, diagnosis(null), only(ids)));
    }

    @Test
    void aHeadlineNamesFurtherTestsOnlyWithoutACoreTest() throws IOException {
        assertThat(summary("TSAT", "A1C", "CBC", "EGFR")).isEqualTo("RLS: TSAT and HbA1c not on file");
        assertThat(summary("CBC", "EGFR")).isEqualTo("RLS: blood count and eGFR not on file");
    }

    @Test
    void furtherTestsShareALine() throws IOException {
        var knowledge = knowledge("ferritin");
        var assessed = missing(knowledge, diagnosis(null), only("TSH", "CBC", "FOL"), "IBD", "THYROID");

        assertThat(new MissingTestsCard(knowledge).detail(assessed, coverage(true, false, 0), NOW))
                .contains("- **TSH**: none in 365 days.")
                .contains("Higher-yield: folate (inflammatory bowel disease).")
                .contains("Also worth considering: blood count and folate (*local practice*).");
    }

    /** A paragraph more moves the first order below 500 px of the public CDS Hooks sandbox, whose column is 564 px wide. */
    @Test
    void thePlainCardIsAListAndTwoParagraphsAboveItsFooter() throws IOException {
        var knowledge = knowledge("ferritin");
        var assessed = missing(knowledge, diagnosis(null), only("FER", "TSAT", "B12", "TSH", "A1C", "CBC", "EGFR"));

        var parts = new MissingTestsCard(knowledge)
                .detail(assessed, coverage(true, false, 0), NOW)
                .split("\n\n");

        assertThat(parts).hasSize(5);
        assertThat(parts[1])
                .startsWith("*Guideline consensus* asks for ferritin and TSAT;")
                .endsWith("(*local practice*). Also worth considering: blood count and eGFR (*local practice*).");
        assertThat(parts[3]).isEqualTo("---");
    }

    private static Finding.Missing higherYield(Knowledge knowledge, String test, RiskContext shorterIn) {
        var it = missing(knowledge, test, 365);
        return new Finding.Missing(
                it.test(),
                null,
                it.lookbackDays(),
                shorterIn,
                it.why(),
                it.orderable(),
                null,
                knowledge.contexts().stream()
                        .filter(context -> context.higherYield().contains(test))
                        .filter(context ->
                                List.of("IBD", "METFORMIN", "COELIAC").contains(context.id()))
                        .toList(),
                true,
                List.of(),
                null);
    }

    @Test
    void eachReasonIsSaidOnce() throws IOException {
        var knowledge = knowledge("ferritin");
        var ibd = context(knowledge, "IBD");
        var pregnancy = context(knowledge, "PREGNANT");
        var none = missing(knowledge, diagnosis(null), test -> false);
        var assessed = new Assessed(
                none.diagnosis(),
                List.of(
                        higherYield(knowledge, "FER", pregnancy),
                        higherYield(knowledge, "B12", ibd),
                        higherYield(knowledge, "TSAT", pregnancy)),
                List.of(ibd, context(knowledge, "COELIAC"), context(knowledge, "METFORMIN"), pregnancy),
                none.treatments(),
                none.results(),
                none.medicines(),
                none.advice(),
                none.unread());

        assertThat(new MissingTestsCard(knowledge).detail(assessed, coverage(true, false, 0), NOW))
                .contains("- **Ferritin**: none in 365 days (pregnancy).\n")
                .contains("- **B12**: none in 365 days.\n")
                .contains("- **TSAT**: none in 365 days.\n")
                .contains("Higher-yield: ferritin and B12 (inflammatory bowel disease, coeliac disease);"
                        + " B12 (metformin for 4 months or longer).")
                .contains("*Guideline consensus* asks for ferritin and TSAT; the history decides on B12 (*weak"
                        + " association*).");
    }

    private static RiskContext context(Knowledge knowledge, String id) {
        return knowledge.contexts().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLineSaysWhatIsLastOnFile() throws IOException {
        var knowledge = knowledge("ferritin");
        var day = PartialDate.parse("2025-11-15");
        var none = missing(knowledge, diagnosis(null), test -> false);
        var assessed = new Assessed(
                none.diagnosis(),
                List.of(
                        missing(knowledge, "FER", 365, new Finding.OnFile(Shortfall.OLDER, "ferritin", null, day, 365)),
                        missing(
                                knowledge,
                                "B12",
                                1095,
                                new Finding.OnFile(Shortfall.CANCELLED, "vitamin B12", null, day, 365))),
                none.contexts(),
                none.treatments(),
                none.results(),
                none.medicines(),
                none.advice(),
                none.unread());

        assertThat(new MissingTestsCard(knowledge).detail(assessed, coverage(true, false, 0), NOW))
                .contains("- **Ferritin**: none in 365 days; last: 2025-11-15.\n")
                .contains("- **B12**: none usable in 3 years; last: 2025-11-15, cancelled.\n");
    }

    @Test
    void theExaminationIsNamedUntilACardWasShown() throws IOException {
        var knowledge = knowledge("ferritin");
        var card = new MissingTestsCard(knowledge);
        var assessed = everythingMissing(knowledge, diagnosis(null));

        assertThat(card.detail(assessed, new DataCoverage(true, false, 0, 0, false, false, true, Set.of()), NOW))
                .contains("five IRLSSG criteria");
        assertThat(card.detail(assessed, new DataCoverage(true, false, 0, 0, false, true, true, Set.of()), NOW))
                .doesNotContain("criteria");
    }

    @Test
    void aCardOfFurtherTestsAloneHasNoList() throws IOException {
        var knowledge = knowledge("ferritin");

        var card = new MissingTestsCard(knowledge)
                .of(missing(knowledge, diagnosis(null), only("CBC")), coverage(true, false, 0), NOW)
                .orElseThrow();

        assertThat(card.detail()).startsWith("Also worth considering: blood count");
        assertThat(card.trace()).containsExactly(RuleTrace.of("MISSING", "test", "CBC", "tier", "extended"));
        assertThat(card.suggestions()).extracting(Card.Suggestion::recommended).containsExactly(false);
    }

    private static DataCoverage coverage(boolean fromPrefetch, boolean fromServer, int skipped) {
        return new DataCoverage(fromPrefetch, fromServer, skipped, 0, false, false, true, Set.of());
    }

    @Test
    void saysWhereItLooked() throws IOException {
        var knowledge = knowledge("ferritin");
        var text = new MissingTestsCard(knowledge);
        var assessed = everythingMissing(knowledge, diagnosis(null));
        assertThat(text.detail(assessed, coverage(true, false, 0), NOW))
                .contains("---\n\nLooked in this call's data to 2026-11-20; not seen: scanned, uncoded or outside"
                        + " results. Decision support only.");
        assertThat(text.detail(assessed, coverage(false, true, 0), NOW))
                .contains("Looked in the EHR's FHIR server to 2026-11-20;");
        assertThat(text.detail(assessed, coverage(true, true, 2), NOW))
                .contains("Looked in this call's data and the FHIR server to 2026-11-20;")
                .contains("Left out: 2 unreadable.");
    }
}
