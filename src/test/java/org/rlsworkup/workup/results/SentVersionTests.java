package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.find;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Lab.bindingCapacity;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Lab.iron;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Order.order;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Report.report;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Modified;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.missing.Finding;

/** Versions, modifiers, specimens and partners of results as EHRs send them. */
class SentVersionTests {
    private static final Meta MODIFIED = Modified.by("https://laboratory.example/hemolyzed");

    private static Lab version(String status, String value, String drawn, String issued) {
        var lab = ferritin(drawn).status(status).identifiers("A|1").value(Values.quantity(value + " ng/mL"));
        return issued == null ? lab : lab.issued(issued);
    }

    /** The ferritin that holds, whatever the order in which the versions are sent; none if it is withdrawn. */
    private static String valid(Lab one, Lab other) {
        var first = value(one, other);
        assertThat(value(other, one)).isEqualTo(first);
        return first;
    }

    private static String value(Part... versions) {
        var results = new ResultReader(KNOWLEDGE)
                .read(chart(versions), NOW)
                .byAnalyte()
                .get("FER");
        assertThat(results).hasSize(1);
        return results.get(0).fallsShort()
                ? "none"
                : Values.onScale(new MeasurementReader(KNOWLEDGE).of(results.get(0)));
    }

    @ParameterizedTest(name = "final {0} issued {1}, {2} {3} drawn {4} issued {5} → {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                "12, -, entered-in-error, 12, 2026-10-20, -, none",
                "12, -, cancelled, 12, 2026-10-20, -, none",
                "12, 2026-10-21, entered-in-error, 12, 2026-10-20, -, none",
                "12, 2026-10-21, entered-in-error, 12, 2026-10-20, 2026-10-22, none",
                "12, 2026-10-23, entered-in-error, 12, 2026-10-20, 2026-10-22, 12 ng/mL",
                "12, -, corrected, 180, 2026-10-20, -, 180 ng/mL",
                "12, -, corrected, 180, 2026-10-15, -, 180 ng/mL",
                "12, -, amended, 180, 2026-10-25, -, 180 ng/mL",
                "12, 2026-10-21, corrected, 180, 2026-10-20, -, 180 ng/mL",
                "12, 2026-10-21, corrected, 180, 2026-10-20, 2026-10-22, 180 ng/mL",
                "12, -, final, 180, 2026-10-20, 2026-10-22, 180 ng/mL",
                "12, -, preliminary, 180, 2026-10-20, -, 12 ng/mL"
            })
    void holdsOneVersionUnderOneIdentifier(
            String value, String issued, String status, String other, String drawn, String otherIssued, String holds) {
        var first = version("final", value, "2026-10-20", issued);

        assertThat(valid(first, version(status, other, drawn, otherIssued))).isEqualTo(holds);
    }

    private static Lab stored(Lab version, String updated) {
        return version.meta(new Meta(null, updated, List.of(), List.of()));
    }

    /** A corrected version holds whenever it was stored. */
    @ParameterizedTest(name = "final stored {0}, {1} stored {2} → {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-10-22, entered-in-error, 2026-10-21, 12 ng/mL",
                "2026-10-21, entered-in-error, 2026-10-22, none",
                "2026-10-22, entered-in-error, 2026-10-22, none",
                "2026-10-22, entered-in-error, -, none",
                "-, entered-in-error, 2026-10-21, none",
                "2026-10-22, corrected, 2026-10-21, 180 ng/mL"
            })
    void aWithdrawnVersionHoldsUnlessALaterOneIsStored(
            String updated, String status, String otherUpdated, String holds) {
        var first = stored(version("final", "12", "2026-10-20", null), updated);

        assertThat(valid(first, stored(version(status, "180", "2026-10-20", null), otherUpdated)))
                .isEqualTo(holds);
    }

    private static Result newest(Part... results) {
        var read = new ResultReader(KNOWLEDGE)
                .read(chart(results), NOW)
                .byAnalyte()
                .get("FER");
        return Result.newest(read, Result::counts, 365, NOW);
    }

    @ParameterizedTest(name = "{0} before {1}")
    @CsvSource({"2026-10-20, 2026-10-21", "2026-10-20, 2026-10-20T00:00:00Z", "2026-10, 2026-10-01"})
    void theNewestIsTheLaterAndOfOneMomentTheMoreExact(String earlier, String later) {
        var first = ferritin(earlier).id("a").value(Values.quantity("12 ng/mL"));
        var second = ferritin(later).id("b").value(Values.quantity("180 ng/mL"));

        assertThat(newest(first, second).observationId()).isEqualTo("b");
        assertThat(newest(second, first).observationId()).isEqualTo("b");
    }

    @Test
    void theNewestIsSurelyThisPatientsEvenWhereItIsEarlier() {
        var surely = ferritin("2026-10-20").id("a");
        var perhaps = ferritin("2026-10-21").id("b").of(null);

        assertThat(newest(surely, perhaps).observationId()).isEqualTo("a");
        assertThat(newest(perhaps, surely).observationId()).isEqualTo("a");
    }

    @Test
    void ofTwoOfOneMomentAlwaysTheSameIsTheNewest() {
        var one = ferritin("2026-10-20").id("a").value(Values.quantity("12 ng/mL"));
        var other = ferritin("2026-10-20").id("b").value(Values.quantity("180 ng/mL"));

        assertThat(newest(one, other).observationId())
                .isEqualTo(newest(other, one).observationId());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, false", "final, true", "registered, true", "entered-in-error, true"})
    void onlyAResultThatCountsMayLackItsStatus(String status, boolean isSent) {
        var read = new ResultReader(KNOWLEDGE)
                .read(chart(ferritin("2026-10-20").status(status)), NOW)
                .byAnalyte()
                .get("FER");

        assertThat(read).singleElement().satisfies(result -> {
            assertThat(result.isStatusSent()).isEqualTo(isSent);
            assertThat(result.laboratory()).isNull();
        });
    }

    /** Whether it says whose it is does not matter: one identifier is one result. */
    @Test
    void holdsOneVersionOfWhichOnlyOneSaysWhoseItIs() {
        var withdrawn = version("entered-in-error", "12", "2026-10-20", null).of(null);

        assertThat(shortfalls("FER", version("final", "12", "2026-10-20", null), withdrawn))
                .containsExactly(Shortfall.ENTERED_IN_ERROR);
        assertThat(finding(
                        "FER",
                        version("final", "12", "2026-10-20", null),
                        version("final", "12", "2026-10-20", null).of(null)))
                .isNotNull();
    }

    @Test
    void takesACopyWithoutIdForTheSameResult() {
        var first = ferritin("2026-10-20").value(Values.quantity("12 ng/mL"));
        var withdrawn =
                ferritin("2026-10-20").value(Values.quantity("12 ng/mL")).status("entered-in-error");
        var other = ferritin("2026-10-20").value(Values.quantity("13 ng/mL")).status("entered-in-error");

        assertThat(valid(first, withdrawn)).isEqualTo("none");
        assertThat(finding("FER", first, other)).isInstanceOf(Finding.Done.class);
        assertThat(finding("FER", first.id("a"), withdrawn)).isInstanceOf(Finding.Done.class);
    }

    @ParameterizedTest(name = "stored {0} withdrawn, stored {1} not → withdrawn: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, true",
                "2026-10-02, 2026-10-01, true",
                "2026-10-01, 2026-10-02, false",
                "2026-10-01, -, true",
                "-, 2026-10-02, true"
            })
    void aWithdrawnVersionWinsUnderOneIdentifierUnlessALaterOneIsShown(
            String updated, String otherUpdated, boolean isWithdrawn) {
        var one = new Meta(null, updated, List.of(), List.of("A|1"));
        var other = new Meta(null, otherUpdated, List.of(), List.of("A|1"));

        assertThat(find(
                                rls().id("c1").verification("refuted").meta(one),
                                rls().id("c2").meta(other))
                        .isEmpty())
                .isEqualTo(isWithdrawn);
        assertThat(find(
                                rls().id("c2").meta(other),
                                rls().id("c1").verification("refuted").meta(one))
                        .isEmpty())
                .isEqualTo(isWithdrawn);
        assertThat(
                        finding(
                                        "FER",
                                        order("2276-4")
                                                .id("s1")
                                                .status("revoked")
                                                .meta(one),
                                        order("2276-4").id("s2").meta(other))
                                instanceof Finding.Missing)
                .isEqualTo(isWithdrawn);
    }

    @Test
    void twoThingsUnderOneIdentifierAreTwo() {
        var meta = new Meta(null, null, List.of(), List.of("A|1"));

        assertThat(finding(
                        "FER",
                        order("3016-3").id("s1").status("revoked").meta(meta),
                        order("2276-4").id("s2").meta(meta)))
                .isInstanceOf(Finding.Ordered.class);
    }

    @Test
    void keepsTwoDrawsUnderOneIdentifier() {
        var results = new ResultReader(KNOWLEDGE)
                .read(
                        chart(version("final", "12", "2026-10-20", null), version("final", "20", "2026-10-25", null)),
                        NOW);

        assertThat(results.byAnalyte().get("FER")).hasSize(2);
    }

    @ParameterizedTest(name = "version {0} of {1} refuted, version {2} of {3} confirmed → charted: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2, -, 1, -, false",
                "1, -, 2, -, true",
                "10, -, 9, -, false",
                "-, 2026-10-02, -, 2026-10-01, false",
                "-, 2026-10-01, -, 2026-10-02, true",
                "a, 2026-10-02, b, 2026-10-01, false",
                "-, -, -, -, false",
                "2, -, -, 2026-10-01, false"
            })
    void takesTheLaterVersionOfACondition(
            String version, String updated, String otherVersion, String otherUpdated, boolean charted) {
        var refuted = rls().id("c").verification("refuted").meta(new Meta(version, updated, List.of(), List.of()));
        var confirmed = rls().id("c").meta(new Meta(otherVersion, otherUpdated, List.of(), List.of()));

        assertThat(find(refuted, confirmed).isPresent()).isEqualTo(charted);
        assertThat(find(confirmed, refuted).isPresent()).isEqualTo(charted);
    }

    @Test
    void readsAModifiedResultAsPresentAndNotInterpretable() {
        var modified = ferritin("2026-10-20").meta(MODIFIED);

        assertThat(finding("FER", modified)).isInstanceOf(Finding.Done.class);
        assertThat(value(modified)).isEqualTo("MODIFIED");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "https://laboratory.example/hemolyzed, MODIFIED",
        "https://www.medizininformatik-initiative.de/fhir/core/modul-labor/StructureDefinition/InterpretationsbeeinflussendeEigenschaft,"
            + " SPECIMEN",
        "https://www.netzwerk-universitaetsmedizin.de/fhir/StructureDefinition/uncertainty-of-presence, MODIFIED",
        "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDone, none"
    })
    void knowsWhatAModifierMeans(String url, String holds) {
        assertThat(value(ferritin("2026-10-20").meta(Modified.by(url)))).isEqualTo(holds);
        assertThat(value(lab("50190-8").on("2026-10-20").component("2276-4", Modified.by(url))))
                .isEqualTo(holds);
        assertThat(value(
                        report("50190-8").results("f").meta(Modified.by(url)),
                        ferritin("2026-10-20").id("f")))
                .isEqualTo(holds);
    }

    @Test
    void readsAResultThatIsSaidToHaveBeenDone() {
        var done = Modified.denied("http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDone");
        var unknown = Modified.denied("https://laboratory.example/hemolyzed");

        assertThat(value(ferritin("2026-10-20").meta(done))).isEqualTo("150 ng/mL");
        assertThat(value(ferritin("2026-10-20").meta(unknown))).isEqualTo("MODIFIED");
    }

    @Test
    void countsAReportWhoseMeaningIsModifiedUnlessNothingWasDone() {
        var report = report("50190-8");

        assertThat(finding("TSAT", report.meta(MODIFIED))).isInstanceOf(Finding.Done.class);
        assertThat(shortfalls(
                        "TSAT",
                        report.meta(Modified.by("http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDone"))))
                .containsExactly(Shortfall.NOT_PERFORMED);
    }

    @Test
    void takesAModifiedDiagnosisForPossible() {
        assertThat(find(rls()).orElseThrow().isTentative()).isFalse();
        assertThat(find(rls().meta(MODIFIED)).orElseThrow().isTentative()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Urine", "Urine specimen", "Random urine", "Urin", "Orina"})
    void readsUrineWhereItIsTheSpecimen(String words) {
        var ratio = lab("9318-7").on("2026-10-20").specimenCalled(words).value(Values.quantity("400 mg/g"));
        var results = new ResultReader(KNOWLEDGE).read(chart(ratio), NOW).byAnalyte();

        assertThat(results.get("ACR").get(0).counts()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Urine", "Urin", "CSF", "Pleural fluid", "Saliva", "Stool", "Sputum"})
    void countsNoOtherSpecimenForSerum(String words) {
        assertThat(shortfalls("FER", ferritin("2026-10-20").specimenCalled(words)))
                .containsExactly(Shortfall.WRONG_SPECIMEN);
    }

    @ParameterizedTest(name = "iron at 08:30, partners at {0} and {1} → {2}")
    @CsvSource({
        "07:40, 08:35, 300",
        "08:25, 09:20, 200",
        "08:30, 08:31, 200",
        "07:35, 09:25, 200",
        "07:00, 08:45, 300",
        "07:00, 10:00, none"
    })
    void takesTheNearestPartner(String first, String second, String partner) {
        var results = new ResultReader(KNOWLEDGE)
                .read(
                        chart(
                                iron("2026-10-20T08:30:00Z").value(Values.quantity("60 ug/dL")),
                                bindingCapacity("2026-10-20T" + first + ":00Z").value(Values.quantity("200 ug/dL")),
                                bindingCapacity("2026-10-20T" + second + ":00Z").value(Values.quantity("300 ug/dL"))),
                        NOW);
        var saturation = results.of(KNOWLEDGE.tests().stream()
                        .filter(test -> test.id().equals("TSAT"))
                        .findFirst()
                        .orElseThrow())
                .results();

        assertThat(
                        saturation.isEmpty()
                                ? "none"
                                : Values.onScale(new MeasurementReader(KNOWLEDGE).of(saturation.get(0))))
                .isEqualTo(partner.equals("none") ? "none" : partner.equals("200") ? "30 %" : "20 %");
    }

    @ParameterizedTest(name = "effective {0} to {1} → {2}")
    @CsvSource({"2026-11-01, 2026-11-02, 2026-11-02", "2026-11-01, 2027-11-01, 2026-11-01"})
    void countsAPeriodThatIsNotOverByItsStart(String start, String end, String day) {
        assertThat(((Finding.Done) finding("FER", ferritin(null).over(start, end)))
                        .date()
                        .written())
                .isEqualTo(day);
    }

    @ParameterizedTest(name = "report over {0} to {1} → {2}")
    @CsvSource({"2026-11-01, 2026-11-02, 2026-11-02", "2026-11-01, 2027-11-01, 2026-11-01"})
    void countsThePeriodOfAReportThatIsNotOverByItsStart(String start, String end, String day) {
        assertThat(((Finding.Done) finding("TSAT", report("50190-8").over(start, end)))
                        .date()
                        .written())
                .isEqualTo(day);
    }

    @ParameterizedTest(name = "drawn 2026-11-01, issued {0} → {1}")
    @CsvSource({
        "2026-11-02, 2026-11-01",
        "2026-10-31, 2026-11-01",
        "2026-10-30, 2026-10-30",
        "2026-10-03, 2026-10-03",
        "2026-10-02, 2026-10-02",
        "2026-10-01, 2026-11-01",
        "2023-10-01, 2026-11-01"
    })
    void believesAnIssueOnlyIfItIsNotLongBeforeTheDraw(String issued, String day) {
        assertThat(((Finding.Done) finding("FER", ferritin("2026-11-01").issued(issued)))
                        .date()
                        .written())
                .isEqualTo(day);
    }
}
