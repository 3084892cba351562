package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.ENCOUNTER;
import static org.rlsworkup.workup.Charts.SOMEBODY_ELSE;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.find;
import static org.rlsworkup.workup.Charts.isCharted;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.worded;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.workup.Part;

class DiagnosisTests {
    private static @Nullable String chosen(Part... parts) {
        return find(parts).orElseThrow().conditionId();
    }

    @Nested
    class ByClinicalStatus {
        @ParameterizedTest
        @ValueSource(strings = {"active", "recurrence", "relapse", "unknown"})
        void holdsWhileItStands(String status) {
            assertThat(isCharted(rls().clinical(status))).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"remission", "inactive", "resolved", "Active", "made-up"})
        void doesNotHoldOtherwise(String status) {
            assertThat(isCharted(rls().clinical(status))).isFalse();
        }

        @Test
        void holdsWithoutAStatusUnlessItHasAbated() {
            assertThat(isCharted(rls().clinical(null))).isTrue();
            assertThat(isCharted(rls().clinical(null).abated("2024"))).isFalse();
            assertThat(isCharted(rls().clinical(null).abated("2026-11-20"))).isFalse();
            assertThat(isCharted(rls().clinical(null).abated("2026-12-01"))).isTrue();
            assertThat(isCharted(rls().clinical(null).abated(null))).isFalse();
        }

        @Test
        void holdsWithAnUnknownStatusUnlessItHasAbated() {
            assertThat(isCharted(rls().clinical("unknown").abated("2025-01-01")))
                    .isFalse();
        }

        @Test
        void isActiveIfItSaysSoWhateverTheAbatement() {
            assertThat(isCharted(rls().clinical("active").abated("2024"))).isTrue();
        }
    }

    @Nested
    class ByVerificationStatus {
        @ParameterizedTest
        @ValueSource(strings = {"provisional", "unconfirmed", "differential"})
        void chartsPossibleRlsUntilConfirmed(String status) {
            var found = find(rls().verification(status)).orElseThrow();

            assertThat(found.confirmed()).isFalse();
            assertThat(found.verificationStatus()).isEqualTo(status);
        }

        @Test
        void chartsRlsIfConfirmedOrNotSaid() {
            assertThat(find(rls().verification("confirmed")).orElseThrow().confirmed())
                    .isTrue();
            assertThat(find(rls().verification(null)).orElseThrow().confirmed()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"refuted", "entered-in-error"})
        void chartsNothingIfWithdrawnAndCancelsNoOther(String status) {
            var withdrawn = rls().verification(status).id("withdrawn");

            assertThat(isCharted(withdrawn)).isFalse();
            assertThat(chosen(icd("G25.81").id("other"), withdrawn)).isEqualTo("other");
        }
    }

    @Nested
    class ByCategoryAndSubject {
        @ParameterizedTest
        @ValueSource(strings = {"problem-list-item", "encounter-diagnosis", "health-concern"})
        void acceptsTheCategoriesOfDiagnoses(String category) {
            assertThat(isCharted(rls().categories(category))).isTrue();
        }

        @Test
        void acceptsNoCategory() {
            assertThat(isCharted(rls().categories())).isTrue();
        }

        @Test
        void rejectsWhatAReportConcluded() {
            assertThat(isCharted(rls().categories("diagnostic-report-impression")))
                    .isFalse();
            assertThat(isCharted(rls().categories("problem-list-item", "diagnostic-report-impression")))
                    .isFalse();
        }

        @ParameterizedTest(name = "visit diagnosis of {0} → {1}")
        @CsvSource({"2024-11-20, true", "2024-11-19, false"})
        void believesAVisitDiagnosisFor730DaysWhereNoEncounterIsOpen(String recorded, boolean charted) {
            assertThat(isCharted(rls().categories("encounter-diagnosis").recorded(recorded)))
                    .isEqualTo(charted);
            assertThat(isCharted(rls().categories("encounter-diagnosis")
                            .recorded(null)
                            .onset(recorded)))
                    .isEqualTo(charted);
        }

        @Test
        void asksForNoDateOfAVisitDiagnosisWhereAnEncounterIsOpen() {
            var old = rls().categories("encounter-diagnosis").recorded("2019-01-01");

            assertThat(find(chart(ENCOUNTER, Set.of(), old))).isPresent();
        }

        @Test
        void believesNoUndatedVisitDiagnosis() {
            assertThat(isCharted(rls().categories("encounter-diagnosis").recorded(null)))
                    .isFalse();
        }

        @Test
        void letsNoProblemListEntryGrowOld() {
            assertThat(isCharted(rls().recorded("2009-01-01"))).isTrue();
            assertThat(isCharted(rls().categories("problem-list-item", "encounter-diagnosis")
                            .recorded("2009-01-01")))
                    .isTrue();
        }

        @Test
        void believesOnlyWhatIsCertainlyAboutThisPatient() {
            assertThat(isCharted(rls().of(SOMEBODY_ELSE))).isFalse();
            assertThat(find(rls()).orElseThrow().confirmed()).isTrue();
            assertThat(find(rls().of(null)).orElseThrow().confirmed()).isFalse();
        }
    }

    @Nested
    class OneForAll {
        @Test
        void isTheNewestConfirmedProblemListEntry() {
            var older = rls().id("older").recorded("2020-01-01");
            var newer = icd("G25.81").id("newer").recorded("2022-01-01");
            var visit = rls().id("visit").categories("encounter-diagnosis").recorded("2026-11-01");
            var possible = rls().id("possible").verification("provisional").recorded("2026-11-10");

            assertThat(chosen(older, newer, visit, possible)).isEqualTo("newer");
            assertThat(chosen(possible, visit, newer, older)).isEqualTo("newer");
        }

        @Test
        void isAConfirmedVisitDiagnosisBeforeAPossibleProblem() {
            var visit = rls().id("visit").categories("encounter-diagnosis");
            var possible = rls().id("possible").verification("unconfirmed");

            assertThat(chosen(possible, visit)).isEqualTo("visit");
        }

        @Test
        void isACodeBeforeAText() {
            assertThat(chosen(worded("RLS").id("text").recorded("2026-11-01"), rls().id("code")))
                    .isEqualTo("code");
        }

        @Test
        void doesNotDependOnTheOrderOfTheChart() {
            var one = rls().id("a");
            var other = rls().id("b");

            assertThat(chosen(one, other)).isEqualTo(chosen(other, one));
        }
    }
}
