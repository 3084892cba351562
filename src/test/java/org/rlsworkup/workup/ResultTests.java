package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.SOMEBODY_ELSE;
import static org.rlsworkup.workup.Charts.assess;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Lab.bindingCapacity;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Lab.iron;
import static org.rlsworkup.workup.Lab.saturation;
import static org.rlsworkup.workup.Problem.rls;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Assessment.IncompleteChart;
import org.rlsworkup.workup.missing.Finding;

class ResultTests {
    private static final String THEN = "2026-10-01";

    @Nested
    class WithAStatus {
        @ParameterizedTest
        @ValueSource(strings = {"final", "amended", "corrected"})
        void countsWhenFinished(String status) {
            assertThat(finding("FER", ferritin(THEN).status(status)))
                    .isEqualTo(new Finding.Done(finding("FER").test(), Charts.date(THEN)));
        }

        @ParameterizedTest(name = "{0} for 14 days")
        @ValueSource(strings = {"preliminary", "partial", "registered"})
        void isWaitedForUntilFinished(String status) {
            assertThat(finding("FER", ferritin("2026-11-06").status(status))).isInstanceOf(Finding.Pending.class);
            assertThat(shortfalls("FER", ferritin("2026-11-05").status(status))).containsExactly(Shortfall.PRELIMINARY);
        }

        @ParameterizedTest(name = "{0} → {1}")
        @CsvSource(
                nullValues = "absent",
                value = {"cancelled, CANCELLED", "entered-in-error, ENTERED_IN_ERROR"})
        void doesNotCountOtherwiseAndSaysWhy(String status, Shortfall why) {
            assertThat(shortfalls("FER", ferritin(THEN).status(status))).containsExactly(why);
        }

        @ParameterizedTest
        @CsvSource(
                nullValues = "absent",
                value = {"unknown", "absent", "no-such-status"})
        void countsWithAValueAndNotWithoutOneIfItHasNoStatus(String status) {
            assertThat(finding("FER", ferritin(THEN).status(status))).isInstanceOf(Finding.Done.class);
            assertThat(shortfalls("FER", ferritin(THEN).withoutValue().status(status)))
                    .containsExactly(Shortfall.STATUS_UNKNOWN);
        }

        @Test
        void countsAnOldFinalResultBeforeAPreliminaryOne() {
            assertThat(finding(
                            "FER",
                            ferritin("2026-02-01"),
                            ferritin("2026-11-19").status("preliminary")))
                    .isInstanceOf(Finding.Done.class);
        }
    }

    @Nested
    class WithoutAValue {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "error",
                    "not-applicable",
                    "unknown",
                    "asked-unknown",
                    "not-asked",
                    "asked-declined",
                    "not-a-number",
                    "negative-infinity",
                    "positive-infinity"
                })
        void doesNotCountWhereNoneCameAbout(String reason) {
            assertThat(shortfalls("FER", ferritin(THEN).absent(reason))).containsExactly(Shortfall.WITHOUT_VALUE);
        }

        @Test
        void isSaidNotToHaveBeenPerformedWhereThatIsTheReason() {
            assertThat(shortfalls("FER", ferritin(THEN).absent("not-performed")))
                    .containsExactly(Shortfall.NOT_PERFORMED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"masked", "not-permitted", "unsupported", "as-text"})
        void countsWhereItIsKeptFromUs(String reason) {
            assertThat(finding("FER", ferritin(THEN).absent(reason))).isInstanceOf(Finding.Done.class);
        }

        @Test
        void isWaitedForWhereItIsOnlyNotKnownYet() {
            assertThat(finding("FER", ferritin("2026-11-06").absent("temp-unknown")))
                    .isInstanceOf(Finding.Pending.class);
            assertThat(missing(everythingBut("FER", ferritin("2026-11-05").absent("temp-unknown"))))
                    .containsExactly("FER");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "QNS",
                    "Hemolyzed",
                    "haemolysed sample",
                    "clotted",
                    "Insufficient quantity",
                    "Cancelled by laboratory",
                    "canceled"
                })
        void doesNotCountWhereTheSpecimenGaveNone(String words) {
            assertThat(shortfalls("FER", ferritin(THEN).says(words))).containsExactly(Shortfall.UNUSABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"negative", "normal", "see note", "<5", "150 ng/mL"})
        void countsWhateverElseTheWordsSay(String words) {
            assertThat(finding("FER", ferritin(THEN).says(words))).isInstanceOf(Finding.Done.class);
        }
    }

    @Nested
    class WithAValueThatCannotBeInterpreted {
        @ParameterizedTest(name = "{0} {1} {2}")
        @CsvSource(
                nullValues = "none",
                value = {"<, 100, ng/mL", ">, 2000, ng/mL", "ad, 5, ng/mL", "none, 42, none", "none, 42, mmol/L"})
        void isDoneAllTheSame(String comparator, BigDecimal number, String unit) {
            var odd = new Value.Quantity(comparator, number, unit, null, null);

            assertThat(finding("FER", ferritin(THEN).value(odd))).isInstanceOf(Finding.Done.class);
        }

        @Test
        void isDoneWhereTheValueIsOfAnotherKind() {
            assertThat(finding("FER", ferritin(THEN).value(new Value.Other()))).isInstanceOf(Finding.Done.class);
        }
    }

    @Nested
    class InVersions {
        @Test
        void fallsWithALaterWithdrawalUnderTheSameIdentifier() {
            var first = ferritin(THEN).identifiers("lab|17").issued("2026-10-02T08:00:00Z");
            var withdrawn = ferritin(THEN)
                    .identifiers("lab|17")
                    .issued("2026-10-03T08:00:00Z")
                    .status("entered-in-error");

            assertThat(shortfalls("FER", first, withdrawn)).containsExactly(Shortfall.ENTERED_IN_ERROR);
            assertThat(shortfalls("FER", withdrawn, first)).containsExactly(Shortfall.ENTERED_IN_ERROR);
        }

        @Test
        void countsByTheCorrection() {
            var first = ferritin(THEN).identifiers("lab|17").absent("error");
            var corrected = ferritin(THEN).identifiers("lab|17").status("corrected");

            assertThat(missing(everythingBut("FER", corrected, first))).isEmpty();
            assertThat(missing(everythingBut("FER", first, corrected))).isEmpty();
        }

        @Test
        void standsBesideAnotherAnalyteUnderTheSameAccession() {
            var withdrawn = saturation(THEN)
                    .identifiers("accession|17")
                    .issued("2026-10-03T08:00:00Z")
                    .status("cancelled");

            assertThat(missing(everythingBut("TSAT", ferritin(THEN).identifiers("accession|17"), withdrawn)))
                    .containsExactly("TSAT");
        }

        @Test
        void fallsWithNothingUnderAnotherIdentifier() {
            var withdrawn = ferritin(THEN).identifiers("lab|18").status("entered-in-error");

            assertThat(finding("FER", ferritin(THEN).identifiers("lab|17"), withdrawn))
                    .isInstanceOf(Finding.Done.class);
        }
    }

    @Nested
    class FromElsewhere {
        @ParameterizedTest
        @ValueSource(strings = {"Urine", "24 h urine", "CSF", "Cerebrospinal fluid", "Pleural fluid", "Saliva"})
        void doesNotCountFromAnotherSpecimen(String specimen) {
            assertThat(shortfalls("FER", ferritin(THEN).specimenCalled(specimen)))
                    .containsExactly(Shortfall.WRONG_SPECIMEN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Serum", "Blood, venous", "Plasma"})
        void countsFromBlood(String specimen) {
            assertThat(finding("FER", ferritin(THEN).specimenCalled(specimen))).isInstanceOf(Finding.Done.class);
        }

        @Test
        void doesNotCountByThePatientsWordAndAsksForALook() {
            var missing = missingTest("FER", ferritin(THEN).patientReported());

            assertThat(missing.onFile()).extracting(Finding.OnFile::why).containsExactly(Shortfall.PATIENT_REPORTED);
            assertThat(missing.recommended()).isFalse();
        }

        @Test
        void asksForNoLookWhereTheResultWouldBeTooOldAnyway() {
            var missing = missingTest("FER", ferritin("2024-10-01").patientReported());

            assertThat(missing.onFile()).extracting(Finding.OnFile::why).containsExactly(Shortfall.PATIENT_REPORTED);
            assertThat(missing.recommended()).isTrue();
        }

        @Test
        void isDroppedAndCountedWhereItIsAboutSomebodyElse() {
            var chart = chart(rls(), ferritin(THEN).of(SOMEBODY_ELSE));

            assertThat(chart.foreign()).isEqualTo(1);
            assertThat(((Assessed) assess(chart)).missing().get(0).onFile()).isEmpty();
        }

        @Test
        void keepsATestFromBeingMissingWhereNobodySaysWhoseItIs() {
            assertThat(finding("FER", ferritin(THEN).of(null))).isInstanceOf(Finding.Unverifiable.class);
            assertThat(finding("TSAT", iron(THEN), bindingCapacity(THEN).of(null)))
                    .isInstanceOf(Finding.Unverifiable.class);
        }

        @Test
        void keepsNothingFromBeingMissingWhereItWouldNotCountAnyway() {
            assertThat(finding("FER", ferritin("2025-11-19").of(null))).isInstanceOf(Finding.Missing.class);
            assertThat(finding("FER", ferritin(THEN).of(null).status("cancelled")))
                    .isInstanceOf(Finding.Missing.class);
        }

        @Test
        void isThePatientsOwnBeforeOneOfWhichNobodySaysWhoseItIs() {
            assertThat(finding(
                            "FER",
                            ferritin("2026-02-01"),
                            ferritin("2026-11-01").of(null)))
                    .isInstanceOf(Finding.Done.class);
        }
    }

    @Nested
    class NotReadToTheEnd {
        @ParameterizedTest
        @ValueSource(strings = {"PATIENT", "CONDITIONS", "OBSERVATIONS", "REPORTS"})
        void isNotMissing(Source unread) {
            assertThat(assess(chart(null, Set.of(unread), rls()))).isInstanceOfSatisfying(IncompleteChart.class, it -> {
                assertThat(it.diagnosis()).isNotNull();
                assertThat(it.unread()).containsExactly(unread);
            });
        }

        @Test
        void isMissingWhereOnlyOrdersAreUnread() {
            var assessed = (Assessed) assess(chart(null, Set.of(Source.ORDERS), rls()));

            assertThat(assessed.missing()).hasSize(5);
            assertThat(assessed.unread()).containsExactly(Source.ORDERS);
        }

        @Test
        void isNotNobodysDiagnosis() {
            assertThat(assess(chart(null, Set.of(Source.CONDITIONS))))
                    .isEqualTo(new IncompleteChart(null, Set.of(Source.CONDITIONS)));
            assertThat(assess(chart(null, Set.of(Source.OBSERVATIONS)))).isInstanceOf(Assessment.NoAdvice.class);
        }

        @Test
        void isNotLookedForInARecordThatWasReplaced() {
            assertThat(assess(chart(rls(), Charts.retired())))
                    .isInstanceOfSatisfying(
                            IncompleteChart.class, it -> assertThat(it.unread()).containsExactly(Source.PATIENT));
        }
    }

    @Nested
    class OfSeveral {
        private static @Nullable PartialDate done(Lab one, Lab other) {
            var first = ((Finding.Done) finding("FER", one, other)).date();
            assertThat(((Finding.Done) finding("FER", other, one)).date()).isEqualTo(first);
            return first;
        }

        @Test
        void theNewestMakesItDone() {
            assertThat(done(ferritin("2026-10-02"), ferritin("2026-10-01"))).isEqualTo(Charts.date("2026-10-02"));
        }

        @Test
        void theMoreExactlyDatedOfOneMomentMakesItDone() {
            assertThat(done(ferritin("2026-10-01"), ferritin("2026-10-01T00:00:00Z")))
                    .isEqualTo(Charts.date("2026-10-01T00:00:00Z"));
        }

        @Test
        void thePatientsOwnMakesItDoneBeforeANewerOneThatMayBe() {
            assertThat(done(ferritin("2026-02-01"), ferritin("2026-11-01").of(null)))
                    .isEqualTo(Charts.date("2026-02-01"));
        }

        @Test
        void theSameIsNamedWhicheverStandsFirstInTheChart() {
            var year = ferritin("2024");
            var day = ferritin("2024-01-01");

            assertThat(missingTest("FER", year, day).onFile())
                    .isEqualTo(missingTest("FER", day, year).onFile());
        }

        @Test
        void aPartTooOldIsNotNamed() {
            assertThat(shortfalls("TSAT", iron("2025-11-20"))).containsExactly(Shortfall.PART_ONLY);
            assertThat(shortfalls("TSAT", iron("2025-11-19"))).isEmpty();
        }
    }
}
