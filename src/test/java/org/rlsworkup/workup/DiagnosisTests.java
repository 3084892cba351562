package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.ENCOUNTER;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.SOMEBODY_ELSE;
import static org.rlsworkup.workup.Charts.WORKUP;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Problem.ICD10CM;
import static org.rlsworkup.workup.Problem.SCT;
import static org.rlsworkup.workup.Problem.coded;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.snomed;
import static org.rlsworkup.workup.Problem.worded;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTests {
    private static Optional<Diagnosis> find(Part... parts) {
        return WORKUP.diagnosis(chart(parts), NOW);
    }

    private static boolean isCharted(Part... parts) {
        return find(parts).isPresent();
    }

    private static @Nullable String chosen(Part... parts) {
        return find(parts).orElseThrow().conditionId();
    }

    @Nested
    class ByCode {
        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "http://snomed.info/sct, 32914008",
            "http://snomed.info/sct, 1052284009",
            "http://snomed.info/sct|http://snomed.info/sct/900000000000207008/version/20260901, 32914008",
            "http://snomed.info/sct/731000124108, 32914008",
            "http://snomed.info/sct/900000000000207008/version/20260901, 32914008",
            "urn:oid:2.16.840.1.113883.6.96, 32914008",
            "http://hl7.org/fhir/sid/icd-10-cm, G25.81",
            "http://hl7.org/fhir/sid/icd-10-cm|2026, G25.81",
            "urn:oid:2.16.840.1.113883.6.90, G25.81",
            "http://fhir.de/CodeSystem/bfarm/icd-10-gm, G25.81",
            "http://fhir.de/CodeSystem/bfarm/icd-10-gm|2026, G25.81",
            "http://hl7.org/fhir/sid/icd-9-cm, 333.94",
            "urn:oid:2.16.840.1.113883.6.103, 333.94",
            "http://id.who.int/icd/release/11/mms, 7A80",
            "http://hl7.org/fhir/sid/icpc-2, N04",
        })
        void chartsRlsInEverySpellingOfTheSystem(String system, String code) {
            var found = find(coded(system, code));

            assertThat(found).isPresent();
            assertThat(found.orElseThrow().byTextOnly()).isFalse();
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "http://snomed.info/sct, 329140080",
            "http://snomed.info/sct, G25.81",
            "http://snomed.info/sctx, 32914008",
            "http://hl7.org/fhir/sid/icd-10-cm, G25.8",
            "http://hl7.org/fhir/sid/icd-10-cm, g25.81",
            "http://hl7.org/fhir/sid/icd-10-cm, G25.811",
            "http://hl7.org/fhir/sid/icd-10, G25.81",
            "http://hl7.org/fhir/sid/icd-9-cm, 333.9",
            "http://id.who.int/icd/release/11/mms, 7A8",
            "http://hl7.org/fhir/sid/icpc-2, N05",
            "urn:oid:2.16.840.1.113883.6.960, 32914008",
            "http://example.org/local, G25.81",
        })
        void chartsNothingByANeighbouringCodeOrSystem(String system, String code) {
            assertThat(isCharted(coded(system, code))).isFalse();
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "http://snomed.info/sct, 418763003",
            "http://hl7.org/fhir/sid/icd-10-cm, G47.61",
            "http://id.who.int/icd/release/11/mms, 7A81",
            "http://hl7.org/fhir/sid/icd-10-cm, G47.62",
            "http://hl7.org/fhir/sid/icd-10-cm, R25.2",
            "http://hl7.org/fhir/sid/icd-10-cm, G25.71",
            "http://snomed.info/sct, 162221009",
            "http://snomed.info/sct, 12262002",
        })
        void neverTakesAMimicForRlsWhateverItIsCalled(String system, String code) {
            assertThat(isCharted(coded(system, code))).isFalse();
            assertThat(isCharted(coded(system, code).text("Restless legs syndrome")))
                    .isFalse();
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "http://hl7.org/fhir/sid/icd-10, G25.8",
            "urn:oid:2.16.840.1.113883.6.3, G25.8",
            "http://hl7.org/fhir/sid/icd-10-am, G25.8",
            "http://hl7.org/fhir/sid/icd-10-ca, G25.8",
            "http://hl7.org/fhir/sid/icd-9-cm, 333.99",
        })
        void takesAResidualClassForRlsOnlyIfTextOrDisplaySaysSo(String system, String code) {
            assertThat(isCharted(coded(system, code))).isFalse();
            assertThat(isCharted(coded(system, code).text("Essential tremor"))).isFalse();
            assertThat(isCharted(coded(system, code).text("Restless legs"))).isTrue();
            assertThat(isCharted(new Problem().and(system, code, "Restless legs")))
                    .isTrue();
            assertThat(find(coded(system, code).text("RLS")).orElseThrow().byTextOnly())
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"G25.81", "32914008"})
        void takesACodeWithoutSystemOnlyIfTheTextSaysSoToo(String code) {
            assertThat(isCharted(coded(null, code))).isFalse();
            assertThat(isCharted(coded(null, code).text("cramps"))).isFalse();
            assertThat(isCharted(coded(null, code).text("Restless legs"))).isTrue();
        }

        @Test
        void doesNotBelieveADisplayThatTheTextTakesBack() {
            var residual = new Problem().and("http://hl7.org/fhir/sid/icd-10", "G25.8", "Restless legs");
            var withoutSystem = new Problem().and(null, "G25.81", "Restless legs syndrome");

            assertThat(isCharted(residual.text("Restless legs?"))).isFalse();
            assertThat(isCharted(withoutSystem.text("rule out RLS"))).isFalse();
        }

        @Test
        void takesNoOtherCodeWithoutSystem() {
            assertThat(find(coded(null, "333.94"))).isEmpty();
        }

        @Test
        void looksAtEveryCoding() {
            assertThat(isCharted(coded("http://example.org/local", "RL1").and(ICD10CM, "G25.81", null)))
                    .isTrue();
            assertThat(isCharted(icd("Z82.0").and(SCT, "32914008", null))).isTrue();
        }
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

            assertThat(WORKUP.diagnosis(chart(ENCOUNTER, Set.of(), old), NOW)).isPresent();
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
            assertThat(isCharted(rls().of(null))).isFalse();
        }
    }

    @Nested
    class OfSomebodyElse {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Family history of restless legs",
                    "FH: restless legs",
                    "FHx restless legs",
                    "Fam Hx of RLS",
                    "family history of RLS"
                })
        void isFamilyHistoryWhereTheTextBeginsSo(String text) {
            assertThat(isCharted(worded(text))).isFalse();
            assertThat(isCharted(icd("Z82.0").text(text))).isFalse();
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "http://hl7.org/fhir/sid/icd-10-cm, Z82.0",
            "http://hl7.org/fhir/sid/icd-10-cm, Z80.9",
            "http://hl7.org/fhir/sid/icd-10-cm, Z84.8",
            "http://snomed.info/sct, 416471007",
            "http://snomed.info/sct, 281666001",
        })
        void isFamilyHistoryWhereTheCodeSaysSo(String system, String code) {
            assertThat(isCharted(coded(system, code).text("Restless legs"))).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"mother", "Sibling", "his brother"})
        void isNotBelievedByTextAlone(String kin) {
            var condition =
                    new Problem().and("http://example.org/local", "X1", kin).text("restless legs");

            assertThat(isCharted(condition)).isFalse();
        }

        @Test
        void isBelievedByCodeWhereKinIsNamedLater() {
            assertThat(isCharted(snomed("32914008").text("Restless legs, as her mother had")))
                    .isTrue();
        }
    }

    @Nested
    class ByText {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "restless leg syndrome",
                    "Restless legs syndrome",
                    "RESTLESS LEGS",
                    "RLS",
                    "R.L.S.",
                    "  restless   legs  ",
                    "Restless-legs syndrome.",
                    "Willis-Ekbom disease",
                    "Willis Ekbom syndrome",
                    "Wittmaack-Ekbom syndrome",
                    "Syndrome des jambes sans repos",
                    "Syndrom der unruhigen Beine",
                    "Síndrome de piernas inquietas"
                })
        void chartsRlsByAWholeName(String text) {
            assertThat(find(worded(text)).orElseThrow().byTextOnly()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Ekbom syndrome",
                    "Restless legs and insomnia",
                    "restless",
                    "RLSX",
                    "no restless legs",
                    "not RLS",
                    "denies restless legs",
                    "rule out RLS",
                    "r/o RLS",
                    "RLS?",
                    "? restless legs",
                    "possible RLS",
                    "suspected RLS",
                    "h/o restless legs",
                    "history of restless legs",
                    "restless legs, resolved",
                    "RLS screen",
                    ""
                })
        void chartsNothingByAnythingElse(String text) {
            assertThat(isCharted(worded(text))).isFalse();
        }

        @Test
        void readsTheDisplayOfALocalCode() {
            assertThat(isCharted(new Problem().and("http://example.org/local", "RL1", "Restless legs")))
                    .isTrue();
        }

        @Test
        void doesNotBelieveTheTextBesideACodeOfAnotherDiagnosis() {
            assertThat(isCharted(icd("G47.00").text("Restless legs"))).isFalse();
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
