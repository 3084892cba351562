package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.ENCOUNTER;
import static org.rlsworkup.workup.Charts.SOMEBODY_ELSE;
import static org.rlsworkup.workup.Charts.assess;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.ids;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Order.order;
import static org.rlsworkup.workup.Problem.rls;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.missing.Finding;

class OrderTests {
    private static Order ferritinOrder() {
        return order("2276-4");
    }

    private static boolean suppresses(Order order) {
        return !(finding("FER", order) instanceof Finding.Missing);
    }

    @Nested
    class AnOpenOrder {
        @ParameterizedTest
        @ValueSource(strings = {"active", "on-hold"})
        void isShownInsteadOfTheTest(String status) {
            var found = (Finding.Ordered) finding("FER", ferritinOrder().status(status));

            assertThat(found.date()).isEqualTo(Charts.date("2026-11-10"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"order", "original-order", "reflex-order", "filler-order", "instance-order"})
        void isAnOrderByItsIntent(String intent) {
            assertThat(suppresses(ferritinOrder().intent(intent))).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"proposal", "option", "directive", "made-up"})
        void isNoneByAnotherIntent(String intent) {
            assertThat(suppresses(ferritinOrder().intent(intent))).isFalse();
        }

        @ParameterizedTest
        @NullAndEmptySource
        @ValueSource(strings = {"revoked", "entered-in-error", "unknown", "ended"})
        void isNoneByAnotherStatus(@Nullable String status) {
            assertThat(suppresses(ferritinOrder().status(status))).isFalse();
        }

        @ParameterizedTest(name = "written {0} → {1}")
        @CsvSource({"2026-08-22, true", "2026-08-21, false", "2027-02-18, true", "2027-02-19, false"})
        void isWaitedForFor90Days(String authored, boolean suppressed) {
            assertThat(suppresses(ferritinOrder().authored(authored))).isEqualTo(suppressed);
        }

        @Test
        void isNamedWhereItIsTooOld() {
            assertThat(shortfalls("FER", ferritinOrder().authored("2026-08-21")))
                    .containsExactly(Shortfall.ORDER_TOO_OLD);
        }

        @ParameterizedTest(name = "written long ago, planned for {0} → {1}")
        @CsvSource({"2026-11-19, false", "2026-11-20, true", "2027-02-18, true", "2027-02-19, false"})
        void isWaitedForIfPlannedForTheNext90Days(String planned, boolean suppressed) {
            assertThat(suppresses(ferritinOrder().authored("2026-01-01").planned(planned)))
                    .isEqualTo(suppressed);
        }

        @ParameterizedTest(name = "not dated, planned for {0} → {1}")
        @CsvSource({"2026-11-20, true", "2027-02-18, true", "2027-02-19, false"})
        void isWaitedForNoLongerWhereItsOwnDateIsMissing(String planned, boolean suppressed) {
            assertThat(suppresses(ferritinOrder().authored(null).planned(planned)))
                    .isEqualTo(suppressed);
        }

        @Test
        void isNamedWhereItWasWrittenOnADayFarAhead() {
            assertThat(shortfalls("FER", ferritinOrder().authored("2062-11-20")))
                    .containsExactly(Shortfall.ORDER_AHEAD);
        }

        @Test
        void isNamedWhereItIsPlannedForLater() {
            assertThat(shortfalls("FER", ferritinOrder().authored(null).planned("2027-02-19")))
                    .containsExactly(Shortfall.ORDER_AHEAD);
        }

        @Test
        void asksForALookWhereItHasNoDateAtAll() {
            var missing = missingTest("FER", ferritinOrder().authored(null));

            assertThat(missing.onFile()).extracting(Finding.OnFile::why).containsExactly(Shortfall.ORDER_WITHOUT_DATE);
            assertThat(missing.recommended()).isFalse();
        }

        @Test
        void doesNotHideThatTheTestIsDone() {
            assertThat(finding("FER", ferritinOrder(), ferritin("2026-10-01"))).isInstanceOf(Finding.Done.class);
        }
    }

    @Nested
    class APlan {
        @ParameterizedTest(name = "planned for {0} → {1}")
        @CsvSource({"2026-11-19, false", "2026-11-20, true", "2026-12-20, true", "2026-12-21, false"})
        void isWaitedForIfItIsForTheNext30Days(String planned, boolean suppressed) {
            assertThat(suppresses(ferritinOrder().intent("plan").planned(planned)))
                    .isEqualTo(suppressed);
        }

        @ParameterizedTest
        @ValueSource(strings = {"on-hold", "draft", "completed", "revoked"})
        void isWaitedForOnlyWhileActive(String status) {
            assertThat(suppresses(ferritinOrder().intent("plan").status(status).planned("2026-11-25")))
                    .isFalse();
        }

        @Test
        void isNotWaitedForWithoutADay() {
            assertThat(suppresses(ferritinOrder().intent("plan"))).isFalse();
        }
    }

    @Nested
    class ADraft {
        private static boolean suppressesIn(@Nullable String encounter, Order order) {
            var assessed = (Assessed) assess(chart(encounter, Set.of(), rls(), order));
            return !ids(assessed).contains("FER");
        }

        private static Order draft(String authored) {
            return ferritinOrder().status("draft").authored(authored).in(ENCOUNTER);
        }

        @ParameterizedTest(name = "written {0} → {1}")
        @CsvSource({
            "2026-11-19T10:00:00Z, true",
            "2026-11-19T09:59:59Z, false",
            "2026-11-19, true",
            "2026-11-18, false",
            "2026-10-21, false",
        })
        void isWaitedForFor24HoursInItsEncounter(String authored, boolean suppressed) {
            assertThat(suppressesIn(ENCOUNTER, draft(authored))).isEqualTo(suppressed);
        }

        @Test
        void isNotWaitedForInAnotherEncounter() {
            assertThat(suppressesIn("e2", draft("2026-11-20T09:00:00Z"))).isFalse();
            assertThat(suppressesIn(null, draft("2026-11-20T09:00:00Z"))).isFalse();
            assertThat(suppressesIn(null, draft("2026-11-20T09:00:00Z").in(null)))
                    .isFalse();
        }

        @Test
        void isNamedWhereItIsNotWaitedFor() {
            assertThat(shortfalls("FER", draft("2026-10-21"))).containsExactly(Shortfall.ORDER_DRAFT);
        }
    }

    @Nested
    class ACompletedOrder {
        @ParameterizedTest(name = "of {0} → pending: {1}")
        @CsvSource({"2026-11-06, true", "2026-11-05, false", "2027-02-18, true", "2027-02-19, false"})
        void isWaitedForFor14Days(String authored, boolean pending) {
            assertThat(
                            finding("FER", ferritinOrder().status("completed").authored(authored))
                                    instanceof Finding.Pending)
                    .isEqualTo(pending);
        }

        @Test
        void isNamedWhereItsResultNeverCame() {
            assertThat(shortfalls("FER", ferritinOrder().status("completed").authored("2026-11-05")))
                    .containsExactly(Shortfall.ORDER_COMPLETED);
        }
    }

    @Nested
    class OfSeveral {
        private static final Order OPEN = ferritinOrder().authored("2026-11-10");
        private static final Order COMPLETED =
                ferritinOrder().status("completed").authored("2026-11-19");
        private static final Order NOT_TO_BE_DONE =
                ferritinOrder().notToBeDone().authored("2026-11-01");

        @Test
        void theOpenOneDecidesBeforeANewerCompletedOne() {
            assertThat(finding("FER", OPEN, COMPLETED)).isInstanceOf(Finding.Ordered.class);
            assertThat(finding("FER", COMPLETED, OPEN)).isInstanceOf(Finding.Ordered.class);
        }

        @Test
        void theOneNotToDoItDecidesBeforeAll() {
            assertThat(finding("FER", OPEN, COMPLETED, NOT_TO_BE_DONE)).isInstanceOf(Finding.NotToBeDone.class);
            assertThat(finding("FER", NOT_TO_BE_DONE, COMPLETED, OPEN)).isInstanceOf(Finding.NotToBeDone.class);
        }

        @Test
        void theNewestOfEquallyOpenOnesDecides() {
            var newest = new Finding.Ordered(finding("FER").test(), Charts.date("2026-11-15"));

            assertThat(finding("FER", OPEN, ferritinOrder().authored("2026-11-15")))
                    .isEqualTo(newest);
            assertThat(finding("FER", ferritinOrder().authored("2026-11-15"), OPEN))
                    .isEqualTo(newest);
        }
    }

    @Nested
    class AnOrderNotToDoIt {
        @Test
        void silencesTheTestForTheLookback() {
            assertThat(finding("FER", ferritinOrder().notToBeDone())).isInstanceOf(Finding.NotToBeDone.class);
            assertThat(finding("FER", ferritinOrder().notToBeDone().authored("2025-11-20")))
                    .isInstanceOf(Finding.NotToBeDone.class);
            assertThat(finding("FER", ferritinOrder().notToBeDone().authored("2025-11-19")))
                    .isInstanceOf(Finding.Missing.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"on-hold", "draft", "completed", "revoked", "entered-in-error"})
        void holdsOnlyWhileActive(String status) {
            assertThat(finding("FER", ferritinOrder().notToBeDone().status(status)))
                    .isInstanceOf(Finding.Missing.class);
        }

        @Test
        void prevailsOverAnOrderToDoIt() {
            assertThat(finding("FER", ferritinOrder().notToBeDone(), ferritinOrder()))
                    .isInstanceOf(Finding.NotToBeDone.class);
            assertThat(finding("FER", ferritinOrder(), ferritinOrder().notToBeDone()))
                    .isInstanceOf(Finding.NotToBeDone.class);
        }
    }

    @Nested
    class WhatIsOrdered {
        @ParameterizedTest(name = "{0} leaves {1}")
        @CsvSource(
                delimiter = ':',
                value = {
                    "2276-4:TSAT B12 TSH A1C",
                    "14723-1:TSAT B12 TSH A1C",
                    "50190-8:FER B12 TSH A1C",
                    "75689-0:FER B12 TSH A1C",
                    "2502-3:FER B12 TSH A1C",
                    "2132-9:FER TSAT TSH A1C",
                    "14685-2:FER TSAT TSH A1C",
                    "72160-5:FER TSAT TSH A1C",
                    "3016-3:FER TSAT B12 A1C",
                    "11580-8:FER TSAT B12 A1C",
                    "4548-4:FER TSAT B12 TSH",
                    "59261-8:FER TSAT B12 TSH",
                    "2498-4:FER TSAT B12 TSH A1C",
                    "14685-0:FER TSAT B12 TSH A1C",
                    "86914-9:FER TSAT B12 TSH A1C",
                })
        void isKnownByEveryCodeOfTheTest(String loinc, String left) {
            assertThat(missing(order(loinc))).containsExactly(left.split(" ", -1));
        }

        @ParameterizedTest(name = "SNOMED CT {0} orders {1}")
        @CsvSource({"489004, FER", "14598005, B12", "61167004, TSH", "43396009, A1C"})
        void isKnownInSnomedToo(String code, String test) {
            assertThat(finding(test, order(new Code(Problem.SCT, code)))).isInstanceOf(Finding.Ordered.class);
        }

        @Test
        void isSaturationWhereBothItsPartsAre() {
            assertThat(finding("TSAT", order("2498-4"), order("2500-7"))).isInstanceOf(Finding.Ordered.class);
            assertThat(finding("TSAT", order("2498-4"), order("2501-5"))).isInstanceOf(Finding.Ordered.class);
            assertThat(finding("TSAT", order("2498-4"), order("2500-7").status("revoked")))
                    .isInstanceOf(Finding.Missing.class);
        }

        @Test
        void isNothingWithoutASystem() {
            assertThat(finding("FER", order(new Code(null, "2276-4")))).isInstanceOf(Finding.Missing.class);
        }
    }

    @Nested
    class OfSomebodyElse {
        @Test
        void isIgnored() {
            assertThat(suppresses(ferritinOrder().of(SOMEBODY_ELSE))).isFalse();
        }

        @Test
        void isUnverifiableWhereNobodySaysWhoseItIs() {
            assertThat(finding("FER", ferritinOrder().of(null))).isInstanceOf(Finding.Unverifiable.class);
        }
    }

    @Nested
    class OfSeveralOrders {
        private static @Nullable PartialDate ordered(Order... orders) {
            return ((Finding.Ordered) finding("FER", orders)).date();
        }

        @Test
        void theNewestSpeaks() {
            var older = ferritinOrder().authored("2026-11-10");
            var newer = ferritinOrder().authored("2026-11-15");

            assertThat(ordered(older, newer)).isEqualTo(Charts.date("2026-11-15"));
            assertThat(ordered(newer, older)).isEqualTo(Charts.date("2026-11-15"));
        }

        @Test
        void theNewestOfTheCompletedSpeaks() {
            var older = ferritinOrder().status("completed").authored("2026-11-10");
            var newer = ferritinOrder().status("completed").authored("2026-11-15");

            assertThat(((Finding.Pending) finding("FER", older, newer)).date()).isEqualTo(Charts.date("2026-11-15"));
            assertThat(((Finding.Pending) finding("FER", newer, older)).date()).isEqualTo(Charts.date("2026-11-15"));
        }

        @Test
        void aProposalTakesNothingFromAnOrder() {
            assertThat(ordered(ferritinOrder(), ferritinOrder().intent("proposal")))
                    .isEqualTo(Charts.date("2026-11-10"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"draft", "completed", "active"})
        void oneWithoutADateIsNamed(String status) {
            assertThat(shortfalls("FER", ferritinOrder().status(status).authored(null)))
                    .containsExactly(Shortfall.ORDER_WITHOUT_DATE);
        }

        @Test
        void partsMustEachBeOrdered() {
            var iron = order("2498-4");
            var capacity = order("2500-7");

            assertThat(finding("TSAT", iron, capacity)).isInstanceOf(Finding.Ordered.class);
            assertThat(finding("TSAT", iron.authored("2026-05-01"), capacity)).isInstanceOf(Finding.Missing.class);
            assertThat(finding("TSAT", order("2498-4"), order("2500-7").notToBeDone()))
                    .isInstanceOf(Finding.Missing.class);
        }
    }
}
