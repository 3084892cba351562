package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Problem.rls;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.missing.Finding;
import org.rlsworkup.workup.results.Values;

class DateTests {
    @Nested
    class TheLookback {
        @ParameterizedTest(name = "{0} of {1} → done: {2}")
        @CsvSource({
            "FER, 2025-11-20, true", "FER, 2025-11-19, false",
            "TSAT, 2025-11-20, true", "TSAT, 2025-11-19, false",
            "B12, 2025-11-20, true", "B12, 2025-11-19, false",
            "TSH, 2025-11-20, true", "TSH, 2025-11-19, false",
            "A1C, 2025-11-20, true", "A1C, 2025-11-19, false",
        })
        void is365DaysInclusive(String test, String date, boolean done) {
            var code =
                    switch (test) {
                        case "FER" -> "2276-4";
                        case "TSAT" -> "2502-3";
                        case "B12" -> "2132-9";
                        case "TSH" -> "3016-3";
                        default -> "4548-4";
                    };

            assertThat(missing(everythingBut(test, lab(code).on(date))).isEmpty())
                    .isEqualTo(done);
        }

        @Test
        void namesTheOlderResult() {
            var missing = missingTest("FER", ferritin("2025-11-19"), ferritin("2020-01-01"));

            assertThat(missing.onFile())
                    .containsExactly(new Finding.OnFile(
                            Shortfall.OLDER,
                            "ferritin",
                            Values.read("2276-4", Values.quantity("150 ng/mL")),
                            Charts.date("2025-11-19"),
                            365));
        }

        @ParameterizedTest(name = "{0} → done: {1}")
        @CsvSource({
            // now is 2026-11-20T10:00Z: still the 19th at -11:00, already the 21st at +14:00
            "2025-11-19T00:00:00-11:00, true",
            "2025-11-18T23:59:59-11:00, false",
            "2025-11-21T00:00:00+14:00, true",
            "2025-11-20T23:59:59+14:00, false",
            "2025-11-20T00:00:00Z, true",
            "2025-11-19T23:59:59Z, false",
        })
        void isCountedInDaysOfTheSender(String date, boolean done) {
            assertThat(missing(everythingBut("FER", ferritin(date))).isEmpty()).isEqualTo(done);
        }

        @Test
        void isCountedInDaysOfTheServerWhereNoOffsetIsWritten() {
            var auckland = ZonedDateTime.parse("2026-11-21T08:00:00+13:00[Pacific/Auckland]");
            var assessed = (Assessed) Charts.workup()
                    .assess(
                            chart(Charts.and(everythingBut("FER", ferritin("2025-11-20")), rls())),
                            List.of(),
                            auckland);

            assertThat(Charts.ids(assessed)).containsExactly("FER");
        }
    }

    @Nested
    class APartialDate {
        @ParameterizedTest
        @ValueSource(strings = {"2026", "2026-11", "2025-12"})
        void countsByItsFirstDay(String date) {
            assertThat(finding("FER", ferritin(date))).isInstanceOf(Finding.Done.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2025", "2025-11"})
        void doesNotCountWhereItOnlyReachesIntoTheWindow(String date) {
            var missing = missingTest("FER", ferritin(date));

            assertThat(missing.onFile()).extracting(Finding.OnFile::why).containsExactly(Shortfall.DAY_NOT_RECORDED);
            assertThat(missing.recommended()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"2024", "2025-10"})
        void isOlderWhereItEndsBeforeTheWindow(String date) {
            assertThat(shortfalls("FER", ferritin(date))).containsExactly(Shortfall.OLDER);
        }

        @ParameterizedTest(name = "{0} → ahead: {1}")
        @CsvSource({"2026-12, true", "2027, true", "2026-11, false", "2026, false"})
        void liesAheadOnlyIfItsFirstDayDoes(String date, boolean ahead) {
            assertThat(finding("FER", ferritin(date)) instanceof Finding.Missing)
                    .isEqualTo(ahead);
        }
    }

    @Nested
    class TheFuture {
        @ParameterizedTest(name = "{0} → believed: {1}")
        @CsvSource({
            "2026-11-21T10:00:00Z, true",
            "2026-11-21T10:00:01Z, false",
            "2026-11-21T12:00:00+02:00, true",
            "2026-11-21, true",
            "2026-11-22, false",
        })
        void isBelievedFor24Hours(String date, boolean believed) {
            assertThat(finding("FER", ferritin(date)) instanceof Finding.Done).isEqualTo(believed);
        }

        @Test
        void isNamedWhereItIsNotBelieved() {
            assertThat(shortfalls("FER", ferritin("2027-02-01"))).containsExactly(Shortfall.FUTURE);
        }

        @Test
        void doesNotHideAnOlderResult() {
            assertThat(finding("FER", ferritin("2027-02-01"), ferritin("2026-02-01")))
                    .isInstanceOf(Finding.Done.class);
        }
    }

    @Nested
    class TheDateOfAResult {
        private Lab undated() {
            return ferritin("2026-10-01").on(null);
        }

        @Test
        void isThatOfTheDrawBeforeThatOfIssue() {
            assertThat(finding("FER", ferritin("2025-11-19").issued("2025-11-25T08:00:00Z")))
                    .isInstanceOf(Finding.Missing.class);
            assertThat(finding("FER", undated().collected("2025-11-19").issued("2025-11-25T08:00:00Z")))
                    .isInstanceOf(Finding.Missing.class);
        }

        @Test
        void isThatOfCollectionWhereTheDrawHasNone() {
            assertThat(finding("FER", undated().collected("2026-10-01"))).isInstanceOf(Finding.Done.class);
        }

        @Test
        void isThatOfIssueWhereNothingElseIsKnown() {
            assertThat(finding("FER", undated().issued("2026-10-01T08:00:00Z"))).isInstanceOf(Finding.Done.class);
        }

        @Test
        void isNeededToCountAndItsLackAsksForALook() {
            var missing = missingTest("FER", undated());

            assertThat(missing.onFile()).extracting(Finding.OnFile::why).containsExactly(Shortfall.NO_DATE);
            assertThat(missing.recommended()).isFalse();
        }

        @ParameterizedTest(name = "drawn {0}, issued {1} → done: {2}")
        @CsvSource({
            // Issued more than a day before it was drawn: the date of the draw is the wrong one.
            "2025-11-22T08:00:00Z, 2025-11-19T08:00:00Z, false",
            "2025-11-20T08:00:00Z, 2025-11-19T08:00:00Z, true",
            "2025-11-20T08:00:01Z, 2025-11-19T08:00:00Z, false",
            // Eleven hours apart, though the clocks on the wall say more than a day.
            "2025-11-20T10:00:00+14:00, 2025-11-19T09:00:00Z, true",
        })
        void isThatOfIssueWhereTheDrawWouldComeADayLater(String drawn, String issued, boolean done) {
            var now = ZonedDateTime.parse("2026-11-20T09:00:00Z");
            var assessed = (Assessed) Charts.workup()
                    .assess(
                            chart(Charts.and(
                                    everythingBut("FER", ferritin(drawn).issued(issued)), rls())),
                            List.of(),
                            now);

            assertThat(Charts.ids(assessed).isEmpty()).isEqualTo(done);
        }

        @Test
        void isThatOfTheNewestResultThatCounts() {
            var done = (Finding.Done)
                    finding("FER", ferritin("2026-03-01"), ferritin("2026-10-01"), ferritin("2026-05-01"));

            assertThat(done.date().written()).isEqualTo("2026-10-01");
        }
    }

    @Nested
    class ADateAsWritten {
        @ParameterizedTest(name = "{0} is the day {1}")
        @CsvSource({
            "2025-12-31T23:30:00-05:00, 2025-12-31",
            "2026-01-01T00:30:00+10:00, 2026-01-01",
            "2025-12-31T23:59:60Z, 2025-12-31",
            "2025-12-31T23:59:59.123456789123Z, 2025-12-31",
            "2025-12-31T23:59Z, 2025-12-31",
            "2025-12-31T10:00:00+99:00, 2025-12-31",
            "2025-12-31T10:00:00.Z, 2025-12-31",
            "2025-12-31T10:00:00ZZ, 2025-12-31",
            "2025-1-1, 2025-01-01",
            "2024-02-29, 2024-02-29",
            "2025, 2025",
            "2025-11, 2025-11",
        })
        void keepsTheDayOfTheSender(String written, String day) {
            assertThat(PartialDate.parse(written))
                    .extracting(PartialDate::written)
                    .isEqualTo(day);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "2025-13", "2025-02-30", "2025-12-31T", "2025-12-31T25:00:00Z", "２０２５", "yesterday"})
        void isNoDateOtherwise(String written) {
            assertThat(PartialDate.parse(written)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-10-01T08:00:00.1Z",
                "2026-10-01T08:00:00.120Z",
                "2026-10-01T08:00:00.012345678Z",
                "2026-10-01T08:00:00.999999999Z"
            })
    void keepsFractionsOfASecond(String written) {
        assertThat(PartialDate.parse(written).instant(ZoneOffset.UTC)).isEqualTo(Instant.parse(written));
    }

    @Test
    void leavesOutWhatIsFinerThanANanosecond() {
        assertThat(PartialDate.parse("2026-10-01T08:00:00.12345678987Z").instant(ZoneOffset.UTC))
                .isEqualTo(Instant.parse("2026-10-01T08:00:00.123456789Z"));
    }

    @Test
    void takesATimeWithoutOffsetForOneOfTheServer() {
        assertThat(PartialDate.parse("2026-10-01T08:00:00").instant(ZoneOffset.ofHours(2)))
                .isEqualTo(Instant.parse("2026-10-01T06:00:00Z"));
    }
}
