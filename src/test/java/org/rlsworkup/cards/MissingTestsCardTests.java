package org.rlsworkup.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
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
                        test, 365, null, test.why(), test.order(), null, List.of(), false, List.of()))
                .toList();
        return new Assessed(
                diagnosis,
                findings,
                contexts,
                List.of(),
                Interpretation.Summary.NOTHING,
                new Medicines(List.of(), 0),
                new MedicationAdvice(diagnosis, false, false, List.of(), 0, Set.of()),
                Set.of());
    }

    private static Diagnosis diagnosis(String status) {
        return new Diagnosis("c", status == null, status, false);
    }

    @Test
    void aSummaryThatWouldBeTooLongNamesWhatFitsAndCountsTheRest() throws IOException {
        var knowledge = knowledge("ferritin" + "x".repeat(60));
        var summary = new MissingTestsCard(knowledge).summary(everythingMissing(knowledge, diagnosis(null)));
        assertThat(summary.length()).isLessThanOrEqualTo(139);
        assertThat(summary)
                .startsWith("RLS: no current result for 5 workup tests (ferritinx")
                .endsWith(", TSAT and 3 more)");
    }

    @Test
    void aSummaryThatFitsNamesEverything() throws IOException {
        var knowledge = knowledge("ferritin");
        assertThat(new MissingTestsCard(knowledge).summary(everythingMissing(knowledge, diagnosis(null))))
                .endsWith("(ferritin, TSAT, vitamin B12, TSH, HbA1c)");
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
                everythingMissing(knowledge, diagnosis(status)), new DataCoverage(true, false, 0, 0, false, true), NOW);
    }

    private static Predicate<LabTest> only(String... ids) {
        return test -> List.of(ids).contains(test.id());
    }

    private String summary(String... ids) throws IOException {
        var knowledge = knowledge("ferritin");
        return new MissingTestsCard(knowledge).summary(missing(knowledge, diagnosis(null), only(ids)));
    }

    @Test
    void aSummaryNamesCoreTestsAndCountsFurtherOnes() throws IOException {
        assertThat(summary("TSAT", "A1C", "CBC", "EGFR"))
                .isEqualTo("RLS: no current result for 2 workup tests (TSAT, HbA1c), and 2 more");
        assertThat(summary("TSAT", "CBC")).isEqualTo("RLS: no current result for one workup test (TSAT), and 1 more");
        assertThat(summary("CBC", "EGFR")).isEqualTo("RLS: no current result for blood count, eGFR");
    }

    @Test
    void furtherTestsAreShortLinesUnderTheirOwnHeading() throws IOException {
        var knowledge = knowledge("ferritin");
        var assessed = missing(knowledge, diagnosis(null), only("TSH", "CBC", "FOL"), "IBD", "THYROID", "SLEEP_APNOEA");

        var detail =
                new MissingTestsCard(knowledge).detail(assessed, new DataCoverage(true, false, 0, 0, false, true), NOW);

        assertThat(detail)
                .contains("### No current result\n\n- **TSH.**")
                .contains("### Also worth considering\n\n- **Blood count** (local practice): ")
                .contains("- **Folate** (local practice): ")
                .contains("Offered because of inflammatory bowel disease.")
                .contains(
                        "Beside RLS the chart holds obstructive sleep apnoea, which can mimic RLS or stand beside it.")
                .contains("Looked for ferritin, TSAT, vitamin B12, TSH, HbA1c, blood count, folate in ");
        assertThat(detail.lines().filter(line -> line.startsWith("- **Blood count")))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(160));
    }

    @Test
    void aCardOfFurtherTestsAloneHasNoEmptySection() throws IOException {
        var knowledge = knowledge("ferritin");

        var card = new MissingTestsCard(knowledge)
                .of(
                        missing(knowledge, diagnosis(null), only("CBC")),
                        new DataCoverage(true, false, 0, 0, false, true),
                        NOW)
                .orElseThrow();

        assertThat(card.detail()).doesNotContain("No current result").doesNotContain("Beside RLS the chart");
        assertThat(card.trace()).containsExactly(RuleTrace.of("MISSING", "test", "CBC", "tier", "extended"));
        assertThat(card.suggestions()).extracting(Card.Suggestion::recommended).containsExactly(false);
    }

    @Test
    void saysWhereItLooked() throws IOException {
        var knowledge = knowledge("ferritin");
        var text = new MissingTestsCard(knowledge);
        var assessed = everythingMissing(knowledge, diagnosis(null));
        assertThat(text.detail(assessed, new DataCoverage(true, false, 0, 0, false, true), NOW))
                .contains("DiagnosticReports sent with this call, up to");
        assertThat(text.detail(assessed, new DataCoverage(false, true, 0, 0, false, true), NOW))
                .contains("DiagnosticReports on the EHR's FHIR server, up to");
        assertThat(text.detail(assessed, new DataCoverage(true, true, 2, 0, false, true), NOW))
                .contains("sent with this call and on the EHR's FHIR server, up to")
                .contains("could not be read and were left out: 2.");
    }
}
