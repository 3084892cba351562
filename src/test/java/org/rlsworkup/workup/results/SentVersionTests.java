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
import static org.rlsworkup.workup.Problem.rls;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.missing.Finding;

/** Versions, modifiers, specimens and partners of results as EHRs send them. */
class SentVersionTests {
    private static final Meta MODIFIED = new Meta(null, null, List.of("https://laboratory.example/hemolyzed"));

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
        var refuted = rls().id("c").verification("refuted").meta(new Meta(version, Charts.date(updated), List.of()));
        var confirmed = rls().id("c").meta(new Meta(otherVersion, Charts.date(otherUpdated), List.of()));

        assertThat(find(refuted, confirmed).isPresent()).isEqualTo(charted);
        assertThat(find(confirmed, refuted).isPresent()).isEqualTo(charted);
    }

    @Test
    void readsAModifiedResultAsPresentAndNotInterpretable() {
        var modified = ferritin("2026-10-20").meta(MODIFIED);

        assertThat(finding("FER", modified)).isInstanceOf(Finding.Done.class);
        assertThat(value(modified)).isEqualTo("MODIFIED");
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
    @ValueSource(strings = {"Urine", "CSF", "Pleural fluid", "Saliva"})
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
