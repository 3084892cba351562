package org.rlsworkup.workup.missing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.workup;
import static org.rlsworkup.workup.Lab.b12;
import static org.rlsworkup.workup.Lab.bindingCapacity;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Lab.iron;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Lab.saturation;
import static org.rlsworkup.workup.Lab.tsh;
import static org.rlsworkup.workup.Problem.rls;

import java.time.LocalDateTime;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Part;

/** Which older results can still matter where the newest are known. */
@Execution(ExecutionMode.CONCURRENT)
class OpenCodesTests {
    private static final LocalDateTime BEFORE = LocalDateTime.parse("2026-09-01T00:00:00");
    private static final String NEW = "2026-10-01";
    private static final String ALSO_NEW = "2026-09-15";

    private static Set<String> open(Part... parts) {
        return workup().openCodes(chart(Charts.and(parts, rls())), BEFORE, NOW).stream()
                .map(Code::code)
                .collect(Collectors.toSet());
    }

    private static boolean isOpen(String loinc, Part... parts) {
        return open(parts).contains(loinc);
    }

    @Test
    void everythingIsOpenWhereNothingIsKnown() {
        assertThat(open())
                .isEqualTo(Charts.KNOWLEDGE.observationCodes().stream()
                        .map(Code::code)
                        .collect(Collectors.toSet()));
    }

    @Test
    void aTestThatIsDoneIsSettledByItsTwoNewestValues() {
        assertThat(open(tsh(NEW), tsh(ALSO_NEW)))
                .doesNotContain("3016-3", "11580-8")
                .contains("2276-4", "2132-9");
        assertThat(isOpen("3016-3", tsh(NEW)))
                .as("the value before it is shown")
                .isTrue();
        assertThat(isOpen("3016-3", tsh(NEW), lab("11580-8").on(ALSO_NEW))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2026-09-01, false", "2026-08-31, true", "2026-08, true", "2023-09-01, true", ", true"})
    void bothValuesAreNewerThanWhatIsNotKnown(String date, boolean open) {
        assertThat(isOpen("3016-3", tsh(NEW), tsh(date))).isEqualTo(open);
    }

    @Test
    void whatDoesNotCountSettlesNothing() {
        Stream.<Lab>of(
                        tsh(ALSO_NEW).status("cancelled"),
                        tsh(ALSO_NEW).status("preliminary"),
                        tsh(ALSO_NEW).withoutValue(),
                        tsh(ALSO_NEW).says("haemolysed"),
                        tsh(ALSO_NEW).of(null))
                .forEach(other -> assertThat(isOpen("3016-3", tsh(NEW), other)).isTrue());
    }

    /** Values of long ago are two, and the test is missing. */
    @Test
    void aTestThatIsNotDoneIsOpen() {
        var before = LocalDateTime.parse("2020-01-01T00:00:00");
        var chart = chart(rls(), tsh("2022-05-01"), tsh("2022-04-01"));
        assertThat(workup().openCodes(chart, before, NOW)).contains(Code.loinc("3016-3"));
    }

    /** CRP is read beside ferritin, and a saturation may be calculated from an older pair. */
    @Test
    void whatIsReadBesideAnotherResultStaysOpen() {
        assertThat(open(lab("1988-5").on(NEW), lab("1988-5").on(ALSO_NEW))).contains("1988-5");
        assertThat(open(
                        saturation(NEW),
                        saturation(ALSO_NEW),
                        iron(NEW),
                        iron(ALSO_NEW),
                        bindingCapacity(NEW),
                        bindingCapacity(ALSO_NEW)))
                .contains("2502-3", "2498-4", "2500-7", "50190-8");
        assertThat(open(ferritin(NEW), ferritin(ALSO_NEW))).doesNotContain("2276-4");
    }

    /** A panel is asked for again unless all it is asked for is settled. */
    @Test
    void aPanelIsAsOpenAsItsTests() {
        var haemoglobin = new Part[] {lab("718-7").on(NEW), lab("718-7").on(ALSO_NEW)};
        assertThat(isOpen("718-7", haemoglobin)).isFalse();
        assertThat(isOpen("58410-2", haemoglobin)).isTrue();
        assertThat(isOpen(
                        "58410-2",
                        Charts.and(
                                haemoglobin, lab("787-2").on(NEW), lab("787-2").on(ALSO_NEW))))
                .isFalse();
    }

    /** Holotranscobalamin makes the test done, and says nothing of an older B12. */
    @Test
    void eachAnalyteOfATestIsSettledByItsOwnValues() {
        assertThat(open(lab("72160-5").on(NEW), lab("72160-5").on(ALSO_NEW)))
                .doesNotContain("72160-5")
                .contains("2132-9");
        assertThat(open(b12(NEW), b12(ALSO_NEW))).contains("72160-5").doesNotContain("2132-9");
    }

    /** How far a pregnancy is, or what somebody uses, is looked for however old. */
    @Test
    void codesThatShowAContextStayOpen() {
        assertThat(open(lab("82810-3").on(NEW), lab("82810-3").on(ALSO_NEW))).contains("82810-3");
    }
}
